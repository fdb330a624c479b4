import { currency, rewardKinds } from "@goodword/core";
import { anOrder } from "./builders";
import { type MemoryOrders, memoryBenefit, memoryIssuer, memoryNotifier, memoryOrders } from "./memory-host";
import { testClock } from "./test-clock";
import { testIds } from "./test-ids";

const ten = { amount: 1000n, currency: currency("eur") };
const mail = { id: "mail_1" } as Parameters<ReturnType<typeof memoryNotifier>["send"]>[0];

const changesSince = async (orders: MemoryOrders, since: Date) => {
  const seen = [];
  for await (const changes of orders.changedSince(since)) seen.push(...changes);
  return seen;
};

describe("memory orders", () => {
  it("load those that are known", async () => {
    const [first, second] = [anOrder({ id: "first" }), anOrder({ id: "second" })];
    const orders = memoryOrders(first);
    orders.add(second);
    expect(await orders.load(["second", "unknown"])).toEqual([second]);
    expect(await orders.load(["second", "first"])).toEqual([first, second]);
  });

  it("tell every change since a time, oldest first", async () => {
    const clock = testClock("2026-11-02T09:00:00Z");
    const orders = memoryOrders(anOrder({ id: "old", placedAt: clock.now() }));
    const since = clock.advance({ hours: 1 });
    orders.capture("old", since);
    orders.add(anOrder({ id: "new", placedAt: clock.advance({ minutes: 1 }) }));
    orders.refund("old", 500n, clock.advance({ minutes: 1 }));
    orders.fulfil("new", clock.advance({ minutes: 1 }));
    orders.refund("old", 2000n, clock.advance({ minutes: 1 }));
    orders.cancel("old", clock.advance({ minutes: 1 }));
    expect(await changesSince(orders, since)).toEqual([
      { orderId: "old", event: "order.captured" },
      { orderId: "new", event: "order.placed" },
      { orderId: "old", event: "order.refunded:500" },
      { orderId: "new", event: "order.fulfilled" },
      { orderId: "old", event: "order.refunded:2000" },
      { orderId: "old", event: "order.canceled" },
    ]);
    const [old] = await orders.load(["old"]);
    const at = (minute: number) => new Date(since.getTime() + minute * 60_000);
    expect(old).toMatchObject({ refunded: 2000n, capturedAt: since, fulfilledAt: null, canceledAt: at(5) });
    expect((await orders.load(["new"]))[0]?.fulfilledAt).toEqual(at(3));
  });

  it("tell of a refund that an order was added with, once, and know no order to change", async () => {
    const orders = memoryOrders(anOrder({ refunded: 700n }));
    orders.add(anOrder({ refunded: 700n }));
    expect(await changesSince(orders, anOrder().placedAt)).toEqual([
      { orderId: "order_1", event: "order.placed" },
      { orderId: "order_1", event: "order.refunded:700" },
    ]);
    expect(() => orders.refund("order_1", 699n, new Date())).toThrow("refunds of order_1 cannot shrink");
    expect(() => orders.capture("order_9", new Date())).toThrow("there is no order order_9");
  });

  it("know an earlier order by customer or by e-mail, but not a cancelled or a later one", async () => {
    const placedAt = new Date("2026-11-01T09:00:00Z");
    const orders = memoryOrders(anOrder({ id: "first", customerId: "cus_1", placedAt }));
    const later = new Date("2027-01-01T00:00:00Z");
    const query = { orderId: "second", customerId: null, email: "ANNA@example.com", before: later };
    expect(await orders.hasEarlierOrder(query)).toBe(true);
    const account = { ...query, email: "b@example.com", customerId: "cus_1" };
    expect(await orders.hasEarlierOrder(account)).toBe(true);
    expect(await orders.hasEarlierOrder({ ...account, customerId: null })).toBe(false);
    expect(await orders.hasEarlierOrder({ ...account, customerId: "cus_2" })).toBe(false);
    expect(await orders.hasEarlierOrder({ ...query, orderId: "first" })).toBe(false);
    expect(await orders.hasEarlierOrder({ ...query, before: placedAt })).toBe(false);
    orders.cancel("first", placedAt);
    expect(await orders.hasEarlierOrder(query)).toBe(false);
  });
});

