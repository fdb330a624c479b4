import { unusedClaimDays } from "@goodword/core";
import { aProgramDefinition } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What is deleted when nobody needs it any more, over any store. */
export function describePurge(name: string, open: OpenStore): void {
  describe(`the purge over ${name}`, () => {
    let shop: TestShop;
    afterEach(() => shop.close());

    const opened = async (attributionWindowDays = 30) => {
      shop = await openShop(open, { attributionWindowDays });
      await shop.place(shop.anna);
    };
    const claims = async () =>
      (await shop.goodword.listReferrals({ limit: 100, offset: 0, state: "claimed" })).count;

    it("deletes a claim that came to nothing, its code in the host first, and changes no figure", async () => {
      await opened();
      const claim = await shop.claim(shop.anna);
      await shop.goodword.applyClaim({ cartId: "cart_1", claim });
      const [code] = shop.benefit.applied.values();
      const figures = () => shop.goodword.listAdvocates({ limit: 10, offset: 0 });
      const before = await figures();
      shop.clock.advance({ days: 30 + unusedClaimDays });
      expect(await shop.goodword.purge()).toEqual({ claims: 0, counts: 0 });
      shop.clock.advance({ minutes: 1 });
      expect(await shop.goodword.purge()).toEqual({ claims: 1, counts: 0 });
      expect([...shop.benefit.discarded]).toEqual([code]);
      expect(await claims()).toBe(0);
      expect(await figures()).toEqual(before);
      expect(await shop.goodword.purge()).toEqual({ claims: 0, counts: 0 });
      expect((await shop.goodword.applyClaim({ cartId: "cart_1", claim })).applied).toBe(false);
    });

    it("keeps a claim whose friend ordered", async () => {
      await opened();
      const claim = await shop.claim(shop.anna);
      await shop.place(shop.order("ben", { claim }));
      shop.clock.advance({ days: 400 });
      expect(await shop.goodword.purge()).toMatchObject({ claims: 0 });
      const { referral } = await shop.goodword.explainOrder({ orderId: "order_ben" });
      expect(referral).toMatchObject({ state: "qualified" });
    });

    it("goes by the time that the version promised under which the claim was made", async () => {
      await opened(90);
      await shop.claim(shop.anna);
      await shop.goodword.saveProgram({ definition: aProgramDefinition({ attributionWindowDays: 7 }) });
      await shop.claim(shop.anna);
      shop.clock.advance({ days: 7 + unusedClaimDays, minutes: 1 });
      expect(await shop.goodword.purge()).toMatchObject({ claims: 1 });
      shop.clock.advance({ days: 83 });
      expect(await shop.goodword.purge()).toMatchObject({ claims: 1 });
    });

    it("keeps claims whose codes the host did not delete, and deletes them the next time", async () => {
      await opened();
      await shop.claim(shop.anna);
      shop.clock.advance({ days: 61 });
      shop.benefit.failNext(1);
      expect(await shop.goodword.purge()).toMatchObject({ claims: 0 });
      expect(await claims()).toBe(1);
      expect(await shop.goodword.purge()).toMatchObject({ claims: 1 });
    });

    it("deletes as much as there is, whoever else does it too", async () => {
      await opened();
      const code = await shop.codeOf(shop.anna);
      for (let n = 0; n < 520; n += 1) await shop.goodword.claimOffer({ code });
      shop.clock.advance({ days: 61 });
      await shop.goodword.claimOffer({ code });
      const [one, other] = await Promise.all([shop.goodword.purge(), shop.goodword.purge()]);
      expect(one.claims + other.claims).toBe(520);
      expect(await claims()).toBe(1);
    });
  });
}
