import { type Currency, isCurrencyCode, type Money, roundHalfEven } from "../money/money";
import type { CohortCounts, DayCounts, LiabilityTotal, PeriodMoney } from "./facts";

/** Everything that is known of a period. */
export interface PeriodFacts extends Omit<DayCounts, "day"> {
  /** Human clicks, one a visitor, code and hour. */
  readonly clicks: number;
  readonly cohort: CohortCounts;
  readonly money: readonly PeriodMoney[];
  /** As it was when the period ended. */
  readonly liability: readonly LiabilityTotal[];
}

/** How a figure is to be read: people or things, a part of 1, a multiple, milliseconds, or money by currency. */
export type MeasureUnit = "count" | "rate" | "factor" | "duration" | "money";
type Measured = number | null | readonly Money[];

export interface Measure {
  readonly unit: MeasureUnit;
  /** What it is, in one sentence. The API, the admin and the docs say no other. */
  readonly definition: string;
  /** Null where nothing can be said: nobody shared, so no share led to a click. */
  of(facts: PeriodFacts): Measured;
}

/** A part of 1 to four decimals; null of nothing. */
function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

function moneyOf(
  facts: PeriodFacts,
  amountOf: (row: PeriodMoney) => bigint | null,
  isShown = (row: PeriodMoney) => isCurrencyCode(row.currency),
): Money[] {
  return facts.money.flatMap((row) => {
    const amount = isShown(row) ? amountOf(row) : null;
    return amount === null ? [] : [{ amount, currency: row.currency }];
  });
}

/** Every measure that today's records can answer, with its one definition and its one function. */
export const measures = {
  advocates: {
    unit: "count",
    definition: "People who became advocates in the period, with their first order that Goodword knows.",
    of: ({ enrolled }) => enrolled,
  },
  shareRate: {
    unit: "rate",
    definition: "Of the advocates enrolled in the period: how many shared in it.",
    of: ({ cohort, enrolled }) => ratio(cohort.sharers, enrolled),
  },
  clicks: {
    unit: "count",
    definition: "Visits of share links by people, one a visitor, code and hour.",
    of: ({ clicks }) => clicks,
  },
  clickThroughRate: {
    unit: "factor",
    definition: "Clicks for each share of the period. More than 1 when a share brings several visitors.",
    of: ({ clicks, shares }) => ratio(clicks, shares),
  },
  claimRate: {
    unit: "rate",
    definition: "Referrals that began in the period for each click of it; above 1 where codes are told.",
    of: ({ claims, clicks }) => ratio(claims, clicks),
  },
  conversionRate: {
    unit: "rate",
    definition:
      "Friends' first orders of the period for each click of it, cancelled and rejected ones left out.",
    of: ({ qualified, clicks }) => ratio(qualified, clicks),
  },
  friends: {
    unit: "count",
    definition: "Friends whose first order was placed in the period and counts now.",
    of: ({ qualified }) => qualified,
  },
  referralRate: {
    unit: "rate",
    definition:
      "Of all orders of the period that were not cancelled: how many belong to a referral and count.",
    of: ({ referredOrders, orders }) => ratio(referredOrders, orders),
  },
  referredRevenue: {
    unit: "money",
    definition:
      "What friends who count spent in the period, their later orders too: after discounts, before tax and shipping, less refunds.",
    of: (facts) => moneyOf(facts, ({ revenue }) => revenue),
  },
  rewardCost: {
    unit: "money",
    definition:
      "Rewards for orders of the period that are owed or were given, less what was taken back. The friend's discount at the checkout is not in it.",
    of: (facts) => moneyOf(facts, ({ rewards }) => rewards),
  },
  costPerAcquisition: {
    unit: "money",
    definition:
      "Reward cost of the period for each friend whose first order was placed in it and counts now.",
    of: (facts) =>
      moneyOf(facts, ({ rewards, friends }) =>
        friends === 0 ? null : roundHalfEven(rewards, BigInt(friends)),
      ),
  },
  returnOnRewards: {
    unit: "factor",
    definition:
      "Referred revenue less reward cost, for each unit of reward cost; where all of the period is in one currency.",
    of: (facts) => {
      const [only, ...others] = facts.money.filter(
        ({ currency, revenue, rewards }) => isCurrencyCode(currency) && (revenue !== 0n || rewards !== 0n),
      );
      if (only === undefined || others.length > 0 || only.rewards <= 0n) return null;
      return Number(roundHalfEven((only.revenue - only.rewards) * 10_000n, only.rewards)) / 10_000;
    },
  },
  newCustomerValueReferred: {
    unit: "money",
    definition: "Mean spending in the period of customers new in it who came by a referral that counts.",
    of: (facts) =>
      moneyOf(facts, ({ spentReferred, newReferred }) =>
        newReferred === 0 ? null : roundHalfEven(spentReferred, BigInt(newReferred)),
      ),
  },
  newCustomerValueOthers: {
    unit: "money",
    definition: "Mean spending in the period of customers new to Goodword in it who came without a referral.",
    of: (facts) =>
      moneyOf(facts, ({ spentOthers, newOthers }) =>
        newOthers === 0 ? null : roundHalfEven(spentOthers, BigInt(newOthers)),
      ),
  },
  kFactor: {
    unit: "factor",
    definition:
      "Friends won in the period by advocates who were enrolled in it, for each of these advocates. At 1 and above referrals alone keep a shop growing.",
    of: ({ cohort, enrolled }) => ratio(cohort.wonByEnrolled, enrolled),
  },
  timeToFirstReferral: {
    unit: "duration",
    definition:
      "Of the advocates whose first referral began in the period: half waited no longer than this for it, since they were enrolled.",
    of: ({ cohort }) => cohort.firstReferralWait,
  },
  rewardLiability: {
    unit: "money",
    definition: "Promised or given to advocates and not used when the period ended, by the ledger.",
    of: ({ liability }) =>
      liability.map(({ currency, promised, issued }) => ({ currency, amount: promised + issued })),
  },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];

