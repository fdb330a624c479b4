// Rewards in money that staff pay by hand, from the export to the payment.
import { accounts, type Order, payoutIssuer } from "@goodword/core";
import { aRule } from "../builders";
import { openShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const firstTen = { limit: 10, offset: 0 };

/** Anna earned so many payouts of €10.00; their hold is over. */
async function earned(friends = 1) {
  const store = memoryStore();
  const shop = await openShop(async () => ({ store, close: async () => {} }), {
    rewards: [aRule({ kind: "payout" })],
  });
  const { issue, revoke } = payoutIssuer(store.payouts, () => shop.clock.now());
  Object.assign(shop.issuer, { issue, revoke });
  await shop.place(shop.anna);
  const orders: Order[] = [];
  for (let friend = 0; friend < friends; friend++) {
    const order = shop.order(`friend${friend}`, { claim: await shop.claim(shop.anna) });
    await shop.place(order);
    orders.push(order);
    shop.clock.advance({ hours: 1 });
  }
  shop.clock.advance({ days: 31 });
  await shop.goodword.work();
  const rewardOf = async (order: Order | undefined) =>
    (await shop.goodword.explainOrder({ orderId: order?.id ?? "" })).rewards[0];
  const balances = async () => {
    const participantId = (await rewardOf(orders[0]))?.participantId ?? "";
    return (await shop.goodword.statementOf({ participantId, ...firstTen })).balances;
  };
  return { shop, orders, rewardOf, balances, goodword: shop.goodword };
}

const anna = { by: "user_anna" };

describe("payouts", () => {
  it("stand in one file each, however often and by however many they are exported", async () => {
    const { goodword } = await earned(3);
    expect(await goodword.listPayouts({ state: "waiting", ...firstTen })).toMatchObject({
      count: 3,
      rows: [{ value: { amount: 1_000n }, firstOrderId: "order_1", batchId: null }, {}, {}],
    });
    const batches = await Promise.all(Array.from({ length: 5 }, () => goodword.exportPayouts(anna)));
    const codes = batches.flatMap((batch) => batch?.payouts.map(({ code }) => code) ?? []);
    expect(new Set(codes).size).toBe(3);
    expect(codes).toHaveLength(3);
    expect(await goodword.exportPayouts(anna)).toBeNull();
    const exported = batches.find((batch) => batch !== null);
    expect(await goodword.showPayoutBatch({ batchId: exported?.batchId ?? "" })).toEqual(exported);
    expect(await goodword.showPayoutBatch({ batchId: "batch_unknown" })).toBeNull();
    expect((await goodword.listPayouts({ state: "waiting", ...firstTen })).count).toBe(0);
    expect((await goodword.listPayouts({ state: "exported", ...firstTen })).count).toBe(3);
  });

  it("are paid once, with what was written first", async () => {
    const { shop, goodword, orders, rewardOf, balances } = await earned(2);
    const code = (await rewardOf(orders[0]))?.code ?? "";
    const pay = (reference: string) =>
      goodword.markPayoutsPaid({ codes: [code, "NOBODYS", code], reference, by: "user_ben" });
    expect(await pay("too early")).toEqual({
      paid: [],
      refused: [
        { code, reason: "not-exported" },
        { code: "NOBODYS", reason: "unknown" },
      ],
    });
    await goodword.exportPayouts(anna);
    const payment = { at: shop.clock.now(), by: "user_ben", reference: "SEPA 17" };
    const both = await Promise.all([pay("SEPA 17"), pay("SEPA 18")]);
    expect(both.map(({ paid }) => paid)).toEqual([[code], []]);
    expect(both[1]?.refused).toContainEqual({ code, reason: "already-paid", payment });
    expect(await rewardOf(orders[0])).toMatchObject({ state: "redeemed" });
    expect(await shop.store.ledger.balance(accounts.redeemed("default"))).toEqual({ eur: -1_000n });
    expect(await balances()).toMatchObject([{ issued: 1_000n, owed: 0n }]);
    expect(await goodword.listPayouts({ state: "paid", ...firstTen })).toMatchObject({
      count: 1,
      rows: [{ code, payment, exportedBy: "user_anna", rewardState: "redeemed" }],
    });
  });

  it("are not exported when their order was cancelled before", async () => {
    const { shop, goodword, orders, rewardOf, balances } = await earned();
    const code = (await rewardOf(orders[0]))?.code ?? "";
    await shop.tell("order.canceled", { ...(orders[0] as Order), canceledAt: shop.clock.now() });
    expect(await rewardOf(orders[0])).toMatchObject({ state: "reversed", usedBeforeReversal: false });
    expect(await goodword.exportPayouts(anna)).toBeNull();
    expect(
      (await goodword.markPayoutsPaid({ codes: [code], reference: "x", by: "user_ben" })).refused,
    ).toEqual([{ code, reason: "withdrawn" }]);
    expect(await balances()).toMatchObject([{ issued: 0n, owed: 0n }]);
  });

  it("are owed when their order is cancelled after the export, and paid once all the same", async () => {
    const { shop, goodword, orders, rewardOf, balances } = await earned();
    const code = (await rewardOf(orders[0]))?.code ?? "";
    await goodword.exportPayouts(anna);
    await shop.tell("order.canceled", { ...(orders[0] as Order), canceledAt: shop.clock.now() });
    expect(await rewardOf(orders[0])).toMatchObject({ state: "reversed", usedBeforeReversal: true });
    expect(await balances()).toMatchObject([{ issued: 0n, owed: 1_000n }]);
    expect(await goodword.markPayoutsPaid({ codes: [code], reference: "x", by: "user_ben" })).toEqual({
      paid: [code],
      refused: [],
    });
    expect(await balances()).toMatchObject([{ issued: 0n, owed: 1_000n }]);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });

  it("give way to the rest when part is refunded before the export", async () => {
    const { shop, goodword, orders, rewardOf } = await earned();
    const before = (await rewardOf(orders[0]))?.code;
    await shop.tell("order.refunded:500", { ...(orders[0] as Order), refunded: 500n });
    const batch = await goodword.exportPayouts(anna);
    expect(batch?.payouts).toMatchObject([{ value: { amount: 750n } }]);
    expect(batch?.payouts[0]?.code).not.toBe(before);
  });
});
