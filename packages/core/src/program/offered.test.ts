import { currency } from "../money/money";
import {
  advocateReward,
  headlineRule,
  isOffered,
  isPaidIn,
  minimumOrder,
  offeredCurrencies,
  offeredCurrency,
  offersAdvocate,
  offersFriend,
  sharesOrder,
} from "./offered";
import type { Program } from "./program";
import type { PlainAmount, RewardAmount, RewardRule } from "./reward-rule";

const [eur, usd, jpy] = [currency("eur"), currency("usd"), currency("jpy")];
const five: PlainAmount = { type: "fixed", amounts: { eur: "5", usd: "6.50" } };
const share: PlainAmount = { type: "percentage", percent: 5 };
const both: PlainAmount = { type: "hybrid", amounts: { eur: "1" }, percent: 5 };
const points: RewardAmount = { type: "units", count: 10 };
const tiered = (...amounts: PlainAmount[]): RewardAmount => ({
  type: "tiered",
  tiers: amounts.map((amount, index) => ({ from: index + 1, amount })),
});

function rule(change: Partial<RewardRule> = {}): RewardRule {
  return {
    id: "order",
    side: "advocate",
    kind: "discount-code",
    trigger: { on: "order" },
    amount: five,
    ...change,
  };
}

function program(change: Partial<Program> = {}): Pick<Program, "friend" | "rewards" | "conditions"> {
  return { friend: { type: "percentage", percent: 10 }, rewards: [rule()], conditions: [], ...change };
}

const friendRule = rule({ id: "friend", side: "friend" });
const periodEnd = rule({ id: "period", trigger: { on: "period-end", period: "month", top: 3 } });
const level = rule({ id: "level", trigger: { on: "level", level: 1, requires: { shares: 1 } } });
const milestone = rule({ id: "milestone", trigger: { on: "milestone", friends: 3 } });

describe("the headline", () => {
  it.each<[string | null, RewardRule[]]>([
    ["order", [friendRule, periodEnd, milestone, rule(), rule({ id: "second" })]],
    ["level", [friendRule, periodEnd, level, milestone]],
    ["milestone", [periodEnd, milestone, level]],
    ["period", [friendRule, periodEnd]],
    [null, [friendRule]],
    [null, []],
  ])("is %s", (id, rewards) => {
    expect(headlineRule({ rewards })?.id ?? null).toBe(id);
  });

  it("is worth money where it is fixed, in a currency it names", () => {
    expect(advocateReward(program(), usd)).toEqual({ amount: 650n, currency: usd });
    expect(advocateReward(program(), jpy)).toBeNull();
    expect(advocateReward({ rewards: [] }, eur)).toBeNull();
    for (const amount of [share, both, points, tiered(five)]) {
      expect(advocateReward({ rewards: [rule({ amount })] }, eur)).toBeNull();
    }
  });
});

describe("an amount", () => {
  it.each<[string, RewardAmount, boolean, boolean]>([
    ["fixed", five, true, false],
    ["percentage", share, true, true],
    ["hybrid", both, false, true],
    ["units", points, true, false],
    ["tiers that all name it", tiered(five, share), true, true],
    ["tiers of which one does not", tiered(five, both), false, true],
    ["fixed tiers", tiered(five, five), true, false],
  ])("of %s", (_, amount, inDollars, ofOrder) => {
    expect(isPaidIn(amount, eur)).toBe(true);
    expect(isPaidIn(amount, usd)).toBe(inDollars);
    expect(sharesOrder(amount)).toBe(ofOrder);
  });
});

describe("a currency", () => {
  const fixedFriend = { type: "fixed", amounts: { jpy: "500", eur: "5" } } as const;

  it("is offered to the friend by percentage, by name, or where there is no benefit", () => {
    expect(offersFriend(program(), jpy)).toBe(true);
    expect(offersFriend(program({ friend: null }), jpy)).toBe(true);
    expect(offersFriend(program({ friend: fixedFriend }), jpy)).toBe(true);
    expect(offersFriend(program({ friend: fixedFriend }), usd)).toBe(false);
  });

  it("is offered to the advocate by the headline rule, or where nothing is promised", () => {
    expect(offersAdvocate(program(), usd)).toBe(true);
    expect(offersAdvocate(program(), jpy)).toBe(false);
    expect(offersAdvocate(program({ rewards: [friendRule] }), jpy)).toBe(true);
    expect(offersAdvocate(program({ rewards: [rule({ amount: share }), milestone] }), jpy)).toBe(true);
  });

  it("is offered when both sides are", () => {
    const narrow = program({ friend: fixedFriend });
    expect([eur, usd, jpy].map((code) => isOffered(narrow, code))).toEqual([true, false, false]);
    expect(offeredCurrencies(narrow)).toEqual([eur]);
  });

  it("is one that a rule, the benefit or the minimum names, in this order and once", () => {
    const minimum = { type: "minimum-order", amounts: { usd: "20", gbp: "20" } } as const;
    const wide = { rewards: [rule({ amount: share }), rule({ amount: tiered(both, share) })], friend: null };
    expect(offeredCurrencies(program({ ...wide, conditions: [{ type: "captured" }, minimum] }))).toEqual([
      eur,
      usd,
      currency("gbp"),
    ]);
    expect(offeredCurrencies(program({ ...wide, friend: fixedFriend }))).toEqual([eur, jpy]);
  });

  it("is answered as asked, or the first when none is", () => {
    expect(offeredCurrency(program(), undefined)).toBe(eur);
    expect(offeredCurrency(program(), "USD")).toBe(usd);
    for (const asked of ["jpy", "us", "dollars", "$$$", ""])
      expect(offeredCurrency(program(), asked)).toBeNull();
  });

  it("is every one where there are percentages only, and stands for none where none is asked", () => {
    const shares = program({ rewards: [rule({ amount: share })] });
    expect(offeredCurrencies(shares)).toEqual([]);
    expect(offeredCurrency(shares, "jpy")).toBe(jpy);
    expect(offeredCurrency(shares, undefined)).toBe("xxx");
  });

  it("is none where the sides share none", () => {
    const apart = program({ friend: { type: "fixed", amounts: { jpy: "500" } } });
    expect(offeredCurrency(apart, undefined)).toBeNull();
  });
});

describe("the minimum order", () => {
  it("is what the condition says in the currency", () => {
    const conditions = [{ type: "new-customer" }, { type: "minimum-order", amounts: { eur: "20" } }] as const;
    expect(minimumOrder({ conditions }, eur)).toEqual({ amount: 2000n, currency: eur });
    expect(minimumOrder({ conditions }, usd)).toBeNull();
    expect(minimumOrder({ conditions: [{ type: "new-customer" }] }, eur)).toBeNull();
    expect(minimumOrder({ conditions: [] }, eur)).toBeNull();
  });

  it("is not found in what every object has", () => {
    expect(
      minimumOrder({ conditions: [{ type: "minimum-order", amounts: {} }] }, "constructor" as never),
    ).toBeNull();
  });
});
