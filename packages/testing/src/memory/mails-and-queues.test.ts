// What is written to people, and what becomes of a message that cannot be done.
import { setImmediate as later } from "node:timers/promises";
import {
  createGoodword,
  GoodwordError,
  type Log,
  type Mail,
  type Order,
  type ProgramDefinition,
  type QueueMessage,
} from "@goodword/core";
import { anOrder, aProgramDefinition, aRule } from "../builders";
import { openShop, type TestShop } from "../contract/open-shop";
import { memoryBenefit, memoryIssuer, memoryNotifier, memoryOrders } from "../memory-host";
import { testClock } from "../test-clock";
import { testIds } from "../test-ids";
import { memoryStore } from "./memory-store";

const open = async () => ({ store: memoryStore(), close: async () => {} });

/** A shop that keeps what is logged, and sends mails only where told so. */
function quietShop({ mails, change = {} }: { mails: boolean; change?: Partial<ProgramDefinition> }) {
  const clock = testClock();
  const store = { ...memoryStore(), now: async () => clock.now() };
  const orders = memoryOrders();
  const issuer = memoryIssuer();
  const notifier = memoryNotifier();
  const warned: Parameters<Log["warn"]>[] = [];
  const goodword = createGoodword(
    {
      store,
      clock,
      ids: testIds(5),
      orders,
      issuer,
      benefit: memoryBenefit(),
      notifier: mails ? notifier : null,
      log: { warn: (...told) => warned.push(told) },
    },
    {
      secret: "s".repeat(32),
      programs: [aProgramDefinition(change)],
      mails: { orderConfirmation: mails },
    },
  );
  const message = (change: Partial<QueueMessage>): QueueMessage => ({
    id: "message_1",
    key: "message_1",
    kind: "mail",
    payload: {},
    availableAt: clock.now(),
    ...change,
  });
  const place = async (order: Order) => {
    orders.add(order);
    await goodword.receive("order.placed", order.id);
    await goodword.work();
  };
  return { clock, store, orders, issuer, notifier, warned, goodword, message, place };
}

const confirmation = (mail: Mail | undefined) => {
  if (mail?.content.template !== "order-confirmation") throw new Error("no order confirmation");
  return mail.content;
};

describe("an order confirmation", () => {
  it("says every amount that there is, and none that there is not", async () => {
    const shop = quietShop({ mails: true });
    await shop.place(anOrder({ placedAt: shop.clock.now(), discount: 0n, tax: 380n, total: 2880n }));
    await shop.place(
      anOrder({ id: "order_2", email: "b@example.com", placedAt: shop.clock.now(), discount: 250n, tax: 0n }),
    );
    const [plain, reduced] = shop.notifier.mails.map((mail) => confirmation(mail).order);
    expect(plain).toEqual({
      displayId: "1001",
      lines: [{ title: "Mug", quantity: 1, total: "€20.00" }],
      subtotal: "€20.00",
      discount: null,
      shipping: "€5.00",
      tax: "€3.80",
      total: "€28.80",
    });
    expect(reduced).toMatchObject({ discount: "-€2.50", tax: null });
  });

  it("is in the order's language, else in the prompt's, else in English", async () => {
    const shop = quietShop({ mails: true, change: { markets: ["de"] } });
    await shop.place(anOrder({ placedAt: shop.clock.now(), locale: "de" }));
    await shop.place(anOrder({ id: "o2", email: "b@example.com", placedAt: shop.clock.now(), locale: null }));
    await shop.place(
      anOrder({ id: "o3", email: "c@example.com", placedAt: shop.clock.now(), locale: null, country: "fr" }),
    );
    expect(shop.notifier.mails.map(({ locale }) => locale)).toEqual(["de", "en", "en"]);
    expect(shop.notifier.mails.map((mail) => confirmation(mail).referral === null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("is not sent for an order that was cancelled before, or that has no address any more", async () => {
    const shop = quietShop({ mails: true });
    const at = shop.clock.now();
    shop.orders.add(anOrder({ id: "gone", canceledAt: at }));
    shop.orders.add(anOrder({ id: "mute", email: null }));
    await shop.store.outbox.put(
      ["gone", "mute"].map((orderId) =>
        shop.message({ id: orderId, key: orderId, payload: { template: "order-confirmation", orderId } }),
      ),
    );
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 2, failed: 0 });
    expect(shop.notifier.mails).toEqual([]);
  });

  it("is not sent by a shop that sends no mails, and nothing is left to do", async () => {
    const shop = quietShop({ mails: false });
    await shop.place(anOrder({ placedAt: shop.clock.now() }));
    await shop.store.outbox.put([
      shop.message({ payload: { template: "order-confirmation", orderId: "order_1" } }),
    ]);
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 1, failed: 0 });
    expect(shop.warned).toEqual([]);
  });
});

