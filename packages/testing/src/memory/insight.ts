import type {
  AdvocateQuery,
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
import { invitations } from "./invitations";
import { memoryMeasures } from "./measures";
import { byText, byTime } from "./table";

/** States in which a reward is the person's to keep or has been used. */
const kept: readonly RewardState[] = ["issued", "redeemed"];

const byCreation = byTime<Reward>(
  (row) => row.createdAt,
  (row) => row.id,
);

const byBeginning = byTime<Referral>(
  (row) => row.claimedAt,
  (row) => row.id,
);

const pageOf = <Row>(rows: readonly Row[], { limit, offset }: Page) => rows.slice(offset, offset + limit);

export function memoryInsight(database: MemoryDatabase): InsightStore {
  const { participants, codes, shares, referrals, orders, rewards, claimDays } = database;

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
      invitations: invitations(database, codesHere),
      claims:
        referrals.count(isTheirs) + claimDays.filter(isTheirs).reduce((sum, { claims }) => sum + claims, 0),
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

  /** Advocates with a code. */
  const advocates = ({ search, status, participantId, order = "-enrolledAt" }: Partial<AdvocateQuery>) => {
    const sign = order.startsWith("-") ? -1 : 1;
    const key = order.replace("-", "") as "enrolledAt" | "code" | "qualified";
    return codes
      .filter(
        (code) =>
          code.primary &&
          (!search || code.code.includes(search.trim().toUpperCase())) &&
          (!status || code.status === status) &&
          (!participantId || code.participantId === participantId),
      )
      .flatMap((code) => {
        const participant = participants.get(code.participantId);
        return participant === null ? [] : [advocateRow(participant, code)];
      })
      .sort((a, b) => {
        const difference = key === "code" ? 0 : Number(a[key]) - Number(b[key]);
        return sign * (difference || byText(a.code, b.code));
      });
  };

  return {
    ...memoryMeasures(database),
    async advocates(query) {
      const rows = advocates(query);
      return { rows: pageOf(rows, query), count: rows.length };
    },
    async advocate(participantId) {
      return advocates({ participantId })[0] ?? null;
    },
    async referrals({ state, advocateId, personId, search, order = "-claimedAt", ...page }) {
      const sign = order.startsWith("-") ? -1 : 1;
      const typed = search?.trim() ?? "";
      const isFound = (row: Referral) =>
        row.code.includes(typed.toUpperCase()) ||
        (row.orderId !== null && orders.get(row.orderId)?.displayId === typed.replace(/^#/, ""));
      const found = referrals
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (advocateId === undefined || row.advocateId === advocateId) &&
            (personId === undefined || [row.advocateId, row.friendId].includes(personId)) &&
            isFound(row) &&
            participants.get(row.advocateId) !== null,
        )
        .sort((a, b) => sign * byBeginning(a, b));
      return { rows: pageOf(found, page).map(referralRow), count: found.length };
    },
    async rewards({ search, state, participantId, order = "-createdAt", ...page }) {
      const sign = order.startsWith("-") ? -1 : 1;
      const typed = search?.trim() ?? "";
      const found = rewards
        .filter(
          (row) =>
            (state === undefined || row.state === state) &&
            (participantId === undefined || row.participantId === participantId) &&
            (row.code.includes(typed.toUpperCase()) ||
              orders.get(row.orderId)?.displayId === typed.replace(/^#/, "")),
        )
        .sort((a, b) => sign * byCreation(a, b));
      return { rows: pageOf(found, page), count: found.length };
    },
  };
}
