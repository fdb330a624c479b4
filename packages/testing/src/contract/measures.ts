import type { Period, Store } from "@goodword/core";
import {
  currency,
  grantedEntry,
  issuedEntry,
  pointsUnit,
  redeemedEntry,
  reversedEntry,
} from "@goodword/core";
import fc from "fast-check";
import { aParticipant, aRecordedOrder, aReferral, aReward, aShare } from "../builders";
import type { Given } from "./describe-store";

const eur = currency("eur");
const usd = currency("usd");
const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 10, day, hour));
/** Days of November, the second included. */
const days = (first: number, last: number): Period => ({ from: at(first, 0), until: at(last + 1, 0) });
const week = days(1, 7);

const person = (name: string, enrolledAt: Date) => ({
  candidate: aParticipant({ id: name, firstOrderId: `order_${name}`, enrolledAt }),
  own: [{ kind: "email" as const, value: name }],
  mentioned: [],
});
const order = (name: string, buyer: string, placedAt: Date, rest: object = {}) =>
  aRecordedOrder({ orderId: name, participantId: buyer, placedAt, ...rest });

/**
 * Anna (1st) and Ann (2nd) shared, Old (October) did so as well, Quiet (3rd) did not. Of Anna's friends Ben (4th,
 * claimed on the 2nd) counts, Carla's order (5th) was rejected, Dan's (9th, claimed on the 6th) counts, and one only
 * claimed. Old sent Eve, whose order (6th) is in dollars.
 */
async function seed({ participants, shares, referrals, orders, rewards }: Store) {
  await participants.enrol([
    person("old", new Date("2026-10-01T09:00:00Z")),
    person("anna", at(1)),
    person("ann", at(2)),
    person("quiet", at(3)),
    person("ben", at(4)),
    person("carla", at(5)),
    person("eve", at(6)),
    person("dan", at(9)),
  ]);
  await shares.record(aShare({ id: "s1", participantId: "anna", orderId: "order_anna", sharedAt: at(1) }));
  await shares.record(
    aShare({
      id: "s2",
      participantId: "anna",
      orderId: "order_anna",
      channel: "telegram",
      sharedAt: at(1, 23),
    }),
  );
  await shares.record(aShare({ id: "s3", participantId: "ann", orderId: "order_ann", sharedAt: at(8) }));
  await shares.record(aShare({ id: "s4", participantId: "old", orderId: "order_old", sharedAt: at(2) }));
  const sent = (id: string, advocateId: string, claimedAt: Date, rest: object = {}) =>
    aReferral({ id, advocateId, claimedAt, ...rest });
  await referrals.insert([
    sent("r_ben", "anna", at(2, 10), {
      state: "qualified",
      friendId: "ben",
      orderId: "o_ben",
      convertedAt: at(4),
    }),
    sent("r_carla", "anna", at(3), {
      state: "rejected",
      friendId: "carla",
      orderId: "o_carla",
      convertedAt: at(5),
      reasons: ["below-minimum"],
    }),
    sent("r_dan", "anna", at(6), {
      state: "qualified",
      friendId: "dan",
      orderId: "o_dan",
      convertedAt: at(9),
    }),
    sent("r_open", "anna", at(7, 23)),
    sent("r_eve", "old", at(5), {
      state: "qualified",
      friendId: "eve",
      orderId: "o_eve",
      convertedAt: at(6),
    }),
  ]);
  await orders.record([
    order("o_anna", "anna", at(1), { value: 5000n }),
    order("o_quiet", "quiet", at(3), { value: 1000n, canceledAt: at(4) }),
    order("o_ben", "ben", at(4), {
      value: 3000n,
      refunded: 1000n,
      referralId: "r_ben",
      verdict: "qualified",
    }),
    order("o_ben_2", "ben", at(7), { value: 500n, referralId: "r_ben", verdict: "qualified" }),
    order("o_ben_before", "ben", at(3), { value: 900n }),
    order("o_carla", "carla", at(5), { value: 700n, referralId: "r_carla", verdict: "rejected" }),
    order("o_eve", "eve", at(6), { value: 4000n, currency: usd, referralId: "r_eve", verdict: "qualified" }),
    order("o_dan", "dan", at(9), { value: 2000n, referralId: "r_dan", verdict: "qualified" }),
  ]);
  const granted = (id: string, createdAt: Date, rest: object = {}) =>
    aReward({ id, orderId: `for_${id}`, createdAt, ...rest });
  await rewards.grant([
    granted("w1", at(4), { reversed: 400n, state: "issued", payout: 600n }),
    granted("w2", at(4), { side: "friend", value: { amount: 250n, currency: eur } }),
    granted("w3", at(4), { state: "declined" }),
    granted("w4", at(4), { state: "reversed", reversed: 1000n }),
    granted("w5", at(4), { state: "expired" }),
    granted("w6", at(6), { value: { amount: 300n, currency: usd }, state: "approved" }),
    granted("w7", at(7), { value: { amount: 5n, currency: pointsUnit } }),
    granted("w8", at(9)),
  ]);
}

