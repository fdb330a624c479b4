// What an order carries of a friend's benefit that was not for it: the order is the last word.
import { createHash } from "node:crypto";
import { accounts, type Order, reversalFor } from "@goodword/core";
import fc from "fast-check";
import { openShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const runs = Number(process.env.GOODWORD_RUNS ?? 100);

/** Anna has a link; Carl ordered before. `claims` friends accepted her offer. */
async function offered(claims: number) {
  const store = memoryStore();
  const shop = await openShop(async () => ({ store, close: async () => {} }));
  await shop.place(shop.anna);
  await shop.place(shop.order("carl"));
  const codes: string[] = [];
  for (let made = 0; made < claims; made++) {
    const hash = createHash("sha256")
      .update(await shop.claim(shop.anna))
      .digest("hex");
    const [referral] = await store.referrals.byClaimHashes([hash]);
    codes.push(referral?.benefitCode ?? "");
  }
  shop.clock.advance({ hours: 1 });
  const annaId = (await shop.goodword.explainOrder({ orderId: shop.anna.id })).order?.participantId ?? "";
  /** What Anna owes for discounts, rewards of hers left aside. */
  const debt = async () => {
    const { rows } = await store.ledger.statement(accounts.issued(annaId), { limit: 1_000, offset: 0 });
    const own = rows.filter(({ kind }) => /^(undue|forgiven):/.test(kind));
    return own.reduce((sum, { amount }) => sum + amount, 0n);
  };
  const undue = async ({ id }: Order) =>
    (await shop.goodword.explainOrder({ orderId: id })).order?.undueBenefit ?? null;
  return { shop, codes, debt, undue };
}

/** An order that carries a friend's code, which takes so much off. */
const withCode = (order: Order, code: string, amount = 200n): Order => ({
  ...order,
  promotionCodes: [code],
  discounts: [{ code, amount }],
  discount: amount,
  value: order.value - amount,
});

describe("a friend's discount on an order that it was not for", () => {
  it("is owed by the advocate, and paid by their next reward", async () => {
    const { shop, codes, debt, undue } = await offered(2);
    const [own = "", friends = ""] = codes;
    const order = withCode(shop.order("anna", { id: "order_own" }), own);
    await shop.place(order);
    expect(await undue(order)).toEqual({
      code: own,
      programId: "default",
      reason: "self-referral",
      currency: "eur",
      amount: 200n,
      owed: true,
      forgiven: 0n,
    });
    expect(await debt()).toBe(200n);
    await shop.place(withCode(shop.ben, friends));
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
    const [reward] = (await shop.goodword.explainOrder({ orderId: shop.ben.id })).rewards;
    expect(reward).toMatchObject({ state: "issued", payout: 800n, settled: 200n });
  });

  it("is no debt of anybody else, and earns nothing", async () => {
    const { shop, codes, debt, undue } = await offered(4);
    const [known = "", low = "", late = "", used = ""] = codes;
    const orders: [Order, string][] = [
      [withCode(shop.order("carl", { id: "order_known" }), known), "existing-customer"],
      [withCode(shop.order("dora", { value: 1_499n }), low), "below-minimum"],
      [withCode(shop.order("eve"), used), "null"],
      [withCode(shop.order("finn"), used), "already-used"],
    ];
    for (const [order, reason] of orders) {
      await shop.place(order);
      expect(String((await undue(order))?.reason ?? null)).toBe(reason);
    }
    shop.clock.advance({ days: 30 });
    const order = withCode(shop.order("gina"), late);
    await shop.place(order);
    expect((await undue(order))?.reason).toBe("claim-expired");
    expect(await debt()).toBe(0n);
    for (const one of [...orders.filter(([, reason]) => reason !== "null").map(([it]) => it), order]) {
      expect((await shop.goodword.explainOrder({ orderId: one.id })).rewards).toEqual([]);
    }
  });

  it("is each that stands beside the one that counts, and the order's reward waits", async () => {
    const { shop, codes } = await offered(3);
    const order = shop.order("dora", { value: 10_000n });
    const discounts = codes.map((code) => ({ code, amount: 100n }));
    await shop.place({ ...order, promotionCodes: codes, discount: 300n, discounts });
    const explained = await shop.goodword.explainOrder({ orderId: order.id });
    expect(explained.order?.undueBenefit).toMatchObject({
      reason: "second-benefit",
      amount: 200n,
      owed: false,
    });
    expect(explained.rewards).toMatchObject([{ state: "pending", verdict: { outcome: "review" } }]);
  });

  it("waits for review where somebody else's code would earn by the same order", async () => {
    const { shop, codes } = await offered(1);
    const carl = await shop.codeOf(shop.order("carl"));
    const order = withCode(shop.order("dora", { referredBy: carl, value: 5_000n }), codes[0] as string);
    const own = { ...order, email: shop.anna.email };
    await shop.place(order);
    const explained = await shop.goodword.explainOrder({ orderId: own.id });
    // The code on the order and the typed one are one class: the later touch, the typed one, wins.
    expect(explained.order?.attribution.winner?.code).toBe(carl);
    expect(explained.order?.undueBenefit?.reason).toBe("other-relation");
    expect(explained.rewards).toMatchObject([
      { state: "pending", verdict: { outcome: "review", signals: [{ id: "undue-benefit", points: 40 }] } },
    ]);
    shop.clock.advance({ days: 60 });
    await shop.goodword.work();
    expect((await shop.goodword.explainOrder({ orderId: own.id })).rewards).toMatchObject([
      { state: "pending" },
    ]);
  });

  const anOrderOf = fc.record({
    buyer: fc.constantFrom("anna", "carl", "dora", "eve"),
    claim: fc.nat(3),
    value: fc.bigInt(0n, 6_000n),
    amount: fc.bigInt(0n, 900n),
    refunds: fc.array(fc.bigInt(1n, 6_000n), { maxLength: 3 }),
    canceled: fc.boolean(),
    afterDays: fc.integer({ min: 0, max: 40 }),
  });

  it("is owed exactly, less what was refunded, however often and in whatever order it is heard of", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anOrderOf, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(1_000), { minLength: 30, maxLength: 30 }),
        async (drawn, chances) => {
          const { shop, codes, debt, undue } = await offered(4);
          let chance = 0;
          let seen = 0;
          const upTo = (most: number) => (chances[chance++ % chances.length] ?? 0) % most;
          const orders = drawn.map(({ buyer, claim, value, amount, afterDays }, place) => {
            const placedAt = new Date(shop.clock.now().getTime() + afterDays * 86_400_000 + place);
            const order = shop.order(buyer, { id: `undue_${place}`, placedAt, value: value + amount });
            return withCode(order, codes[claim] as string, amount);
          });
          shop.clock.advance({ days: 41 });
          /** What is told of each, as it grows; what comes late tells of all that was before. */
          const steps = drawn.flatMap(({ refunds, canceled }, place) => {
            let refunded = 0n;
            const grown = [orders[place] as Order];
            for (const more of refunds) {
              refunded += more;
              grown.push({ ...(orders[place] as Order), refunded });
            }
            if (canceled) grown.push({ ...(grown.at(-1) as Order), canceledAt: shop.clock.now() });
            return [grown];
          });
          while (steps.some((left) => left.length > 0)) {
            const open = steps.filter((left) => left.length > 0);
            const left = open[upTo(open.length)] as Order[];
            // Some of what happened is only seen with what came after it.
            const told = left.splice(0, 1 + upTo(left.length)).at(-1) as Order;
            for (let times = 1 + upTo(2); times > 0; times--) {
              seen += 1;
              await shop.tell(`order.seen:${seen}`, told);
            }
          }
          let expected = 0n;
          for (const [place, { buyer, value, amount, refunds, canceled }] of drawn.entries()) {
            const found = await undue(orders[place] as Order);
            if (buyer !== "anna" || amount === 0n) {
              expect(found?.owed ?? false).toBe(false);
              continue;
            }
            expect(found).toMatchObject({ reason: "self-referral", amount, owed: true });
            const refunded = refunds.reduce((sum, more) => sum + more, 0n);
            const state = { value: amount, reversed: 0n, orderValue: value, refunded };
            expected += canceled ? 0n : amount - reversalFor(state);
          }
          expect(await debt()).toBe(expected);
          for (const sum of Object.values(await shop.sums())) expect(sum).toBe(0n);
          for (const order of orders) {
            const { rewards } = await shop.goodword.explainOrder({ orderId: order.id });
            if ((await undue(order)) === null) continue;
            for (const reward of rewards) {
              const isPaid = ["approved", "issued", "redeemed"].includes(reward.state);
              expect({ isPaid, reviewed: reward.review !== null || reward.state !== "pending" }).toEqual({
                isPaid: false,
                reviewed: true,
              });
            }
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
