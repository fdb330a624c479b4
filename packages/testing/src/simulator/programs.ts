import type { ProgramDefinition, RewardRule } from "@goodword/core";

/**
 * Signals that depend on which order is looked at first, or on the hour it is looked at, are off: how many
 * friends, how quick, how large beside the average, how many at one address. The others decide alike in any order.
 */
const trust: NonNullable<ProgramDefinition["trust"]> = {
  points: {
    "friends-24h": 0,
    "friends-30d": 0,
    "quick-order": 0,
    "large-order": 0,
    "same-address": 0,
    "strangers-burst": 0,
    "coupon-site": 0,
  },
};

const base = {
  shopName: "Simulated shop",
  landingUrl: "https://shop.example/friend",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  attributionWindowDays: 30,
  holdDays: 10,
  trust,
} as const satisfies Partial<ProgramDefinition>;

function rule(change: Partial<RewardRule> & Pick<RewardRule, "id" | "amount">): RewardRule {
  return { side: "advocate", kind: "discount-code", trigger: { on: "order" }, ...change };
}

const milestone = (friends: number, eur: string, jpy: string) =>
  rule({
    id: `friends-${friends}`,
    kind: "store-credit",
    trigger: { on: "milestone", friends },
    amount: { type: "fixed", amounts: { eur, jpy } },
  });

const minimum = {
  type: "minimum-order",
  amounts: { eur: "15.00", usd: "15.00", jpy: "1500", kwd: "5.000" },
} as const;

/** The least order value of `minimum`, in minor units, and what orders are worth at most. */
export const valueRanges: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  eur: { least: 1_500, most: 20_000 },
  usd: { least: 1_500, most: 20_000 },
  jpy: { least: 1_500, most: 30_000 },
  kwd: { least: 5_000, most: 60_000 },
  chf: { least: 1_500, most: 20_000 },
};

/** Each program has the sales channel of its own name. `cap` is the most rewards of `capped`. */
export function simulatedPrograms(cap: number): ProgramDefinition[] {
  const programs: (Omit<ProgramDefinition, keyof typeof base> & Partial<ProgramDefinition>)[] = [
    {
      id: "fixed",
      rewards: [
        rule({
          id: "advocate",
          amount: { type: "fixed", amounts: { eur: "5.00", usd: "5.00", jpy: "500", kwd: "1.250" } },
        }),
        rule({ id: "friend", side: "friend", kind: "points", amount: { type: "units", count: 50 } }),
      ],
      conditions: [{ type: "new-customer" }, minimum],
    },
    {
      id: "share",
      rewards: [
        rule({
          id: "commission",
          kind: "commission",
          trigger: { on: "order", orders: "every" },
          amount: { type: "percentage", percent: 12.5 },
        }),
      ],
      conditions: [],
    },
    {
      id: "hybrid",
      rewards: [
        rule({
          id: "both",
          kind: "payout",
          amount: { type: "hybrid", amounts: { eur: "2.00", jpy: "200" }, percent: 5 },
          cap: { eur: "9.00" },
        }),
      ],
      conditions: [{ type: "new-customer" }],
    },
    {
      id: "milestones",
      rewards: [
        rule({ id: "each", amount: { type: "fixed", amounts: { eur: "3.00", jpy: "300" } } }),
        milestone(3, "10.00", "1000"),
        milestone(5, "20.00", "2000"),
      ],
      conditions: [{ type: "new-customer" }],
    },
    {
      id: "captured",
      rewards: [
        rule({
          id: "credit",
          kind: "store-credit",
          amount: { type: "fixed", amounts: { eur: "7.77", kwd: "2.345" } },
        }),
      ],
      conditions: [{ type: "new-customer" }, minimum, { type: "captured" }],
      holdFrom: "captured",
    },
    {
      id: "repeat",
      rewards: [rule({ id: "second", amount: { type: "fixed", amounts: { eur: "8.00", usd: "8.00" } } })],
      conditions: [{ type: "orders", count: 2, withinDays: 14 }],
    },
    {
      id: "capped",
      rewards: [rule({ id: "few", amount: { type: "fixed", amounts: { eur: "6.00" } } })],
      conditions: [{ type: "new-customer" }],
      caps: { perProgram: cap },
    },
  ];
  return programs.map((program) => ({ ...base, ...program, salesChannels: [program.id] }));
}

/** The currencies in which each program's friends order. */
export const currenciesOf: Readonly<Record<string, readonly string[]>> = {
  fixed: ["eur", "usd", "jpy", "kwd"],
  share: ["eur", "jpy", "kwd", "chf"],
  hybrid: ["eur", "jpy"],
  milestones: ["eur"],
  captured: ["eur", "kwd"],
  repeat: ["eur", "usd"],
  capped: ["eur"],
};
