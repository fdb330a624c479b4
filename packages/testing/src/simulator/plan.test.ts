import { began, day, startOf, waves } from "./calendar";
import { chanceOf, shuffled } from "./chance";
import { endsOf } from "./history";
import { expectedOf } from "./oracle";
import { planHistory } from "./plan";

const history = planHistory({ orders: 6_000, seed: 7 });
const expected = expectedOf(history);

describe("chance", () => {
  it("gives the same numbers for the same seed, and others for another", () => {
    const numbers = (seed: number) => {
      const chance = chanceOf(seed);
      return [chance.next(), chance.next(), chance.below(1_000), chance.pick(["a", "b", "c"])];
    };
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(7)).toEqual([0.011704753153026104, 0.06195825757458806, 976, "c"]);
  });

  it("spreads evenly", () => {
    const chance = chanceOf(1);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 4_000; i += 1) counts[chance.below(4)] = (counts[chance.below(4)] ?? 0) + 1;
    for (const count of counts) expect(count).toBeGreaterThan(850);
    const happened = Array.from({ length: 4_000 }, () => chance.happens(0.25)).filter(Boolean).length;
    expect(Math.abs(happened - 1_000)).toBeLessThan(120);
  });

  it("shuffles without losing anything, and refuses to pick from nothing", () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const mixed = shuffled(items, chanceOf(3));
    expect(mixed).not.toEqual(items);
    expect([...mixed].sort()).toEqual(items);
    expect(() => chanceOf(1).pick([])).toThrow("chance: nothing to pick from");
  });
});

describe("a planned history", () => {
  it("is the same for the same seed", () => {
    expect(planHistory({ orders: 300, seed: 3 })).toEqual(planHistory({ orders: 300, seed: 3 }));
    expect(planHistory({ orders: 300, seed: 4 })).not.toEqual(planHistory({ orders: 300, seed: 3 }));
  });

  it("has as many orders as were asked for, give or take a story that goes on", () => {
    expect(history.orders.length).toBeGreaterThanOrEqual(6_000);
    expect(history.orders.length).toBeLessThan(6_010);
    expect(new Set(history.orders.map(({ id }) => id)).size).toBe(history.orders.length);
  });

  it("begins each wave a day after it may claim for it, and keeps what happens within its wave", () => {
    expect(startOf(0)).toBe(began);
    expect(startOf(1) - startOf(0)).toBe(3 * day);
    for (const { wave, placedAt } of history.orders) {
      expect(wave).toBeLessThan(waves);
      expect(placedAt).toBeGreaterThanOrEqual(startOf(wave) + day);
      expect(placedAt).toBeLessThan(startOf(wave + 1));
    }
    const orders = new Map(history.orders.map((order) => [order.id, order]));
    for (const { orderId, wave, at } of history.changes) {
      expect(at).toBeGreaterThan(orders.get(orderId)?.placedAt ?? Infinity);
      expect(at).toBeLessThan(startOf(wave + 1));
    }
  });

  it("never gives less back than before", () => {
    const refunds = new Map<string, bigint>();
    for (const { orderId, kind, refunded } of history.changes) {
      if (kind !== "refunded") continue;
      expect(refunded).toBeGreaterThan(refunds.get(orderId) ?? 0n);
      refunds.set(orderId, refunded);
    }
    expect(refunds.size).toBeGreaterThan(300);
  });

  it("points only to codes that somebody was shown in an earlier wave", () => {
    const orders = new Map(history.orders.map((order) => [order.id, order]));
    for (const { hints, wave } of history.orders) {
      for (const hint of hints) {
        if (hint.kind === "nonsense") continue;
        const shown = orders.get(hint.of.orderId);
        expect(shown?.person).toBe(hint.of.person);
        expect(shown?.channel).toBe(hint.of.program);
        expect(shown?.wave).toBeLessThan(wave);
      }
    }
  });

  it("has no person's address or login at another's, but accounts that a stranger only named", () => {
    const persons = new Map<string, number>();
    let named = 0;
    for (const { customerId, accountEmail, loggedIn, email, person } of history.orders) {
      const address = email?.trim().toLowerCase();
      const isProven = loggedIn || accountEmail === address;
      if (customerId !== null && !isProven) named += 1;
      for (const known of [isProven ? customerId : null, address]) {
        if (known == null) continue;
        expect(persons.get(known) ?? person).toBe(person);
        persons.set(known, person);
      }
    }
    expect(named).toBeGreaterThan(0);
  });

  it("meets every end that the rules know", () => {
    const ends = new Set(
      [...expected.orders.values()].flatMap(({ verdicts, reasons }) => [
        verdicts.join("/"),
        ...(reasons ?? ["gone"]),
      ]),
    );
    for (const end of [
      "none",
      "waiting",
      "qualified",
      "rejected",
      "gone",
      "self-referral",
      "existing-customer",
      "below-minimum",
      "currency-not-offered",
      "too-few-orders",
      "not-the-nth-order",
      "trust-declined",
      "advocate-loop",
    ]) {
      expect(ends).toContain(end);
    }
    const rewards = [...expected.orders.values()].flatMap((order) => order.rewards);
    for (const rule of ["advocate", "friend", "commission", "both", "each", "credit", "second", "few"]) {
      expect(rewards.filter((reward) => reward.rule === rule).length).toBeGreaterThan(10);
    }
    expect(new Set(rewards.map((reward) => reward.currency))).toEqual(
      new Set(["eur", "usd", "jpy", "kwd", "chf", "points"]),
    );
    expect(rewards.filter((reward) => reward.class === "review").length).toBeGreaterThan(20);
    const milestones = [...expected.milestones.values()].flat();
    expect(new Set(milestones.map(({ rule }) => rule))).toEqual(new Set(["friends-3", "friends-5"]));
    const cap = expected.caps.get("capped");
    expect(cap?.asked).toBeGreaterThan(cap?.most ?? Infinity);
    expect([...endsOf(history).values()].filter(({ canceled }) => canceled).length).toBeGreaterThan(20);
    expect(history.uses.length).toBeGreaterThan(50);
  });

  it("has events of orders that never were, more in a larger shop", () => {
    expect(history.poison).toHaveLength(2);
    expect(planHistory({ orders: 20_000, seed: 1 }).poison).toHaveLength(3);
    for (const { orderId, wave } of history.poison) {
      expect(orderId).toMatch(/^ghost-\d+$/);
      expect(wave).toBeGreaterThan(0);
      expect(wave).toBeLessThan(waves - 1);
    }
  });
});