describe("the mail about a reward", () => {
  const rewarded = async (anna: Partial<Order> = {}, change: Partial<ProgramDefinition> = {}) => {
    const shop = await openShop(open, change);
    await shop.place({ ...shop.anna, ...anna });
    const ben = { ...shop.ben, claim: await shop.claim(shop.anna) };
    await shop.place(ben);
    return { shop, ben, mails: () => shop.notifier.mails.filter(isReward) };
  };
  const isReward = ({ content }: Mail) => content.template === "reward-issued";
  const afterHold = async (shop: TestShop) => {
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
  };

  it.each([
    ["de", "de"],
    [null, "en"],
  ])("is in the language of the advocate's order, %p, which is %s", async (locale, said) => {
    const { shop, mails } = await rewarded({ locale });
    await afterHold(shop);
    expect(mails().map((mail) => mail.locale)).toEqual([said]);
  });

  it("is not sent to an advocate who has no address any more, nor for a reward that was taken back", async () => {
    const { shop, mails } = await rewarded();
    shop.orders.add({ ...shop.anna, email: null });
    await afterHold(shop);
    expect(shop.issuer.issued.size).toBe(1);
    expect(mails()).toEqual([]);

    const late = await rewarded();
    late.shop.notifier.failNext(1);
    await afterHold(late.shop);
    await late.shop.tell("order.canceled", { ...late.ben, canceledAt: late.shop.clock.now() });
    late.shop.clock.advance({ hours: 1 });
    await late.shop.goodword.work();
    expect(late.mails()).toEqual([]);
  });

  it("is not written by a shop that sends no mails, also for the rest of a reward", async () => {
    const shop = quietShop({ mails: false });
    const anna = anOrder({ placedAt: shop.clock.now() });
    await shop.place(anna);
    const link = (await shop.goodword.showPrompt({ orderId: anna.id })).prompt?.link ?? "";
    const { claim } = await shop.goodword.claimOffer({ code: link.split("/").at(-1) ?? "" });
    const ben = anOrder({
      id: "order_ben",
      email: "ben@example.com",
      placedAt: shop.clock.advance({ minutes: 5 }),
      claim: claim?.token ?? null,
    });
    await shop.place(ben);
    shop.clock.advance({ days: 31 });
    await shop.goodword.work();
    shop.orders.add({ ...ben, refunded: 500n });
    await shop.goodword.receive("order.refunded:500", ben.id);
    await shop.goodword.work();
    expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 750n } }]);
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 0, failed: 0 });
    expect(shop.warned).toEqual([]);
  });

  it("does not end a reward that was worth nothing in the host when its time is over", async () => {
    const { shop, ben } = await rewarded({}, { rewards: [aRule({ expiresAfterDays: 90 })] });
    await afterHold(shop);
    const rewardOf = async (id: string) => (await shop.goodword.explainOrder({ orderId: id })).rewards[0];
    shop.issuer.use((await rewardOf(ben.id))?.code ?? "");
    await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
    const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
    await shop.place(carl);
    await afterHold(shop);
    expect(await rewardOf(carl.id)).toMatchObject({ state: "issued", payout: 0n });
    shop.clock.advance({ days: 90 });
    await shop.goodword.work();
    expect(await rewardOf(carl.id)).toMatchObject({ state: "expired" });
    expect(shop.issuer.revoked).not.toContain((await rewardOf(carl.id))?.code);
    expect(await shop.sums()).toEqual({ eur: 0n });
  });
});

