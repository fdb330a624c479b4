import fc from "fast-check";
import { currency, pointsUnit } from "../money/money";
import type { PeriodMoney } from "./facts";
import { funnelOf, funnelSteps } from "./funnel";
import { figuresOf, measureNames, measures, type PeriodFacts } from "./measures";

const eur = currency("eur");
const usd = currency("usd");
const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };

const inEuros = (change: Partial<PeriodMoney> = {}): PeriodMoney => ({
  currency: eur,
  revenue: 20_000n,
  rewards: 4_000n,
  friends: 3,
  newReferred: 2,
  newOthers: 8,
  spentReferred: 9_001n,
  spentOthers: 16_000n,
  ...change,
});

const facts = (change: Partial<PeriodFacts> = {}): PeriodFacts => ({
  enrolled: 10,
  shares: 5,
  clicks: 40,
  claims: 8,
  ordered: 6,
  qualified: 4,
  orders: 20,
  referredOrders: 5,
  cohort: {
    sharers: 4,
    ordered: 5,
    qualified: 3,
    wonByEnrolled: 2,
    firstReferrals: 3,
    firstReferralWait: 7_200_000,
  },
  money: [inEuros()],
  liability: [
    { currency: eur, promised: 1_000n, issued: 500n, owed: 300n },
    { currency: pointsUnit, promised: 7n, issued: 0n, owed: 0n },
  ],
  ...change,
});
const nothing: PeriodFacts = {
  ...facts({ enrolled: 0, shares: 0, clicks: 0, claims: 0, ordered: 0, qualified: 0, orders: 0 }),
  referredOrders: 0,
  cohort: {
    sharers: 0,
    ordered: 0,
    qualified: 0,
    wonByEnrolled: 0,
    firstReferrals: 0,
    firstReferralWait: null,
  },
  money: [],
  liability: [],
};
const measured = (name: keyof typeof measures, of: PeriodFacts = facts()) => measures[name].of(of);
const euros = (amount: bigint) => ({ amount, currency: eur });

it("follows its definitions", () => {
  expect(Object.fromEntries(measureNames.map((name) => [name, measured(name)]))).toEqual({
    advocates: 10,
    shareRate: 0.4,
    clicks: 40,
    clickThroughRate: 8,
    claimRate: 0.2,
    conversionRate: 0.1,
    friends: 4,
    referralRate: 0.25,
    referredRevenue: [euros(20_000n)],
    rewardCost: [euros(4_000n)],
    // 13.333… and 45.005 are rounded to whole cents, of two as near the even one.
    costPerAcquisition: [euros(1_333n)],
    returnOnRewards: 4,
    newCustomerValueReferred: [euros(4_500n)],
    newCustomerValueOthers: [euros(2_000n)],
    kFactor: 0.2,
    timeToFirstReferral: 7_200_000,
    rewardLiability: [euros(1_500n), { amount: 7n, currency: pointsUnit }],
  });
});

it("has one definition each, a sentence of its own", () => {
  const definitions = measureNames.map((name) => measures[name].definition);
  expect(new Set(definitions).size).toBe(measureNames.length);
  for (const definition of definitions) expect(definition).toMatch(/^[A-Z].+\.$/);
});

it("says nothing of what cannot be said", () => {
  const rates = measureNames.filter((name) => ["rate", "factor", "duration"].includes(measures[name].unit));
  for (const name of rates) expect([name, measured(name, nothing)]).toEqual([name, null]);
  for (const name of measureNames.filter((each) => measures[each].unit === "money")) {
    expect([name, measured(name, nothing)]).toEqual([name, []]);
  }
  expect(measured("costPerAcquisition", facts({ money: [inEuros({ friends: 0 })] }))).toEqual([]);
});

it("has no return where there is no cost, or more than one currency to weigh it in", () => {
  const returned = (...money: PeriodMoney[]) => measured("returnOnRewards", facts({ money }));
  expect(returned(inEuros({ rewards: 0n }))).toBeNull();
  expect(returned(inEuros(), inEuros({ currency: usd }))).toBeNull();
  expect(returned(inEuros(), inEuros({ currency: usd, revenue: 0n, rewards: 0n }))).toBe(4);
  // Points and pieces are no money, and neither is the revenue of others.
  expect(returned(inEuros(), inEuros({ currency: pointsUnit }))).toBe(4);
  expect(returned(inEuros({ revenue: 1_000n }))).toBe(-0.75);
});

it("compares with the period before: rates by their difference, the rest by how it grew", () => {
  const before = facts({
    enrolled: 8,
    clicks: 0,
    cohort: { ...facts().cohort, sharers: 2, firstReferralWait: 3_600_000 },
    money: [inEuros({ revenue: 16_000n }), inEuros({ currency: usd, revenue: 5n })],
  });
  const figures = new Map(figuresOf(facts(), before).map((figure) => [figure.name, figure]));
  expect(figures.get("advocates")).toMatchObject({ now: 10, before: 8, change: 0.25 });
  expect(figures.get("shareRate")).toMatchObject({ now: 0.4, before: 0.25, change: 0.15 });
  expect(figures.get("clicks")).toMatchObject({ now: 40, before: 0, change: null });
  expect(figures.get("claimRate")).toMatchObject({ before: null, change: null });
  expect(figures.get("timeToFirstReferral")).toMatchObject({ change: 1 });
  expect(figures.get("referredRevenue")).toEqual({
    name: "referredRevenue",
    unit: "money",
    money: [
      { currency: eur, now: 20_000n, before: 16_000n, change: 0.25 },
      { currency: usd, now: null, before: 5n, change: null },
    ],
  });
});

it("shows how far it went, with the part of the step above where one is a part", () => {
  expect(funnelOf(facts(), nothing)).toEqual([
    { step: "enrolled", count: 10, before: 0, ofAbove: null },
    { step: "shared", count: 4, before: 0, ofAbove: 0.4 },
    { step: "clicked", count: 40, before: 0, ofAbove: null },
    { step: "claimed", count: 8, before: 0, ofAbove: null },
    { step: "ordered", count: 5, before: 0, ofAbove: 0.625 },
    { step: "qualified", count: 3, before: 0, ofAbove: 0.6 },
  ]);
  expect(funnelOf(nothing, facts()).map(({ count, before, ofAbove }) => [count, before, ofAbove])).toEqual([
    [0, 10, null],
    [0, 4, null],
    [0, 40, null],
    [0, 8, null],
    [0, 5, null],
    [0, 3, null],
  ]);
});

it("never grows on the way down where one step is a part of the other", () => {
  const count = fc.nat({ max: 1_000_000 });
  fc.assert(
    fc.property(count, count, count, count, count, (enrolled, clicks, claims, one, other) => {
      const ordered = Math.min(claims, one);
      const cohort = {
        ...facts().cohort,
        sharers: Math.min(enrolled, other),
        ordered,
        qualified: Math.min(ordered, other),
      };
      const rows = funnelOf(facts({ enrolled, clicks, claims, cohort }), nothing);
      expect(rows.map(({ step }) => step)).toEqual(funnelSteps);
      for (const [place, { step, count, ofAbove }] of rows.entries()) {
        const above = rows[place - 1]?.count ?? 0;
        const isPart = ["shared", "ordered", "qualified"].includes(step);
        expect([step, ofAbove !== null]).toEqual([step, isPart && above > 0]);
        if (!isPart) continue;
        expect(count).toBeLessThanOrEqual(above);
        expect(ofAbove ?? 0).toBeGreaterThanOrEqual(0);
        expect(ofAbove ?? 1).toBeLessThanOrEqual(1);
      }
    }),
    runs,
  );
});