/** Money in two periods, in minor units. A currency that one of them does not know has null there. */
export interface MoneyFigure {
  readonly currency: Currency;
  readonly now: bigint | null;
  readonly before: bigint | null;
  readonly change: number | null;
}

/** A measure of a period beside that of the period before it. */
export type Figure =
  | {
      readonly name: MeasureName;
      readonly unit: Exclude<MeasureUnit, "money">;
      readonly now: number | null;
      readonly before: number | null;
      /** Of a rate the difference, of everything else the part by which it grew (0.5 is half more); null of nothing. */
      readonly change: number | null;
    }
  | { readonly name: MeasureName; readonly unit: "money"; readonly money: readonly MoneyFigure[] };

/** Every measure of a period, beside the same of the period before. */
export function figuresOf(now: PeriodFacts, before: PeriodFacts): Figure[] {
  return measureNames.map((name): Figure => {
    const { unit, of }: Measure = measures[name];
    const [one, other] = [of(now), of(before)];
    if (unit === "money") return { name, unit, money: moneyFigures(one as Money[], other as Money[]) };
    const pair = { now: one as number | null, before: other as number | null };
    return { name, unit, ...pair, change: changeOf(unit, pair) };
  });
}

function moneyFigures(now: readonly Money[], before: readonly Money[]): MoneyFigure[] {
  const amountIn = (list: readonly Money[], unit: Currency) =>
    list.find(({ currency }) => currency === unit)?.amount ?? null;
  const units = [...new Set([...now, ...before].map(({ currency }) => currency))].sort();
  return units.map((currency) => {
    const pair = { now: amountIn(now, currency), before: amountIn(before, currency) };
    return { currency, ...pair, change: moneyChange(pair) };
  });
}

function changeOf(
  unit: MeasureUnit,
  { now, before }: { now: number | null; before: number | null },
): number | null {
  if (now === null || before === null) return null;
  return unit === "rate" ? Math.round((now - before) * 10_000) / 10_000 : ratio(now - before, before);
}

function moneyChange({ now, before }: Pick<MoneyFigure, "now" | "before">): number | null {
  if (now === null || before === null || before <= 0n) return null;
  return Number(roundHalfEven((now - before) * 10_000n, before)) / 10_000;
}
