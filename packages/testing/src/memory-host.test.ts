import { currency } from "@goodword/core";
import { anOrder } from "./builders";
import { memoryBenefit, memoryIssuer, memoryNotifier, memoryOrders } from "./memory-host";
import { testClock } from "./test-clock";
import { testIds } from "./test-ids";

const ten = { amount: 1000n, currency: currency("eur") };
const mail = { id: "mail_1" } as Parameters<ReturnType<typeof memoryNotifier>["send"]>[0];

describe("memory orders", () => {
  it("tell every change since a time, oldest first", async () => {
    const clock = testClock("2026-11-02T09:00:00Z");
    const orders = memoryOrders(anOrder({ id: "old", placedAt: clock.now() }));
    const since = clock.advance({ hours: 1 });
    orders.add(anOrder({ id: "new", placedAt: clock.advance({ minutes: 1 }) }));
    orders.cancel("old", clock.advance({ minutes: 1 }));
    const seen = [];
    for await (const change of orders.changedSince(since)) seen.push(change);
    expect(seen).toEqual([
      { orderId: "new", event: "order.placed" },
      { orderId: "old", event: "order.canceled" },
    ]);
  });

  it("know an earlier order by customer or by e-mail, but not a cancelled or a later one", async () => {
    const placedAt = new Date("2026-11-01T09:00:00Z");
    const orders = memoryOrders(anOrder({ id: "first", customerId: "cus_1", placedAt }));
    const query = { orderId: "second", customerId: null, email: "ANNA@example.com", before: new Date() };
    expect(await orders.hasEarlierOrder({ ...query, before: new Date("2027-01-01") })).toBe(true);
    expect(await orders.hasEarlierOrder({ ...query, email: "b@example.com", customerId: "cus_1" })).toBe(
      true,
    );
    expect(await orders.hasEarlierOrder({ ...query, email: "b@example.com" })).toBe(false);
    expect(await orders.hasEarlierOrder({ ...query, before: placedAt })).toBe(false);
    orders.cancel("first", placedAt);
    expect(await orders.hasEarlierOrder(query)).toBe(false);
  });
});

describe("memory issuer", () => {
  it("takes back what is unused, and says what was used", async () => {
    const issuer = memoryIssuer();
    await issuer.issue({ code: "A", value: ten });
    await issuer.issue({ code: "B", value: ten });
    issuer.use("B");
    expect(await issuer.revoke("A")).toEqual({ used: false });
    expect(await issuer.revoke("B")).toEqual({ used: true });
    expect(issuer.issued.size).toBe(0);
  });

  it("fails as often as it was told", async () => {
    const issuer = memoryIssuer();
    issuer.failNext(1);
    await expect(issuer.issue({ code: "A", value: ten })).rejects.toMatchObject({ action: "retry" });
    await issuer.issue({ code: "A", value: ten });
    expect([...issuer.issued]).toEqual([["A", ten]]);
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
        claim: "token",
        expiresAt: new Date("2026-12-01"),
      });
    expect(await apply("cart_2")).toEqual({ applied: false, reason: "cart-not-found" });
    expect(await apply("cart_1")).toEqual({ applied: true });
    expect(benefit.applied.get("cart_1")).toBe("WELCOME-1");
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
