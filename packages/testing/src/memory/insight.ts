import type {
  AdvocateRow,
  Currency,
  InsightStore,
  Page,
  Participant,
  Referral,
  ReferralCode,
  ReferralRow,
} from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byTime } from "./table";

const pageOf = <Row>(rows: readonly Row[], { limit, offset }: Page) => rows.slice(offset, offset + limit);

export function memoryInsight(database: MemoryDatabase): InsightStore {
  const { participants, codes, clicks, shares, referrals, orders, rewards } = database;

  const advocateRow = (participant: Participant, code: ReferralCode): AdvocateRow => {
    const earned = new Map<Currency, bigint>();
    const issued = rewards.filter((row) => row.participantId === participant.id && row.state === "issued");
    for (const { value } of issued) {
      earned.set(value.currency, (earned.get(value.currency) ?? 0n) + value.amount);
    }
    return {
      participantId: participant.id,
      code: code.code,
      codeStatus: code.status,
      firstOrderId: participant.firstOrderId,
      enrolledAt: participant.enrolledAt,
      shares: shares.count((row) => row.participantId === participant.id),
      clicks: clicks.count((row) => row.code === code.code && !row.bot),
      claims: referrals.count((row) => row.code === code.code),
      qualified: referrals.count((row) => row.code === code.code && row.state === "qualified"),
      earned: [...earned]
        .map(([currency, amount]) => ({ currency, amount }))
        .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    };
  };

  const referralRow = (referral: Referral): ReferralRow => {
    const reward = rewards.find((row) => row.referralId === referral.id);
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
      .filter(matches)
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
