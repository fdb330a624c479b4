// What a simulation says of past orders that were declined, cancelled, of another program or in several currencies.
import type { Order, ProgramDefinition } from "@goodword/core";
import { aProgramDefinition, aRule } from "../builders";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });
const always = { from: new Date("2026-01-01"), to: new Date("2027-12-31") };

describe("a program tried on past orders", () => {
  let shop: TestShop;
  const opened = async (change: Partial<ProgramDefinition> = {}, others: ProgramDefinition[] = []) => {
    shop = await openShop(open, change, others);
    await shop.place(shop.anna);
  };
  /** A friend who takes five minutes to order: faster is a signal. */
  const friend = async (name: string, rest: Partial<Order> = {}, of: Order = shop.anna) => {
    const claim = await shop.claim(of);
    const order = shop.order(name, { claim, placedAt: shop.clock.advance({ minutes: 5 }), ...rest });
    await shop.place(order);
    return order;
  };
  const tried = async (definition: Partial<ProgramDefinition> = {}, time = always) => {
    const { simulation } = await shop.goodword.simulateProgram({
      definition: aProgramDefinition(definition),
      ...time,
    });
    if (simulation === null) throw new Error("the program is not sound");
    return simulation;
  };
  const idOf = async ({ id }: Order) =>
    (await shop.goodword.explainOrder({ orderId: id })).order?.participantId ?? "";

  it("names those with the most rewards first, of equals by their id, and each currency by itself", async () => {
    await opened();
    const carl = shop.order("carl");
    const dora = shop.order("dora");
    await shop.place(carl);
    await shop.place(dora);
    await friend("a", { currency: "usd" as Order["currency"] });
    await friend("b");
    await friend("c", {}, carl);
    await friend("d", {}, dora);
    const simulation = await tried();
    const [annaId, ...others] = [await idOf(shop.anna), ...[await idOf(carl), await idOf(dora)].sort()];
    expect(simulation.people.map(({ participantId, rewards }) => [participantId, rewards])).toEqual([
      [annaId, 2],
      [others[0], 1],
      [others[1], 1],
    ]);
    expect(simulation.wouldPay).toEqual([
      { currency: "eur", amount: 3_000n },
      { currency: "usd", amount: 1_000n },
    ]);
    expect(simulation.people[0]).toMatchObject({
      wouldPay: [
        { currency: "eur", amount: 1_000n },
        { currency: "usd", amount: 1_000n },
      ],
      paid: [{ currency: "eur" }, { currency: "usd" }],
    });
  });

  it("names who was paid and would not be", async () => {
    await opened();
    await friend("ben");
    const simulation = await tried({ conditions: [{ type: "minimum-order", amounts: { eur: "999" } }] });
    expect(simulation).toMatchObject({ qualified: 0, rejected: { "below-minimum": 1 }, wouldPay: [] });
    expect(simulation.people).toEqual([
      {
        participantId: await idOf(shop.anna),
        rewards: 0,
        wouldPay: [],
        paid: [{ currency: "eur", amount: 1_000n }],
      },
    ]);
  });

  it("keeps what fraud signals found, and pays nothing for a cancelled order", async () => {
    await opened();
    const card = { ...shop.anna.traces, paymentFingerprint: "card-anna" };
    const carl = shop.order("carl", { traces: card });
    await shop.place(carl);
    const claim = await shop.claim(carl);
    const fraud = shop.order("fraud", { claim, traces: card, placedAt: shop.clock.advance({ minutes: 5 }) });
    await shop.place(fraud);
    const gone = await friend("gone");
    await shop.tell("order.canceled", { ...gone, canceledAt: shop.clock.now() });
    const simulation = await tried();
    expect(simulation).toMatchObject({
      attributed: 2,
      qualified: 0,
      rejected: { "trust-declined": 1, "order-canceled": 1 },
      wouldPay: [],
    });
  });

  it("keeps a loop refused", async () => {
    await opened({ conditions: [], bindingDays: 365 });
    const ben = await friend("ben");
    const carl = await friend("carl", {}, ben);
    await friend("loop", { email: shop.anna.email, firstName: "Anna" }, carl);
    expect(await tried({ conditions: [] })).toMatchObject({ rejected: { "advocate-loop": 1 }, qualified: 2 });
  });

  it("pays a bound friend's later orders up to the number it promises", async () => {
    const every = aRule({ trigger: { on: "order", orders: "every", count: 2 } });
    await opened({ rewards: [every], conditions: [] });
    const ben = await friend("ben");
    for (const name of ["two", "three"]) {
      const placedAt = shop.clock.advance({ days: 1 });
      await shop.place(shop.order(name, { email: ben.email, placedAt }));
    }
    expect(await tried({ rewards: [every], conditions: [] })).toMatchObject({
      attributed: 3,
      qualified: 3,
      wouldPay: [{ amount: 2_000n }],
      paid: [{ amount: 2_000n }],
    });
    // Without a binding the later orders are nobody's.
    expect(await tried({ conditions: [] })).toMatchObject({ attributed: 1, wouldPay: [{ amount: 1_000n }] });
  });

  it("asks the rules that are tried which touch counts, and never takes a code that was none", async () => {
    await opened();
    const code = await shop.codeOf(shop.anna);
    const cookie = { code, at: new Date(shop.clock.now().getTime() - 40 * 86_400_000) };
    const late = shop.order("late", { cookie });
    await shop.place(late);
    await shop.place(shop.order("typo", { referredBy: "NOBODYS-CODE" }));
    await shop.goodword.setCodeStatus({ code, status: "disabled" });
    await shop.place(shop.order("disabled", { referredBy: code }));
    expect(await tried()).toMatchObject({ orders: 4, attributed: 0, paid: [] });
    expect(await tried({ attributionWindowDays: 60 })).toMatchObject({ attributed: 1, qualified: 1 });
  });

  it("leaves out the orders of another program, and those the shop does not know any more", async () => {
    const swiss = aProgramDefinition({ id: "swiss", markets: ["ch"], codeWord: "SWISS" });
    await opened({}, [swiss]);
    await shop.place(shop.order("urs", { country: "ch" }));
    await friend("ben");
    await friend("vreni", { country: "ch" }, shop.order("urs", { country: "ch" }));
    const other = await tried({ id: "swiss", markets: ["ch"], codeWord: "SWISS" });
    expect(other).toMatchObject({ orders: 4, attributed: 1, paid: [{ amount: 1_000n }] });
    const load = shop.orders.load;
    shop.orders.load = async (ids) => (await load(ids)).filter(({ id }) => id !== "order_ben");
    expect(await tried()).toMatchObject({
      orders: 4,
      attributed: 0,
      paid: [{ amount: 1_000n }],
      wouldPay: [],
    });
  });

  it("reads the orders of a long time in pages, each once", async () => {
    await opened();
    for (let n = 0; n < 201; n += 1) {
      shop.orders.add(shop.order(`n${n}`));
      await shop.goodword.receive("order.placed", `order_n${n}`);
    }
    await shop.goodword.work();
    expect(await tried()).toMatchObject({ orders: 202, attributed: 0 });
  });
});
