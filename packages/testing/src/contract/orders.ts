import { currency, type RecordedOrder, type Trace } from "@goodword/core";
import { aRecordedOrder, aTrace } from "../builders";
import type { Given } from "./describe-store";

const eur = currency("eur");
const usd = currency("usd");
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const ids = (orders: readonly { orderId: string }[]) => orders.map(({ orderId }) => orderId);

/** With all that can be kept of one. */
const candidate = {
  kind: "claim",
  referralId: "referral_1",
  code: "FRIEND-7KQ2MXWP",
  touchedAt: "2026-11-02T09:00:00.000Z",
  lost: null,
} as const;
const fullOrder = aRecordedOrder({
  currency: currency("kwd"),
  value: 9_007_199_254_740_993n,
  refunded: 9_007_199_254_740_992n,
  canceledAt: new Date("2026-11-05T00:00:00.123Z"),
  referralId: "referral_1",
  verdict: "rejected",
  reasons: ["self-referral", "order-refunded"],
  attribution: { winner: candidate, candidates: [candidate, { ...candidate, lost: "earlier-touch" }] },
  undueBenefit: {
    code: "HELLO-7KQ2MXWP",
    programId: "default",
    reason: "self-referral",
    currency: currency("kwd"),
    amount: 9_007_199_254_740_993n,
    owed: true,
    forgiven: 9_007_199_254_740_992n,
  },
});

