import {
  accounts,
  type Currency,
  type DayCounts,
  type InsightStore,
  type LiabilityTotal,
  type Period,
  type PeriodMoney,
} from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byText } from "./table";

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const isIn =
  ({ from, until }: Period) =>
  (at: Date | null): at is Date =>
    at !== null && at >= from && at < until;

const noCounts = {
  enrolled: 0,
  shares: 0,
  claims: 0,
  ordered: 0,
  qualified: 0,
  orders: 0,
  referredOrders: 0,
};

type Measures = Pick<InsightStore, "days" | "cohort" | "money" | "liability">;

/** What measures are made of, each row looked at by itself. */
export function memoryMeasures(database: MemoryDatabase): Measures {
  const { participants, shares, referrals, orders, claimDays } = database;
  const all = () => true;
  const standing = () => orders.filter((order) => order.canceledAt === null);

  return {
    async days(period) {
      const within = isIn(period);
      const days = new Map<string, DayCounts>();
      const count = (what: keyof typeof noCounts, times: readonly (Date | null)[]) => {
        for (const at of times.filter(within)) {
          const counts = days.get(dayOf(at)) ?? { day: dayOf(at), ...noCounts };
          days.set(dayOf(at), { ...counts, [what]: counts[what] + 1 });
        }
      };
      const begun = referrals.filter(all);
      count(
        "enrolled",
        participants.filter(all).map(({ enrolledAt }) => enrolledAt),
      );
      count(
        "shares",
        shares.filter(all).map(({ sharedAt }) => sharedAt),
      );
      count("claims", [
        ...begun.map(({ claimedAt }) => claimedAt),
        // A day's deleted claims stand or fall with the first of them.
        ...claimDays.filter(all).flatMap(({ claims, firstAt }) => Array<Date>(claims).fill(firstAt)),
      ]);
      count(
        "ordered",
        begun.map(({ convertedAt }) => convertedAt),
      );
      count(
        "qualified",
        begun.filter(({ state }) => state === "qualified").map(({ convertedAt }) => convertedAt),
      );
      count(
        "orders",
        standing().map(({ placedAt }) => placedAt),
      );
      count(
        "referredOrders",
        standing()
          .filter(({ referralId, verdict }) => referralId !== null && verdict !== "rejected")
          .map(({ placedAt }) => placedAt),
      );
      return [...days.values()].sort((a, b) => byText(a.day, b.day));
    },

    async cohort(period) {
      const within = isIn(period);
      const enrolled = participants.filter(({ enrolledAt }) => within(enrolledAt)).map(({ id }) => id);
      const begun = referrals.filter(({ claimedAt }) => within(claimedAt));
      const ordered = begun.filter(({ convertedAt }) => within(convertedAt));
      const waits = firstReferralWaits(database, within);
      return {
        sharers: enrolled.filter((id) =>
          shares.find((share) => share.participantId === id && within(share.sharedAt)),
        ).length,
        ordered: ordered.length,
        qualified: ordered.filter(({ state }) => state === "qualified").length,
        wonByEnrolled: referrals.count(
          ({ state, convertedAt, advocateId }) =>
            state === "qualified" && within(convertedAt) && enrolled.includes(advocateId),
        ),
        firstReferrals: waits.length,
        firstReferralWait: waits[Math.ceil(waits.length / 2) - 1] ?? null,
      };
    },

    async money(period) {
      const rows = moneyRows(database, isIn(period));
      return [...rows.values()].sort((a, b) => byText(a.currency, b.currency));
    },

    async liability(at) {
      const balances = new Map<string, { account: string; currency: Currency; balance: bigint }>();
      for (const { postings } of database.ledger.filter((entry) => entry.postedAt < at)) {
        for (const { account, currency, amount } of postings) {
          const key = `${account} ${currency}`;
          const balance = (balances.get(key)?.balance ?? 0n) - amount;
          if (account.startsWith("advocate:")) balances.set(key, { account, currency, balance });
        }
      }
      const totals = new Map<Currency, LiabilityTotal>();
      for (const { account, currency, balance } of balances.values()) {
        if (balance === 0n) continue;
        const total = totals.get(currency) ?? { currency, promised: 0n, issued: 0n, owed: 0n };
        totals.set(currency, { ...total, ...added(total, account, balance) });
      }
      return [...totals.values()].sort((a, b) => byText(a.currency, b.currency));
    },
  };
}

