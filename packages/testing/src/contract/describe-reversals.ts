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
      // What is added brings back what was taken off, and earns nothing more.
      await edit(3_000n, 3);
      expect(await rewardOf()).toMatchObject({ value: { amount: 1_000n }, reversed: 0n, restored: 500n });
      await edit(0n, 4);
      expect(await rewardOf()).toMatchObject({ state: "reversed", reversed: 1_000n });
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it.each([
      ["net", {}, 1_000n],
      ["with tax", { includeTax: true }, 1_190n],
      ["with tax and shipping", { includeTax: true, includeShipping: true }, 1_250n],
    ])("takes half where half is refunded, of a program that measures %s", async (_what, value, whole) => {
      const tenPercent = {
        id: "share",
        side: "advocate",
        kind: "discount-code",
        trigger: { on: "order" },
        amount: { type: "percentage", percent: 10 },
      } as const;
      shop = await openShop(open, { value, rewards: [tenPercent] });
      await shop.place(shop.anna);
      const money = { value: 10_000n, shipping: 504n, tax: 1_996n, shippingTax: 96n };
      ben = { ...shop.ben, ...money, claim: await shop.claim(shop.anna) };
      await shop.place(ben);
      const all = "includeShipping" in value ? 12_500n : 11_900n;
      await refund(all / 2n);
      expect(await rewardOf()).toMatchObject({ value: { amount: whole }, reversed: whole / 2n });
      await refund(all);
      expect(await rewardOf()).toMatchObject({ state: "reversed", reversed: whole });
    });

    it("takes the part of the shipping that an edit took off, of a program that measures shipping", async () => {
      await referred({ value: { includeShipping: true } });
      ben = { ...ben, shipping: 0n };
      await shop.tell("order.edited:2", ben);
      // €5.00 of €25.00.
      expect(await rewardOf()).toMatchObject({ reversed: 200n });
    });

    it("takes nothing for a piece that an edit added and that went back, and gives again what an edit put back", async () => {
      await referred();
      const becomes = async (version: number, change: Partial<Order>) => {
        ben = { ...ben, ...change };
        await shop.tell(`order.edited:${version}`, ben);
      };
      await becomes(2, { value: 3_000n, paid: 3_500n });
      await becomes(3, { returned: 1_000n, refunded: 1_000n });
      expect(await rewardOf()).toMatchObject({ reversed: 0n });
      await becomes(4, { value: 1_800n });
      expect(await rewardOf()).toMatchObject({ reversed: 600n });
      await becomes(5, { value: 3_000n, paid: 4_700n, refunded: 2_200n });
      expect(await rewardOf()).toMatchObject({ reversed: 0n, restored: 600n });
      await becomes(6, { value: 1_800n });
      expect(await rewardOf()).toMatchObject({ reversed: 600n });
      expect(await shop.sums()).toEqual({ eur: 0n });
      expect(await balances()).toEqual([{ currency: "eur", promised: 400n, issued: 0n, owed: 0n }]);
    });

    it("gives nothing again of a reward that was issued, or whose budget was spent meanwhile", async () => {
      await referred({ caps: { budget: { eur: "15" } } });
      const becomes = async (version: number, value: bigint) => {
        ben = { ...ben, value };
        await shop.tell(`order.edited:${version}`, ben);
      };
      await becomes(2, 1_000n);
      const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
      await shop.place(carl);
      expect(await rewardOf(carl.id)).toMatchObject({ state: "pending" });
      await becomes(3, 2_000n);
      expect(await rewardOf()).toMatchObject({ reversed: 500n });
      await shop.tell("order.canceled", { ...carl, canceledAt: shop.clock.now() });
      await becomes(4, 1_500n);
      expect(await rewardOf()).toMatchObject({ reversed: 250n });
      await afterHold();
      await becomes(5, 2_000n);
      expect(await rewardOf()).toMatchObject({ state: "issued", reversed: 250n, payout: 750n });
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it.each<[string, (order: Order) => Partial<Order>]>([
      ["partly refunded", () => ({ refunded: 1_000n })],
      ["refunded", () => ({ refunded: 2_000n })],
      ["sent back", () => ({ returned: 2_000n, refunded: 2_000n })],
      ["canceled", ({ placedAt }) => ({ canceledAt: placedAt })],
      ["canceled before it was paid", ({ placedAt }) => ({ canceledAt: placedAt, capturedAt: null })],
    ])("ends the same where an order is first heard of when it was %s", async (_what, later) => {
      const ends: unknown[] = [];
      for (const inSteps of [true, false]) {
        shop = await openShop(open, { conditions: [{ type: "captured" }] });
        await shop.place(shop.anna);
        const claim = await shop.claim(shop.anna);
        const placed = { ...shop.ben, claim, capturedAt: shop.ben.placedAt };
        const ended = { ...placed, ...later(placed) };
        if (inSteps) {
          await shop.place({ ...placed, capturedAt: null });
          if (ended.capturedAt !== null) await shop.tell("order.captured", placed);
        }
        await shop.tell("order.edited:2", ended);
        const { order, referral, rewards, ledger } = await shop.goodword.explainOrder({ orderId: placed.id });
        const subject = referral?.advocateId ?? "";
        const friends = { programId: "default", scope: "friends", subject };
        ends.push({
          order: order && { ...order, participantId: "", referralId: "", attribution: null },
          referral: referral && { state: referral.state, reasons: referral.reasons },
          rewards: rewards.map(({ state, value, reversed }) => ({ state, value, reversed })),
          ledger: ledger.map(({ kind, postings }) => [kind, postings.map(({ amount }) => amount)]),
          friends: await shop.store
            .transaction(({ counters }) => counters.hold([friends]))
            .then(([counter]) => counter?.count),
        });
        if (inSteps) await shop.close();
      }
      expect(ends[1]).toEqual(ends[0]);
    });

    it("leaves a reward declined that was never given, when its order is refunded or cancelled", async () => {
      shop = await openShop(open, { caps: { budget: { eur: "15" } } });
      await shop.place(shop.anna);
      const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
      await shop.place({ ...shop.ben, claim: await shop.claim(shop.anna) });
      await shop.place(carl);
      expect(await rewardOf(carl.id)).toMatchObject({ state: "declined", declined: "cap-reached" });
      await shop.tell("order.refunded:2000", { ...carl, refunded: 2_000n });
      await shop.tell("order.canceled", { ...carl, refunded: 2_000n, canceledAt: shop.clock.now() });
      expect(await rewardOf(carl.id)).toMatchObject({ state: "declined", reversed: 0n, reversedAt: null });
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
