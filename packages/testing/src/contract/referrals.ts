import { currency, type Referral } from "@goodword/core";
import { aRecordedOrder, aReferral } from "../builders";
import type { Given } from "./describe-store";

export function describeReferrals(given: Given): void {
  describe("referrals", () => {
    it("finds a claim by id, claim hash and benefit codes", async () => {
      const { referrals } = given();
      const first = aReferral();
      const second = aReferral({ id: "referral_2" });
      await referrals.insert(first);
      await referrals.insert(second);
      expect(await referrals.byId("referral_1")).toEqual(first);
      expect(await referrals.byClaimHash("hash-of-referral_2")).toEqual(second);
      expect(await referrals.byBenefitCodes(["WELCOME-referral_2", "SUMMER", "WELCOME-referral_1"])).toEqual([
        first,
        second,
      ]);
      expect(await referrals.byBenefitCodes([])).toEqual([]);
      expect(await referrals.byId("referral_3")).toBeNull();
      expect(await referrals.byClaimHash("unknown")).toBeNull();
    });

    it("saves a move only from the state it was read in", async () => {
      const { referrals } = given();
      await referrals.insert(aReferral());
      const converted: Referral = aReferral({
        state: "converted",
        friendId: "participant_ben",
        orderId: "order_2",
        convertedAt: new Date("2026-11-03T10:00:00.000Z"),
        reasons: ["below-minimum", "existing-customer"],
      });
      expect(await referrals.save(converted, "claimed")).toBe(true);
      expect(await referrals.save(aReferral({ state: "rejected" }), "claimed")).toBe(false);
      expect(await referrals.byOrder("order_2")).toEqual(converted);
      expect(await referrals.byOrder("order_3")).toBeNull();
    });

    it("lets one of 10 savers at once win", async () => {
      const { referrals } = given();
      await referrals.insert(aReferral());
      const saved = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          referrals.save(aReferral({ state: "converted", orderId: `order_${n}` }), "claimed"),
        ),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
    });

    it.each([
      ["claim hash", { claimHash: "hash-of-referral_1" }],
      ["benefit code", { benefitCode: "WELCOME-referral_1" }],
      ["order", { orderId: "order_2" }],
    ])("refuses a second referral with the same %s", async (_, same) => {
      const { referrals } = given();
      await referrals.insert(aReferral({ orderId: "order_2" }));
      // Not `toThrow`: a native driver's error may be of another realm than jest's Error.
      const second = referrals.insert(aReferral({ id: "referral_2", ...same }));
      await expect(second).rejects.toHaveProperty("message");
      expect(await referrals.byId("referral_2")).toBeNull();
    });
  });

  describe("orders", () => {
    it("records an order once, with its attribution and every digit of its value", async () => {
      const { orders } = given();
      const candidate = {
        kind: "claim",
        referralId: "referral_1",
        code: "FRIEND-7KQ2MXWP",
        touchedAt: "2026-11-02T09:00:00.000Z",
        lost: null,
      } as const;
      const order = aRecordedOrder({
        currency: currency("kwd"),
        value: 9_007_199_254_740_993n,
        attribution: { winner: candidate, candidates: [candidate, { ...candidate, lost: "earlier-touch" }] },
      });
      expect(await orders.record(order)).toBe(true);
      expect(await orders.record(aRecordedOrder({ value: 1n }))).toBe(false);
      expect(await orders.lock("order_2")).toEqual(order);
      expect(await orders.lock("order_3")).toBeNull();
    });

    it("records an order once in 20 tries at once", async () => {
      const { orders } = given();
      const recorded = await Promise.all(Array.from({ length: 20 }, () => orders.record(aRecordedOrder())));
      expect(recorded.filter(Boolean)).toHaveLength(1);
    });

    it("keeps the time of the first cancellation", async () => {
      const { orders } = given();
      await orders.record(aRecordedOrder());
      await orders.cancel("order_2", new Date("2026-11-05T00:00:00.000Z"));
      await orders.cancel("order_2", new Date("2026-11-06T00:00:00.000Z"));
      expect((await orders.lock("order_2"))?.canceledAt).toEqual(new Date("2026-11-05T00:00:00.000Z"));
    });

    it("knows whether a person bought before, leaving out this order, later and cancelled ones", async () => {
      const { orders } = given();
      await orders.record(aRecordedOrder());
      const query = {
        participantId: "participant_ben",
        orderId: "order_3",
        before: new Date("2026-11-02T09:00:00.001Z"),
      };
      expect(await orders.hasEarlier(query)).toBe(true);
      expect(await orders.hasEarlier({ ...query, orderId: "order_2" })).toBe(false);
      expect(await orders.hasEarlier({ ...query, participantId: "participant_anna" })).toBe(false);
      expect(await orders.hasEarlier({ ...query, before: aRecordedOrder().placedAt })).toBe(false);
      await orders.cancel("order_2", new Date("2026-11-05T00:00:00.000Z"));
      expect(await orders.hasEarlier(query)).toBe(false);
    });
  });
}