describe("a message that cannot be done", () => {
  it("of a kind that nobody knows is set aside at once, and logged without what it carries", async () => {
    const shop = quietShop({ mails: true });
    await shop.store.outbox.put([shop.message({ kind: "dance", payload: { to: "anna@example.com" } })]);
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 0, failed: 1 });
    expect(shop.warned).toEqual([
      ["message set aside", { key: "message_1", attempts: 1, reason: "GW_MESSAGE_UNKNOWN" }],
    ]);
    shop.clock.advance({ days: 1 });
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 0, failed: 0 });
  });

  it.each([
    ["one of ours", new GoodwordError("GW_TEST", "the mail server is away"), "GW_TEST"],
    ["a foreign one", new TypeError("no route to anna@example.com"), "TypeError"],
    ["no error at all", "anna@example.com" as unknown as Error, "unknown"],
  ])("by %s is tried again, and its text does not tell an address", async (_, error, reason) => {
    const shop = quietShop({ mails: true });
    shop.notifier.failNext(1, error);
    await shop.place(anOrder({ placedAt: shop.clock.now() }));
    expect(shop.warned).toEqual([
      ["message will be tried again", { key: "mail:order-confirmation:order_1", attempts: 1, reason }],
    ]);
    shop.clock.advance({ seconds: 3 });
    expect(await shop.goodword.work()).toMatchObject({ effects: 1, failed: 0 });
    expect(shop.notifier.mails).toHaveLength(1);
  });

  it("is tried eight times", async () => {
    const shop = quietShop({ mails: true });
    shop.notifier.failNext(9);
    await shop.place(anOrder({ placedAt: shop.clock.now() }));
    for (let more = 0; more < 12; more += 1) {
      shop.clock.advance({ days: 1 });
      await shop.goodword.work();
    }
    expect(shop.warned.map(([text, { attempts }]) => [text, attempts])).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((attempts) => ["message will be tried again", attempts]),
      ["message set aside", 8],
    ]);
  });

  it("names nothing: an order, a reward, an advocate or a program that is not there", async () => {
    const shop = quietShop({ mails: true });
    const kinds = ["settle-reward", "issue-reward", "adjust-reward", "reissue-reward", "expire-reward"];
    await shop.store.outbox.put([
      ...["climb-ladder", ...kinds].map((kind) => shop.message({ id: kind, key: kind, kind })),
      shop.message({ id: "reward", key: "reward", payload: { template: "reward-issued" } }),
    ]);
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 7, failed: 0 });
    expect(shop.warned).toEqual([]);
    await shop.store.outbox.put([
      shop.message({ id: "recheck", key: "recheck", kind: "recheck-order" }),
      shop.message({ id: "mail", key: "mail" }),
    ]);
    await shop.store.inbox.put([shop.message({ id: "order", key: "order", kind: "order.placed" })]);
    expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 0, failed: 3 });
    expect(shop.warned.map(([, { reason }]) => reason)).toEqual([
      "GW_ORDER_NOT_FOUND",
      "GW_ORDER_NOT_FOUND",
      "GW_ORDER_NOT_FOUND",
    ]);
  });
});

describe("a round", () => {
  it("pauses before each piece of work, for as long as it is told to", async () => {
    const shop = quietShop({ mails: true });
    const seen: string[] = [];
    const pause = async () => {
      await later();
      const { waiting } = await shop.store.inbox.state(shop.clock.now());
      seen.push(`${waiting} waiting, ${shop.notifier.mails.length} sent`);
    };
    for (const id of ["order_1", "order_2"]) {
      shop.orders.add(anOrder({ id, email: `${id}@example.com`, placedAt: shop.clock.now() }));
    }
    await shop.goodword.reconcile({ pause });
    expect([...new Set(seen)]).toEqual(["0 waiting, 0 sent", "2 waiting, 0 sent"]);
    seen.length = 0;
    await shop.goodword.work({ pause });
    expect([...new Set(seen)]).toEqual([
      "2 waiting, 0 sent",
      "0 waiting, 0 sent",
      "0 waiting, 1 sent",
      "0 waiting, 2 sent",
    ]);
  });
});
