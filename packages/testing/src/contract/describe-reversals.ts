import { accounts, type Order, type RewardReceiver } from "@goodword/core";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What happens to a reward after it was promised: refunds, use, expiry, debts. Over any store. */
export function describeReversals(name: string, open: OpenStore): void {
  describe(`rewards after the promise over ${name}`, () => {
    let shop: TestShop;
    let ben: Order;
    afterEach(() => shop.close());

    /** Anna's friend Ben ordered for €20.00; her €10.00 waits. */
    const referred = async (change: Parameters<typeof openShop>[1] = {}) => {
      shop = await openShop(open, change);
      await shop.place(shop.anna);
      ben = { ...shop.ben, claim: await shop.claim(shop.anna) };
      await shop.place(ben);
    };
    const afterHold = async () => {
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
    };
    const rewardOf = async (orderId = ben.id) =>
      (await shop.goodword.explainOrder({ orderId })).rewards[0] ?? null;
    const refund = async (refunded: bigint) => {
      ben = { ...ben, refunded };
      await shop.tell(`order.refunded:${refunded}`, ben);
    };
    const balances = async () => {
      const { advocate } = await shop.goodword
        .explainOrder({ orderId: shop.anna.id })
        .then(({ buyer }) => ({ advocate: buyer?.participantId ?? "" }));
      return (await shop.goodword.statementOf({ participantId: advocate, limit: 50, offset: 0 })).balances;
    };

    it("takes back pro rata for part, each refund once, and exactly all of it in the end", async () => {
      await referred();
      await refund(333n);
      // 1000 × 333 ÷ 2000 = 166.5, to even: 166.
      expect(await rewardOf()).toMatchObject({ state: "pending", reversed: 166n });
      await shop.tell("order.refunded:333", ben);
      await refund(1_000n);
      expect(await rewardOf()).toMatchObject({ state: "pending", reversed: 500n });
      expect((await shop.goodword.explainOrder({ orderId: ben.id })).referral?.state).toBe("qualified");
      await afterHold();
      expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 500n } }]);
      expect(await rewardOf()).toMatchObject({ state: "issued", payout: 500n });
      await refund(2_500n);
      expect(await rewardOf()).toMatchObject({
        state: "reversed",
        reversed: 1_000n,
        usedBeforeReversal: false,
      });
      expect(shop.issuer.issued.size).toBe(0);
      expect((await shop.goodword.explainOrder({ orderId: ben.id })).referral?.state).toBe("reversed");
      expect(await shop.sums()).toEqual({ eur: 0n });
      expect(await balances()).toEqual([{ currency: "eur", promised: 0n, issued: 0n, owed: 0n }]);
    });

    it("takes goods that came back for given back, once with the money for them, before and after an edit", async () => {
      await referred();
      const comesBack = async (change: Partial<Order>, reversed: bigint) => {
        ben = { ...ben, ...change };
        await shop.tell(`order.edited:${reversed}`, ben);
        expect(await rewardOf()).toMatchObject({ reversed });
      };
      await comesBack({ returned: 500n }, 250n);
      await comesBack({ returned: 500n, refunded: 500n }, 250n);
      await comesBack({ returned: 500n, refunded: 700n }, 350n);
      await comesBack({ value: 1_600n, returned: 500n }, 450n);
      await comesBack({ returned: 1_600n }, 1_000n);
      // First seen, and decided late, when part of it is back.
      await shop.place(
        shop.order("carl", { claim: await shop.claim(shop.anna), value: 2_000n, returned: 1_000n }),
      );
      expect(await rewardOf("order_carl")).toMatchObject({ value: { amount: 1_000n }, reversed: 500n });
    });

    it("takes what an edit took off an order for given back, once, and what one added for nothing", async () => {
      await referred();
      const edit = async (value: bigint, version: number) => {
        ben = { ...ben, value };
        await shop.tell(`order.edited:${version}`, ben);
      };
      await edit(1_000n, 2);
      expect(await rewardOf()).toMatchObject({ state: "pending", reversed: 500n });
      // The money for it is given back too.
      await refund(1_000n);
      expect(await rewardOf()).toMatchObject({ reversed: 500n });
      await edit(3_000n, 3);
      expect(await rewardOf()).toMatchObject({ value: { amount: 1_000n }, reversed: 500n });
      await edit(0n, 4);
      expect(await rewardOf()).toMatchObject({ state: "reversed", reversed: 1_000n });
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("measures an order that still waits by what is left of it", async () => {
      const conditions = [{ type: "minimum-order", amounts: { eur: "15" } }, { type: "captured" }] as const;
      await referred({ conditions });
      ben = { ...ben, value: 1_499n };
      await shop.tell("order.edited:2", ben);
      ben = { ...ben, capturedAt: shop.clock.now() };
      await shop.tell("order.captured", ben);
      expect((await shop.goodword.explainOrder({ orderId: ben.id })).referral).toMatchObject({
        state: "rejected",
        reasons: ["below-minimum"],
      });

      await shop.close();
      await referred({ conditions });
      ben = { ...ben, value: 1_600n };
      await shop.tell("order.edited:2", ben);
      ben = { ...ben, capturedAt: shop.clock.now() };
      await shop.tell("order.captured", ben);
      await refund(800n);
      expect(await rewardOf()).toMatchObject({ state: "pending", reversed: 500n });
    });

    it("counts a refund that was heard of before the order itself", async () => {
      shop = await openShop(open);
      await shop.place(shop.anna);
      ben = { ...shop.ben, claim: await shop.claim(shop.anna), refunded: 1_000n };
      await shop.tell("order.refunded:1000", ben);
      await shop.tell("order.placed", ben);
      expect(await rewardOf()).toMatchObject({ state: "pending", value: { amount: 1_000n }, reversed: 500n });
    });

    it("gives the rest as a new code when part is refunded after an unused code was given", async () => {
      await referred();
      await afterHold();
      const before = await rewardOf();
      await refund(500n);
      const after = await rewardOf();
      expect(after).toMatchObject({ state: "issued", reversed: 250n, payout: 750n });
      expect(after?.code).not.toBe(before?.code);
      expect(shop.issuer.revoked).toContain(before?.code);
      expect([...shop.issuer.issued.values()]).toMatchObject([
        { code: after?.code, value: { amount: 750n } },
      ]);
      const mails = shop.notifier.mails.filter(({ content }) => content.template === "reward-issued");
      expect(mails.map(({ content }) => "reward" in content && content.reward.code)).toEqual([
        before?.code,
        after?.code,
      ]);
      expect(await balances()).toMatchObject([{ issued: 750n, owed: 0n }]);
    });

    it("gives the rest when part is refunded while the host is failing to give it", async () => {
      await referred();
      shop.clock.advance({ days: 31 });
      shop.issuer.failNext(1);
      await shop.goodword.work();
      expect(await rewardOf()).toMatchObject({ state: "approved", payout: 1_000n });
      await refund(1_000n);
      shop.clock.advance({ hours: 1 });
      await shop.goodword.work();
      expect(await rewardOf()).toMatchObject({ state: "issued", reversed: 500n, payout: 500n });
      expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 500n } }]);
      expect(await balances()).toMatchObject([{ issued: 500n, owed: 0n }]);
    });

    it("lets the advocate owe what was used and then refunded, and takes it off the next reward", async () => {
      await referred();
      await afterHold();
      shop.issuer.use((await rewardOf())?.code ?? "");
      await refund(1_200n);
      expect(await rewardOf()).toMatchObject({ state: "redeemed", reversed: 600n });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 600n }]);

      const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
      await shop.place(carl);
      await afterHold();
      expect(await rewardOf(carl.id)).toMatchObject({
        state: "issued",
        value: { amount: 1_000n },
        payout: 400n,
      });
      expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 400n } }]);
      expect(await balances()).toMatchObject([{ issued: 400n, owed: 0n }]);
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("does not give again what paid a debt, when part is refunded of a reward that paid one", async () => {
      await referred();
      await afterHold();
      shop.issuer.use((await rewardOf())?.code ?? "");
      await refund(1_200n);
      let carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
      await shop.place(carl);
      await afterHold();
      expect(await rewardOf(carl.id)).toMatchObject({ payout: 400n, settled: 600n });
      carl = { ...carl, refunded: 500n };
      await shop.tell("order.refunded:500", carl);
      // A quarter of €10.00 is taken back, out of the €4.00 that were given.
      expect(await rewardOf(carl.id)).toMatchObject({ reversed: 250n, payout: 150n });
      expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 150n } }]);
      expect(await balances()).toMatchObject([{ issued: 150n, owed: 0n }]);
      carl = { ...carl, refunded: 1_500n };
      await shop.tell("order.refunded:1500", carl);
      expect(await rewardOf(carl.id)).toMatchObject({ state: "issued", reversed: 750n, payout: 0n });
      expect(shop.issuer.issued.size).toBe(0);
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 350n }]);
    });

    it("gives nothing where the debt is as large as the reward", async () => {
      await referred();
      await afterHold();
      shop.issuer.use((await rewardOf())?.code ?? "");
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      expect(await rewardOf()).toMatchObject({ state: "reversed", usedBeforeReversal: true });
      const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
      await shop.place(carl);
      await afterHold();
      expect(await rewardOf(carl.id)).toMatchObject({ state: "issued", payout: 0n });
      expect(shop.issuer.issued.size).toBe(0);
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 0n }]);
    });

    it("books a reward as redeemed when the host tells of its use, once", async () => {
      await referred();
      await afterHold();
      const code = (await rewardOf())?.code ?? "";
      expect(await shop.goodword.redeemReward({ code })).toEqual({ redeemed: true });
      expect(await shop.goodword.redeemReward({ code })).toEqual({ redeemed: false });
      expect(await shop.goodword.redeemReward({ code: "NOBODYS" })).toEqual({ redeemed: false });
      expect(await rewardOf()).toMatchObject({ state: "redeemed" });
      expect(await shop.store.ledger.balance(accounts.redeemed("default"))).toEqual({ eur: -1_000n });
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      expect(await rewardOf()).toMatchObject({ state: "reversed", usedBeforeReversal: true });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 1_000n }]);
    });

    it("books a reward as redeemed when an order carries its code, once however often the order is heard of", async () => {
      await referred();
      await afterHold();
      const code = (await rewardOf())?.code ?? "";
      const used = shop.order("again", { email: shop.anna.email, promotionCodes: [code, "SUMMER"] });
      await shop.place(used);
      await shop.tell("order.captured", used);
      expect(await rewardOf()).toMatchObject({ state: "redeemed", usedBeforeReversal: null });
      expect(await shop.store.ledger.balance(accounts.redeemed("default"))).toEqual({ eur: -1_000n });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 0n }]);
    });

    it("waits with the use of a code that was given and not yet marked as given", async () => {
      await referred();
      const { issue } = shop.issuer;
      shop.issuer.issue = async (reward) => {
        await issue(reward, []);
        throw new Error("killed after the host's act");
      };
      await afterHold();
      const reward = await rewardOf();
      expect(reward).toMatchObject({ state: "approved", payout: 1_000n });
      shop.issuer.use(reward?.code ?? "");
      await shop.place(shop.order("quick", { promotionCodes: [reward?.code ?? ""] }));
      expect(await rewardOf()).toMatchObject({ state: "approved" });
      shop.issuer.issue = issue;
      shop.clock.advance({ hours: 1 });
      await shop.goodword.work();
      await shop.goodword.work();
      expect(await rewardOf()).toMatchObject({ state: "redeemed" });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 0n }]);
    });

    it("lets the advocate owe a code whose use the host had not heard of when it took it back", async () => {
      await referred();
      await afterHold();
      const code = (await rewardOf())?.code ?? "";
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      expect(await rewardOf()).toMatchObject({ state: "reversed", usedBeforeReversal: false });
      await shop.place(shop.order("late", { promotionCodes: [code] }));
      expect(await rewardOf()).toMatchObject({ state: "reversed", usedBeforeReversal: true });
      expect(await shop.goodword.redeemReward({ code })).toEqual({ redeemed: false });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 1_000n }]);
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("tells the host who a reward is for, also when it takes it back: a guest, and who registered since", async () => {
      await referred();
      const asked: RewardReceiver[] = [];
      const { issue, revoke } = shop.issuer;
      shop.issuer.issue = async (reward) => {
        asked.push(reward.receiver);
        await issue(reward, []);
      };
      shop.issuer.revoke = async (reward) => {
        asked.push(reward.receiver);
        return revoke(reward);
      };
      await afterHold();
      await shop.place(
        shop.order("registered", {
          email: shop.anna.email,
          customerId: "cus_anna",
          accountEmail: shop.anna.email,
        }),
      );
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      const participantId = (await rewardOf())?.participantId ?? "";
      expect(asked).toEqual([
        { participantId, customerIds: [], firstOrderId: shop.anna.id },
        { participantId, customerIds: ["cus_anna"], firstOrderId: shop.anna.id },
      ]);
    });

    it.each([
      [false, "expired", 0n],
      [true, "redeemed", -1_000n],
    ])("ends a reward that can be used for 90 days (used: %p) as %s", async (used, state, redeemed) => {
      await referred({
        rewards: [
          {
            id: "friend-order",
            side: "advocate",
            kind: "discount-code",
            trigger: { on: "order" },
            amount: { type: "fixed", amounts: { eur: "10" } },
            expiresAfterDays: 90,
          },
        ],
      });
      await afterHold();
      if (used) shop.issuer.use((await rewardOf())?.code ?? "");
      shop.clock.advance({ days: 89 });
      await shop.goodword.work();
      expect(await rewardOf()).toMatchObject({ state: "issued" });
      shop.clock.advance({ days: 1 });
      await shop.goodword.work();
      expect(await rewardOf()).toMatchObject({ state });
      expect(shop.issuer.issued.size).toBe(0);
      expect((await shop.store.ledger.balance(accounts.redeemed("default"))).eur ?? 0n).toBe(redeemed);
      expect(await balances()).toMatchObject([{ issued: 0n, owed: 0n }]);
      // A refund of an order whose reward nobody used takes nothing more.
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      expect(await balances()).toMatchObject([{ issued: 0n, owed: used ? 1_000n : 0n }]);
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("knows what a program owed at any past time", async () => {
      const at = async () => shop.goodword.liabilityAt({ programId: "default", at: shop.clock.now() });
      await referred();
      const start = shop.clock.advance({ seconds: 1 });
      await afterHold();
      shop.clock.advance({ seconds: 1 });
      expect(await at()).toEqual([{ currency: "eur", promised: 0n, issued: 1_000n, owed: 0n }]);
      shop.issuer.use((await rewardOf())?.code ?? "");
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      shop.clock.advance({ seconds: 1 });
      expect(await at()).toEqual([{ currency: "eur", promised: 0n, issued: 0n, owed: 1_000n }]);
      expect(await shop.goodword.liabilityAt({ programId: "default", at: start })).toEqual([
        { currency: "eur", promised: 1_000n, issued: 0n, owed: 0n },
      ]);
      expect(await shop.goodword.liabilityAt({ programId: "default", at: shop.anna.placedAt })).toEqual([]);
    });
  });
}
