import fc from "fast-check";
import { currency } from "../money/money";
import type { Boost, PlainAmount, RewardAmount, RewardRule } from "../program/reward-rule";
import { amountOf, unitOf } from "./amount";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

const rule = (amount: RewardAmount, more: Partial<RewardRule> = {}): RewardRule => ({
  id: "friend-order",
  side: "advocate",
  kind: "commission",
  trigger: { on: "order" },
  amount,
  ...more,
});

const given = (
  more: { currency?: string; orderValue?: bigint; qualifiedFriends?: number; at?: string } = {},
) => ({
  currency: currency(more.currency ?? "eur"),
  orderValue: more.orderValue ?? 10_000n,
  qualifiedFriends: more.qualifiedFriends ?? 1,
  placedAt: new Date(more.at ?? "2026-11-25T12:00:00Z"),
});

const eur = (amount: bigint) => ({ amount, currency: "eur" });
const fixed = (decimal: string): PlainAmount => ({ type: "fixed", amounts: { eur: decimal } });

describe("a fixed amount", () => {
  it("is what the rule names in the order's currency, by its exponent", () => {
    const cpa = rule({ type: "fixed", amounts: { eur: "7.50", jpy: "1200", kwd: "2.125" } });
    expect(amountOf(cpa, given())).toEqual(eur(750n));
    expect(amountOf(cpa, given({ currency: "jpy" }))).toEqual({ amount: 1200n, currency: "jpy" });
    expect(amountOf(cpa, given({ currency: "kwd" }))).toEqual({ amount: 2125n, currency: "kwd" });
  });

  it("is none in a currency not offered, nor when it is nothing", () => {
    expect(amountOf(rule(fixed("7.50")), given({ currency: "usd" }))).toBeNull();
    expect(amountOf(rule(fixed("0")), given())).toBeNull();
    expect(amountOf(rule(fixed("0.01")), given())).toEqual(eur(1n));
  });
});

describe("a percentage", () => {
  it("is of the order's value in any currency, rounded half to even", () => {
    const share = rule({ type: "percentage", percent: 12.5 });
    expect(amountOf(share, given({ orderValue: 10_000n }))).toEqual(eur(1250n));
    expect(amountOf(share, given({ orderValue: 100n }))).toEqual(eur(12n));
    expect(amountOf(share, given({ orderValue: 108n }))).toEqual(eur(14n));
    expect(amountOf(share, given({ orderValue: 1_000n, currency: "jpy" }))?.amount).toBe(125n);
  });

  it("is none of a free order, or where it rounds to nothing", () => {
    const share = rule({ type: "percentage", percent: 10 });
    expect(amountOf(share, given({ orderValue: 0n }))).toBeNull();
    expect(amountOf(share, given({ orderValue: 5n }))).toBeNull();
    expect(amountOf(share, given({ orderValue: 6n }))).toEqual(eur(1n));
    expect(amountOf(share, given({ orderValue: -100n }))).toBeNull();
  });
});

describe("a hybrid", () => {
  const hybrid = rule({ type: "hybrid", amounts: { eur: "2.00" }, percent: 5 });

  it("is so much an order and a share of it", () => {
    expect(amountOf(hybrid, given())).toEqual(eur(700n));
    expect(amountOf(hybrid, given({ orderValue: 0n }))).toEqual(eur(200n));
  });

  it("is none in a currency whose fixed part is not named", () => {
    expect(amountOf(hybrid, given({ currency: "usd" }))).toBeNull();
  });
});

describe("tiers", () => {
  const tiered = rule({
    type: "tiered",
    tiers: [
      { from: 2, amount: fixed("1") },
      { from: 5, amount: { type: "percentage", percent: 4 } },
      { from: 10, amount: { type: "hybrid", amounts: { eur: "1" }, percent: 10 } },
    ],
  });

  it.each([
    [1, null],
    [2, 100n],
    [4, 100n],
    [5, 400n],
    [9, 400n],
    [10, 1100n],
    [999, 1100n],
  ])("with %i friends pay %s", (qualifiedFriends, amount) => {
    expect(amountOf(tiered, given({ qualifiedFriends }))).toEqual(amount === null ? null : eur(amount));
  });

  it("are the same in whichever order they are written", () => {
    const written = [5, 10, 2].map((from) => ({ from, amount: fixed(String(from)) }));
    expect(amountOf(rule({ type: "tiered", tiers: written }), given({ qualifiedFriends: 7 }))).toEqual(
      eur(500n),
    );
  });

  it("pay none where the reached one does not name the currency", () => {
    expect(amountOf(tiered, given({ currency: "usd", qualifiedFriends: 2 }))).toBeNull();
    expect(amountOf(tiered, given({ currency: "usd", qualifiedFriends: 5 }))?.amount).toBe(400n);
  });

  it("never pay less for one friend more, where they rise", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9_999 })), {
          minLength: 1,
        }),
        fc.integer({ min: 0, max: 60 }),
        fc.bigInt(0n, 10n ** 9n),
        (drawn, friends, orderValue) => {
          const percents = drawn.map(([, percent]) => percent).sort((a, b) => a - b);
          const tiers = drawn
            .map(([from]) => from)
            .sort((a, b) => a - b)
            .map((from, place) => ({
              from,
              amount: { type: "percentage", percent: (percents[place] as number) / 100 } as const,
            }));
          const one = amountOf(
            rule({ type: "tiered", tiers }),
            given({ orderValue, qualifiedFriends: friends }),
          );
          const more = amountOf(
            rule({ type: "tiered", tiers }),
            given({ orderValue, qualifiedFriends: friends + 1 }),
          );
          expect((more?.amount ?? 0n) >= (one?.amount ?? 0n)).toBe(true);
        },
      ),
      { numRuns },
    );
  });
});

