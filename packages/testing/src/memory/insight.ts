import type {
  AdvocateRow,
  Currency,
  InsightStore,
  Page,
  Participant,
  Referral,
  ReferralCode,
  ReferralRow,
  Reward,
  RewardState,
} from "@goodword/core";
import { humanClicks } from "./clicks";
import type { MemoryDatabase } from "./database";
import { byTime } from "./table";

/** States in which a reward is the person's to keep or has been used. */
const kept: readonly RewardState[] = ["issued", "redeemed"];

const byCreation = byTime<Reward>(
  (row) => row.createdAt,
  (row) => row.id,
);

const pageOf = <Row>(rows: readonly Row[], { limit, offset }: Page) => rows.slice(offset, offset + limit);

export function memoryInsight(database: MemoryDatabase): InsightStore {
  const { participants, codes, shares, referrals, orders, rewards } = database;

  const advocateRow = (participant: Participant, code: ReferralCode): AdvocateRow => {
    const earned = new Map<Currency, bigint>();
    const given = rewards.filter((row) => row.participantId === participant.id && kept.includes(row.state));
    for (const { value, reversed } of given) {
      earned.set(value.currency, (earned.get(value.currency) ?? 0n) + value.amount - reversed);
    }
    const codesHere = codes
      .filter((row) => row.programId === code.programId && row.participantId === participant.id)
      .map((row) => row.code);
    const isTheirs = (row: { readonly code: string }) => codesHere.includes(row.code);
    return {
      participantId: participant.id,
      code: code.code,
      codeStatus: code.status,
      firstOrderId: participant.firstOrderId,
      enrolledAt: participant.enrolledAt,
      shares: shares.count((row) => row.participantId === participant.id),
      clicks: codesHere.reduce((sum, own) => sum + humanClicks(database, own), 0),
      claims: referrals.count(isTheirs),
      qualified: referrals.count((row) => isTheirs(row) && row.state === "qualified"),
      earned: [...earned]
        .map(([currency, amount]) => ({ currency, amount }))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    };
  };

  const referralRow = (referral: Referral): ReferralRow => {
    const reward =
      rewards
        .filter((row) => row.referralId === referral.id && row.side === "advocate")
        .sort(byCreation)[0] ?? null;
    return {
      id: referral.id,
      code: referral.code,
      advocateId: referral.advocateId,
      advocateOrderId: participants.get(referral.advocateId)?.firstOrderId ?? "",
      state: referral.state,
      reasons: referral.reasons,
      claimedAt: referral.claimedAt,
      convertedAt: referral.convertedAt,
      orderId: referral.orderId,
      orderDisplayId: referral.orderId === null ? null : (orders.get(referral.orderId)?.displayId ?? null),
      reward: reward && {
        state: reward.state,
        value: reward.value,
        dueAt: reward.dueAt,
        issuedAt: reward.issuedAt,
      },
    };
  };

  /** Advocates with a code, newest first. */
  const advocates = (matches: (code: ReferralCode) => boolean): AdvocateRow[] =>
    codes
      .filter((code) => code.primary && matches(code))
      .flatMap((code) => {
        const participant = participants.get(code.participantId);
        return participant === null ? [] : [advocateRow(participant, code)];
      })
      .sort(
        byTime(
          (row) => row.enrolledAt,
          (row) => row.code,
        ),
      )
      .reverse();

  return {
    async advocates(page) {
      const rows = advocates(() => true);
      return { rows: pageOf(rows, page), count: rows.length };
    },
    async advocate(participantId) {
      return advocates((code) => code.participantId === participantId)[0] ?? null;
    },
    async referrals({ state, advocateId, ...page }) {
      const found = referrals
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (advocateId === undefined || row.advocateId === advocateId) &&
            participants.get(row.advocateId) !== null,
        )
        .sort(
          byTime(
            (row) => row.claimedAt,
            (row) => row.id,
          ),
        )
        .reverse();
      return { rows: pageOf(found, page).map(referralRow), count: found.length };
    },
  };
}