export function describeMeasures(given: Given): void {
  describe("measures", () => {
    it("counts each day what happened on it, the first moment included and the last not", async () => {
      await seed(given());
      const counted = await given().insight.days(week);
      const none = {
        enrolled: 0,
        shares: 0,
        claims: 0,
        ordered: 0,
        qualified: 0,
        orders: 0,
        referredOrders: 0,
      };
      expect(counted).toEqual([
        { ...none, day: "2026-11-01", enrolled: 1, shares: 2, orders: 1 },
        { ...none, day: "2026-11-02", enrolled: 1, shares: 1, claims: 1 },
        { ...none, day: "2026-11-03", enrolled: 1, claims: 1, orders: 1 },
        { ...none, day: "2026-11-04", enrolled: 1, ordered: 1, qualified: 1, orders: 1, referredOrders: 1 },
        { ...none, day: "2026-11-05", enrolled: 1, claims: 1, ordered: 1, orders: 1 },
        {
          ...none,
          day: "2026-11-06",
          enrolled: 1,
          claims: 1,
          ordered: 1,
          qualified: 1,
          orders: 1,
          referredOrders: 1,
        },
        { ...none, day: "2026-11-07", claims: 1, orders: 1, referredOrders: 1 },
      ]);
      expect(await given().insight.days({ from: at(4), until: at(5) })).toMatchObject([
        { day: "2026-11-04", enrolled: 1 },
      ]);
      expect(await given().insight.days(days(20, 27))).toEqual([]);
    });

    it("follows what began in a period as far as it came in it", async () => {
      await seed(given());
      expect(await given().insight.cohort(week)).toEqual({
        // Ann shared a day late, Old is not of this week.
        sharers: 1,
        // Dan ordered after it.
        ordered: 3,
        qualified: 2,
        // Eve was sent by Old.
        wonByEnrolled: 1,
        firstReferrals: 2,
        // Anna waited 25 hours; Old, who waited 35 days, is the other half.
        firstReferralWait: 25 * 3_600_000,
      });
      expect(await given().insight.cohort(days(1, 9))).toMatchObject({
        sharers: 2,
        ordered: 4,
        qualified: 3,
      });
    });

    it("says nothing of a wait where nobody's first referral began", async () => {
      await seed(given());
      const nothing = { sharers: 0, ordered: 0, qualified: 0, wonByEnrolled: 0 };
      const nobody = { ...nothing, firstReferrals: 0, firstReferralWait: null };
      expect(await given().insight.cohort(days(20, 27))).toEqual(nobody);
      // Anna's later referrals are not her first.
      expect(await given().insight.cohort(days(7, 7))).toMatchObject({ firstReferrals: 0 });
    });

    it("adds up money by currency, less what was refunded, cancelled or taken back", async () => {
      await seed(given());
      const none = { revenue: 0n, rewards: 0n, friends: 0, newReferred: 0, newOthers: 0, spentReferred: 0n };
      expect(await given().insight.money(week)).toEqual([
        {
          currency: eur,
          // Ben's two orders since he came; the one before and Carla's are not his friend's doing.
          revenue: 2500n,
          rewards: 850n,
          friends: 1,
          newReferred: 1,
          newOthers: 3,
          spentReferred: 2500n,
          spentOthers: 6600n,
        },
        { ...none, currency: pointsUnit, rewards: 5n, spentOthers: 0n },
        {
          ...none,
          currency: usd,
          revenue: 4000n,
          rewards: 300n,
          friends: 1,
          newReferred: 1,
          spentReferred: 4000n,
          spentOthers: 0n,
        },
      ]);
      expect(await given().insight.money(days(20, 27))).toEqual([]);
    });

    it("adds up money beyond what a float can hold", async () => {
      const { participants, orders, referrals, insight } = given();
      await participants.enrol([person("anna", at(1)), person("ben", at(2))]);
      const big = 9_007_199_254_740_993n;
      await referrals.insert([
        aReferral({
          advocateId: "anna",
          state: "qualified",
          friendId: "ben",
          orderId: "o_1",
          convertedAt: at(2),
        }),
      ]);
      await orders.record([
        order("o_1", "ben", at(2), { value: big }),
        order("o_2", "ben", at(3), { value: big }),
      ]);
      expect(await insight.money(week)).toMatchObject([{ revenue: 2n * big, spentReferred: 2n * big }]);
    });

    it("knows what was owed at any time, and owes nobody less because another is in debt", async () => {
      const { ledger, insight } = given();
      const reward = (id: string, participantId: string, rest: object = {}) =>
        aReward({ id, participantId, orderId: `order_of_${id}`, ...rest });
      let entries = 0;
      const post = (n: number) => ({ id: `entry_${++entries}`, postedAt: at(n) });
      const anna = reward("anna", "anna");
      const paid = { ...anna, payout: 1000n };
      const ben = reward("ben", "ben", { payout: 1000n });
      await ledger.post([
        grantedEntry(anna, post(1)),
        issuedEntry(anna, post(2)),
        grantedEntry(reward("usd", "anna", { value: { amount: 300n, currency: usd } }), post(2)),
        grantedEntry({ ...ben, payout: null }, post(3)),
        issuedEntry({ ...ben, payout: null }, post(3)),
        redeemedEntry(ben, post(4)),
        reversedEntry(ben, 1000n, "order-canceled", post(5)),
        reversedEntry(paid, 1000n, "order-canceled", post(6)),
      ]);
      const none = { promised: 0n, issued: 0n, owed: 0n };
      expect(await insight.liability(at(1))).toEqual([]);
      expect(await insight.liability(at(1, 10))).toEqual([{ ...none, currency: eur, promised: 1000n }]);
      expect(await insight.liability(at(5, 10))).toEqual([
        { ...none, currency: eur, issued: 1000n, owed: 1000n },
        { ...none, currency: usd, promised: 300n },
      ]);
      expect(await insight.liability(at(30))).toEqual([
        { ...none, currency: eur, owed: 1000n },
        { ...none, currency: usd, promised: 300n },
      ]);
    });

    it("adds up over periods that follow each other, and no part is more than its whole", async () => {
      await seed(given());
      const { insight } = given();
      const counts = async (period: Period) => {
        const rows = await insight.days(period);
        const { day: _, ...sums } = rows.reduce(
          (sum, row) => {
            const added = Object.entries(row).map(([name, count]) => [
              name,
              name === "day" ? "" : (sum[name] ?? 0) + Number(count),
            ]);
            return Object.fromEntries(added);
          },
          {} as Record<string, number>,
        );
        return sums as Record<string, number>;
      };
      const spent = async (period: Period) =>
        new Map((await insight.money(period)).map((row) => [row.currency, row]));
      const day = fc.integer({ min: 1, max: 11 });
      await fc.assert(
        fc.asyncProperty(day, day, day, async (...points) => {
          const [first, middle, last] = points.sort((a, b) => a - b) as [number, number, number];
          const [one, two, both] = [days(first, middle - 1), days(middle, last), days(first, last)];
          const [a, b, all] = [await counts(one), await counts(two), await counts(both)];
          for (const name of Object.keys(all)) expect((a[name] ?? 0) + (b[name] ?? 0)).toBe(all[name]);
          const [here, there, together] = [await spent(one), await spent(two), await spent(both)];
          for (const [unit, row] of together) {
            for (const name of ["revenue", "rewards"] as const) {
              expect((here.get(unit)?.[name] ?? 0n) + (there.get(unit)?.[name] ?? 0n)).toBe(row[name]);
            }
            expect((here.get(unit)?.friends ?? 0) + (there.get(unit)?.friends ?? 0)).toBe(row.friends);
          }
          const cohort = await insight.cohort(both);
          expect(cohort.sharers).toBeLessThanOrEqual(all.enrolled ?? 0);
          expect(cohort.ordered).toBeLessThanOrEqual(all.claims ?? 0);
          expect(cohort.qualified).toBeLessThanOrEqual(cohort.ordered);
          expect(cohort.wonByEnrolled).toBeLessThanOrEqual(all.qualified ?? 0);
          const [left, right] = [await insight.cohort(one), await insight.cohort(two)];
          for (const name of ["sharers", "ordered", "qualified", "wonByEnrolled"] as const) {
            // What began in the first and went on in the second is in neither, but in both together.
            expect(left[name] + right[name]).toBeLessThanOrEqual(cohort[name]);
          }
          expect(left.firstReferrals + right.firstReferrals).toBe(cohort.firstReferrals);
        }),
        { numRuns: Math.min(Number(process.env.GOODWORD_RUNS ?? 30), 100) },
      );
    });
  });
}