describe("units", () => {
  it("are points, or pieces of an item, whatever the order's currency", () => {
    expect(amountOf(rule({ type: "units", count: 120 }), given({ currency: "jpy" }))).toEqual({
      amount: 120n,
      currency: "points",
    });
    expect(amountOf(rule({ type: "units", count: 1, item: "mug-1" }), given())).toEqual({
      amount: 1n,
      currency: "item:mug-1",
    });
    expect(amountOf(rule({ type: "units", count: 0 }), given())).toBeNull();
  });

  it("are refused with an item that cannot be named", () => {
    expect(() => amountOf(rule({ type: "units", count: 1, item: "a b" }), given())).toThrow(/item:a b/);
  });

  it("are known before there is an amount", () => {
    expect(unitOf(rule({ type: "units", count: 1 }), currency("eur"))).toBe("points");
    expect(unitOf(rule({ type: "units", count: 1, item: "mug" }), currency("eur"))).toBe("item:mug");
    expect(unitOf(rule(fixed("1")), currency("usd"))).toBe("usd");
  });
});

describe("a boost", () => {
  const week: Boost = { from: "2026-11-20T00:00:00Z", to: "2026-11-27T00:00:00Z", percent: 200 };
  const boosted = (boosts: Boost[], at: string) =>
    amountOf(rule(fixed("10"), { boosts }), given({ at }))?.amount;

  it("counts from its start and no longer at its end", () => {
    expect(boosted([week], "2026-11-19T23:59:59.999Z")).toBe(1000n);
    expect(boosted([week], "2026-11-20T00:00:00Z")).toBe(2000n);
    expect(boosted([week], "2026-11-26T23:59:59.999Z")).toBe(2000n);
    expect(boosted([week], "2026-11-27T00:00:00Z")).toBe(1000n);
  });

  it("is the highest of several, never one times the other", () => {
    const day: Boost = { from: "2026-11-25T00:00:00Z", to: "2026-11-26T00:00:00Z", percent: 150 };
    expect(boosted([week, day], "2026-11-25T12:00:00Z")).toBe(2000n);
    expect(boosted([day, week], "2026-11-25T12:00:00Z")).toBe(2000n);
    expect(boosted([day, { ...week, percent: 300 }], "2026-11-24T12:00:00Z")).toBe(3000n);
  });

  it("never makes a reward less", () => {
    expect(boosted([{ ...week, percent: 50 }], "2026-11-25T12:00:00Z")).toBe(1000n);
  });

  it("is of the rounded amount, half to even", () => {
    const at = { at: "2026-11-25T12:00:00Z" };
    const half = rule({ type: "percentage", percent: 10 }, { boosts: [week] });
    expect(amountOf(half, given({ ...at, orderValue: 5n }))).toBeNull();
    const cent = rule(fixed("0.01"), { boosts: [{ ...week, percent: 150 }] });
    expect(amountOf(cent, given(at))).toEqual(eur(2n));
    expect(amountOf(rule(fixed("0.03"), { boosts: [{ ...week, percent: 150 }] }), given(at))).toEqual(
      eur(4n),
    );
    expect(amountOf(rule({ type: "units", count: 7 }, { boosts: [week] }), given(at))?.amount).toBe(14n);
  });
});

describe("a rule's cap", () => {
  const capped = (orderValue: bigint, code = "eur") =>
    amountOf(
      rule({ type: "percentage", percent: 10 }, { cap: { eur: "15.00", points: "5" } }),
      given({ orderValue, currency: code }),
    )?.amount;

  it("is the most one grant may be, in the currencies it names", () => {
    expect(capped(14_990n)).toBe(1499n);
    expect(capped(15_000n)).toBe(1500n);
    expect(capped(15_010n)).toBe(1500n);
    expect(capped(99_990n, "usd")).toBe(9999n);
  });

  it("comes after a boost, and holds for points", () => {
    const boosts = [{ from: "2026-01-01", to: "2027-01-01", percent: 300 }];
    expect(amountOf(rule(fixed("10"), { boosts, cap: { eur: "25" } }), given())).toEqual(eur(2500n));
    expect(amountOf(rule({ type: "units", count: 9 }, { cap: { points: "5" } }), given())?.amount).toBe(5n);
    expect(amountOf(rule(fixed("10"), { cap: { eur: "0" } }), given())).toBeNull();
  });
});