const promisedEnd = accounts.promised("").slice(accounts.of("").length);

function added(total: LiabilityTotal, account: string, balance: bigint): Partial<LiabilityTotal> {
  if (account.endsWith(`:${promisedEnd}`)) return { promised: total.promised + balance };
  return balance < 0n ? { owed: total.owed - balance } : { issued: total.issued + balance };
}

/** Shortest first. */
function firstReferralWaits(
  { participants, referrals, codes, claimDays }: MemoryDatabase,
  within: (at: Date) => boolean,
): number[] {
  const first = new Map<string, Date>();
  const gone = claimDays
    .filter(() => true)
    .flatMap(({ code, firstAt }) => {
      const advocateId = codes.get(code)?.participantId;
      return advocateId === undefined ? [] : [{ advocateId, claimedAt: firstAt }];
    });
  for (const { advocateId, claimedAt } of [...referrals.filter(() => true), ...gone]) {
    const known = first.get(advocateId);
    if (known === undefined || claimedAt < known) first.set(advocateId, claimedAt);
  }
  return [...first]
    .filter(([, at]) => within(at))
    .flatMap(([id, at]) => {
      const advocate = participants.get(id);
      return advocate === null ? [] : [at.getTime() - advocate.enrolledAt.getTime()];
    })
    .sort((a, b) => a - b);
}

function moneyRows(
  { participants, referrals, orders, rewards }: MemoryDatabase,
  within: (at: Date | null) => boolean,
): Map<Currency, PeriodMoney> {
  const rows = new Map<Currency, PeriodMoney>();
  const rowOf = (currency: Currency): PeriodMoney =>
    rows.get(currency) ?? {
      currency,
      revenue: 0n,
      rewards: 0n,
      friends: 0,
      newReferred: 0,
      newOthers: 0,
      spentReferred: 0n,
      spentOthers: 0n,
    };
  const change = (currency: Currency, part: (row: PeriodMoney) => Partial<PeriodMoney>) =>
    rows.set(currency, { ...rowOf(currency), ...part(rowOf(currency)) });

  const counted = referrals.filter(({ state }) => state === "qualified");
  const buyers = new Set<string>();
  for (const order of orders.filter(({ placedAt, canceledAt }) => canceledAt === null && within(placedAt))) {
    const { participantId, currency, placedAt } = order;
    const buyer = participants.get(participantId);
    if (buyer === null) continue;
    const spent = order.value - order.refunded;
    const came = counted.some(
      ({ friendId, convertedAt }) =>
        friendId === participantId && convertedAt !== null && convertedAt <= placedAt,
    );
    const isNew = within(buyer.enrolledAt);
    const key = `${participantId} ${currency} ${came}`;
    const first = buyers.has(key) ? 0 : 1;
    buyers.add(key);
    change(currency, (row) => ({
      revenue: row.revenue + (came ? spent : 0n),
      ...(isNew && came
        ? { newReferred: row.newReferred + first, spentReferred: row.spentReferred + spent }
        : {}),
      ...(isNew && !came ? { newOthers: row.newOthers + first, spentOthers: row.spentOthers + spent } : {}),
    }));
  }
  for (const { orderId } of counted.filter(({ convertedAt }) => within(convertedAt))) {
    const order = orderId === null ? null : orders.get(orderId);
    if (order !== null) change(order.currency, ({ friends }) => ({ friends: friends + 1 }));
  }
  const given = rewards.filter(
    ({ createdAt, state }) => within(createdAt) && !["declined", "reversed", "expired"].includes(state),
  );
  for (const { value, reversed } of given) {
    change(value.currency, (row) => ({ rewards: row.rewards + value.amount - reversed }));
  }
  return rows;
}