export function describeOrders(given: Given): void {
  describe("orders", () => {
    it("records each once, whole and to the last digit, and writes nothing of those it knows", async () => {
      const { orders } = given();
      expect(await orders.record([fullOrder])).toEqual([]);
      const known = aRecordedOrder({ value: 1n, displayId: "other" });
      const added = aRecordedOrder({ orderId: "order_1" });
      expect(await orders.record([known, added])).toEqual(["order_2"]);
      expect(await orders.lock(["order_2", "order_3", "order_1"])).toEqual([added, fullOrder]);
      expect(await orders.record([])).toEqual([]);
      expect(await orders.lock([])).toEqual([]);
    });

    it("records an order once in 20 tries at once, whatever else a batch holds", async () => {
      const { orders } = given();
      const known = await Promise.all(
        Array.from({ length: 20 }, (_, n) => {
          const batch = [
            aRecordedOrder(),
            aRecordedOrder({ orderId: `own_${n}` }),
            aRecordedOrder({ orderId: "order_1" }),
          ];
          return orders.record(n % 2 === 0 ? batch : batch.reverse());
        }),
      );
      expect(known.filter((found) => !found.includes("order_2"))).toHaveLength(1);
      expect(known.filter((found) => !found.includes("order_1"))).toHaveLength(1);
      expect(known.flat().filter((id) => id.startsWith("own"))).toEqual([]);
    });

    it("keeps what is forgiven of an undue benefit, to the last digit", async () => {
      const { orders } = given();
      await orders.record([aRecordedOrder(), fullOrder]);
      const forgiven = {
        ...fullOrder,
        undueBenefit: { ...fullOrder.undueBenefit, forgiven: 1n },
      } as RecordedOrder;
      await orders.update([forgiven]);
      expect(await orders.lock([fullOrder.orderId])).toEqual([forgiven]);
    });

    it("hands them out in order of their ids, letter by letter", async () => {
      const { orders } = given();
      const written = ["b", "a", "B", "order_10", "order_2"];
      await orders.record(written.map((orderId) => aRecordedOrder({ orderId })));
      expect(ids(await orders.lock(written))).toEqual(["B", "a", "b", "order_10", "order_2"]);
    });

    it("writes what changed, and only that order", async () => {
      const { orders } = given();
      await orders.record([
        aRecordedOrder(),
        aRecordedOrder({ orderId: "order_3" }),
        aRecordedOrder({ orderId: "order_4" }),
      ]);
      const waiting: RecordedOrder = aRecordedOrder({ orderId: "order_3", verdict: "waiting", refunded: 1n });
      await orders.update([waiting, fullOrder]);
      expect(await orders.lock(["order_2", "order_3", "order_4"])).toEqual([
        fullOrder,
        waiting,
        aRecordedOrder({ orderId: "order_4" }),
      ]);
      await orders.update([aRecordedOrder()]);
      expect(await orders.lock(["order_2"])).toEqual([aRecordedOrder()]);
      await orders.update([]);
      await orders.update([aRecordedOrder({ orderId: "unknown" })]);
      expect(await orders.lock(["unknown"])).toEqual([]);
    });

    it("counts one after the other's refunds where 10 read, hold and write at once", async () => {
      const store = given();
      await store.orders.record([aRecordedOrder(), aRecordedOrder({ orderId: "order_1" })]);
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          store.transaction(async ({ orders }) => {
            const asked = n % 2 === 0 ? ["order_1", "order_2"] : ["order_2", "order_1"];
            const held = await orders.lock(asked);
            await new Promise((resolve) => setTimeout(resolve, 2));
            await orders.update(held.map((order) => ({ ...order, refunded: order.refunded + 1n })));
          }),
        ),
      );
      expect((await store.orders.lock(["order_1", "order_2"])).map(({ refunded }) => refunded)).toEqual([
        10n,
        10n,
      ]);
    });

    it("finds what came of referrals, also what was cancelled or rejected", async () => {
      const { orders } = given();
      await orders.record([
        fullOrder,
        aRecordedOrder({ orderId: "a", referralId: "referral_1", verdict: "qualified" }),
        aRecordedOrder({ orderId: "b", referralId: "referral_2" }),
        aRecordedOrder({ orderId: "c", referralId: "referral_3" }),
        aRecordedOrder({ orderId: "d" }),
      ]);
      expect(ids(await orders.byReferrals(["referral_1", "referral_3", "unknown"])).sort()).toEqual([
        "a",
        "c",
        "order_2",
      ]);
      expect(await orders.byReferrals(["referral_2"])).toEqual([
        aRecordedOrder({ orderId: "b", referralId: "referral_2" }),
      ]);
      expect(await orders.byReferrals([])).toEqual([]);
    });

    it("counts as standing what was not cancelled", async () => {
      const { orders } = given();
      await orders.record([
        aRecordedOrder({ orderId: "a", placedAt: day(1) }),
        aRecordedOrder({ orderId: "b", placedAt: day(2), canceledAt: day(3) }),
        aRecordedOrder({ orderId: "c", placedAt: day(3), refunded: 2000n, verdict: "rejected" }),
        aRecordedOrder({ orderId: "d", participantId: "participant_carla" }),
        aRecordedOrder({ orderId: "e", participantId: "participant_dora" }),
      ]);
      const marks = await orders.standing(["participant_ben", "participant_carla", "nobody"]);
      expect(marks.sort((one, other) => (one.orderId < other.orderId ? -1 : 1))).toEqual([
        { orderId: "a", participantId: "participant_ben", placedAt: day(1) },
        { orderId: "c", participantId: "participant_ben", placedAt: day(3) },
        { orderId: "d", participantId: "participant_carla", placedAt: aRecordedOrder().placedAt },
      ]);
      expect(await orders.standing([])).toEqual([]);
    });

    it("knows no average before there are 20 orders in a currency, and rounds it down", async () => {
      const { orders } = given();
      const order = (n: number, value: bigint, unit = eur) =>
        aRecordedOrder({ orderId: `order_${unit}_${n}`, value, currency: unit });
      await orders.record(Array.from({ length: 19 }, (_, n) => order(n, 100n)));
      await orders.record([order(0, 900n, usd)]);
      expect(await orders.averageValue(eur)).toBeNull();
      await orders.record([order(19, 119n)]);
      expect(await orders.averageValue(eur)).toBe(100n);
      await orders.record([order(20, 101n)]);
      expect(await orders.averageValue(eur)).toBe(100n);
      await orders.record([order(21, 200n)]);
      // 2320 of 22
      expect(await orders.averageValue(eur)).toBe(105n);
      expect(await orders.averageValue(usd)).toBeNull();
    });

    it("averages the newest 200 orders, without losing a digit", async () => {
      const { orders } = given();
      const huge = 9_007_199_254_740_993n;
      const minute = (n: number) => new Date(day(5).getTime() + n * 60_000);
      const order = (n: number, value: bigint) =>
        aRecordedOrder({ orderId: `order_${n}`, value, placedAt: minute(n) });
      // Written newest first: the time decides, not the order of writing.
      await orders.record(Array.from({ length: 200 }, (_, n) => order(300 - n, huge)));
      await orders.record([order(1, 0n)]);
      expect(await orders.averageValue(eur)).toBe(huge);
      await orders.record([order(400, huge + 200n)]);
      expect(await orders.averageValue(eur)).toBe(huge + 1n);
    });

    it("pages through the orders of a time, oldest first and then by id", async () => {
      const { orders } = given();
      await orders.record([
        aRecordedOrder({ orderId: "z-first", placedAt: day(1) }),
        aRecordedOrder({ orderId: "c", placedAt: day(2) }),
        aRecordedOrder({ orderId: "a", placedAt: day(2) }),
        aRecordedOrder({ orderId: "B", placedAt: day(2), canceledAt: day(3) }),
        aRecordedOrder({ orderId: "last", placedAt: new Date(day(4).getTime() - 1) }),
        aRecordedOrder({ orderId: "before", placedAt: new Date(day(1).getTime() - 1) }),
        aRecordedOrder({ orderId: "after", placedAt: day(4) }),
      ]);
      const pages = [];
      let after: RecordedOrder | null = null;
      for (;;) {
        const page: RecordedOrder[] = await orders.placedBetween(day(1), day(4), { after, limit: 2 });
        if (page.length === 0) break;
        pages.push(ids(page));
        after = page.at(-1) ?? null;
      }
      expect(pages).toEqual([["z-first", "B"], ["a", "c"], ["last"]]);
      const all = await orders.placedBetween(day(1), day(4), { after: null, limit: 5 });
      expect(all[1]).toEqual(aRecordedOrder({ orderId: "B", placedAt: day(2), canceledAt: day(3) }));
      expect(await orders.placedBetween(day(5), day(9), { after: null, limit: 5 })).toEqual([]);
    });
  });

  describe("traces", () => {
    const told = (traces: readonly Trace[]) =>
      traces.map(({ kind, hash, participantId }) => [kind, hash, participantId].join(" ")).sort();

    it("keeps each once per kind, hash and person", async () => {
      const { traces } = given();
      const anna = aTrace({ participantId: "participant_anna" });
      await traces.record([aTrace(), anna, aTrace({ kind: "device" }), aTrace()]);
      await traces.record([aTrace(), aTrace({ hash: "other" })]);
      await traces.record([]);
      expect(told(await traces.matching(["hash-of-a-phone", "other", "unknown"], 9))).toEqual([
        "device hash-of-a-phone participant_ben",
        "phone hash-of-a-phone participant_anna",
        "phone hash-of-a-phone participant_ben",
        "phone other participant_ben",
      ]);
      expect(await traces.matching(["other"], 9)).toEqual([aTrace({ hash: "other" })]);
      expect(await traces.matching([], 9)).toEqual([]);
    });

    it("hands out so many of a hash and no more, whatever the other hashes have", async () => {
      const { traces } = given();
      const people = Array.from({ length: 5 }, (_, n) => `participant_${n}`);
      await traces.record(people.map((participantId) => aTrace({ participantId })));
      await traces.record(people.slice(0, 2).map((participantId) => aTrace({ participantId, hash: "rare" })));
      const count = async (limit: number) => {
        const found = await traces.matching(["hash-of-a-phone", "rare"], limit);
        return [
          found.filter(({ hash }) => hash === "hash-of-a-phone").length,
          found.filter(({ hash }) => hash === "rare").length,
        ];
      };
      expect(await count(3)).toEqual([3, 2]);
      expect(await count(1)).toEqual([1, 1]);
      expect(await count(9)).toEqual([5, 2]);
    });

    it("keeps a trace once in 10 tries at once, in whatever order", async () => {
      const { traces } = given();
      const batch = [aTrace(), aTrace({ hash: "other" }), aTrace({ kind: "visit" })];
      await Promise.all(
        Array.from({ length: 10 }, (_, n) => traces.record(n % 2 === 0 ? batch : [...batch].reverse())),
      );
      expect(await traces.matching(["hash-of-a-phone", "other"], 9)).toHaveLength(3);
    });
  });
}