describe("memory issuer", () => {
  const receiver = { participantId: "anna", customerIds: [], firstOrderId: "order_1" };
  const code = (name: string) => ({ code: name, kind: "store-credit" as const, value: ten, receiver });

  it("gives every kind, once by code, until it is taken back or used", async () => {
    const issuer = memoryIssuer();
    expect(issuer.kinds).toEqual(rewardKinds);
    await issuer.issue(code("A"), []);
    await issuer.issue({ ...code("A"), value: { ...ten, amount: 1n } }, []);
    await issuer.issue(code("B"), []);
    expect([...issuer.issued.values()]).toEqual([code("A"), code("B")]);
    issuer.use("B");
    expect(await issuer.revoke(code("A"))).toEqual({ used: false });
    expect(await issuer.revoke(code("B"))).toEqual({ used: true });
    expect([...issuer.revoked]).toEqual(["A"]);
    await issuer.issue(code("A"), []);
    await issuer.issue(code("B"), []);
    expect(issuer.issued.size).toBe(0);
    expect(() => issuer.use("A")).toThrow("there is no unused code A");
  });

  it("gives neither what it cannot nor nothing", async () => {
    const issuer = memoryIssuer(["points"]);
    await expect(issuer.issue(code("A"), [])).rejects.toThrow(
      "asked for a store-credit, which it cannot give",
    );
    const nothing = { ...code("A"), kind: "points", value: { ...ten, amount: 0n } } as const;
    await expect(issuer.issue(nothing, [])).rejects.toThrow("asked to give 0");
    expect(issuer.issued.size).toBe(0);
  });

  it("fails as often as it was told", async () => {
    const issuer = memoryIssuer();
    issuer.failNext(1);
    await expect(issuer.issue(code("A"), [])).rejects.toMatchObject({
      action: "retry",
      message: expect.stringContaining("issuer: told to fail"),
    });
    await issuer.issue(code("A"), []);
    issuer.failNext(1);
    await expect(issuer.revoke(code("A"))).rejects.toMatchObject({ code: "GW_TEST_FAILURE" });
    expect([...issuer.issued.keys()]).toEqual(["A"]);
  });
});

describe("memory benefit", () => {
  it("puts a code on a cart that exists, until it was used", async () => {
    const benefit = memoryBenefit("cart_1");
    const apply = (cartId: string) =>
      benefit.apply({
        cartId,
        code: "WELCOME-1",
        incentive: { type: "percentage", percent: 10 },
        combination: "stack",
        claim: "token",
        expiresAt: new Date("2026-12-01"),
      });
    expect(await apply("cart_2")).toEqual({ applied: false, reason: "cart-not-found" });
    expect(await apply("cart_1")).toEqual({ applied: true });
    expect(benefit.applied.get("cart_1")).toBe("WELCOME-1");
    benefit.failNext(1);
    await expect(apply("cart_1")).rejects.toThrow("benefit: told to fail");
    benefit.use("WELCOME-1");
    expect(await apply("cart_1")).toEqual({ applied: false, reason: "already-used" });
    benefit.refuse("not-applicable");
    expect(await apply("cart_1")).toEqual({ applied: false, reason: "not-applicable" });
  });
});

describe("memory notifier", () => {
  it("collects what was sent, and nothing of a failed try", async () => {
    const notifier = memoryNotifier();
    notifier.failNext(1, new Error("421"));
    await expect(notifier.send(mail)).rejects.toThrow("421");
    await notifier.send(mail);
    expect(notifier.mails).toEqual([mail]);
  });
});

describe("test clock and ids", () => {
  it("stand still and repeat themselves", () => {
    const clock = testClock("2026-11-02T09:00:00Z");
    expect(clock.advance({ days: 1, minutes: 2 })).toEqual(new Date("2026-11-03T09:02:00Z"));
    expect(clock.advance(500).toISOString()).toBe("2026-11-03T09:02:00.500Z");
    expect(testIds(7).bytes(32)).toEqual(testIds(7).bytes(32));
    expect(testIds(7).bytes(32)).not.toEqual(testIds(8).bytes(32));
    const ids = testIds(7);
    expect([ids.id("reward"), ids.id("reward")]).toEqual(["reward_7_0001", "reward_7_0002"]);
  });
});
