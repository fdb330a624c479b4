import type { Condition, ProgramDefinition, RewardRule } from "@goodword/core";
import { aProgramDefinition, aRule } from "../../builders";

/** What a life predicts by. Only the caps, conditions and rules that occur below are understood. */
export interface LifeProgram {
  readonly definition: ProgramDefinition;
  /** Whether a friend's later orders may be their advocate's too: then only a first order is predicted. */
  readonly binds: boolean;
}

const minimum: Condition = { type: "minimum-order", amounts: { eur: "15" } };

/** The suspicions that a run of many orders in a short time would raise by itself are off: only flags count. */
const trust = {
  points: { "friends-24h": 0, "friends-30d": 0, "quick-order": 0, "large-order": 0 },
} as const;

function program(change: Partial<ProgramDefinition>): LifeProgram {
  const definition = aProgramDefinition({
    conditions: [{ type: "new-customer" }, minimum],
    trust,
    ...change,
  });
  return {
    definition,
    binds: definition.rewards.some(({ trigger }) => trigger.on === "order" && trigger.orders === "every"),
  };
}

const fixed = (id: string, change: Partial<RewardRule> = {}): RewardRule => aRule({ id, ...change });

/** Versions of one program: each change of it is to one of these. */
export const lifePrograms: readonly LifeProgram[] = [
  program({ rewards: [fixed("plain", { expiresAfterDays: 90 })] }),
  program({
    rewards: [
      fixed("every", {
        kind: "store-credit",
        trigger: { on: "order", orders: "every", months: 6, count: 3 },
        amount: { type: "percentage", percent: 7.5 },
      }),
      fixed("both", { side: "friend", amount: { type: "fixed", amounts: { eur: "5" } } }),
    ],
    conditions: [minimum, { type: "captured" }],
  }),
  program({
    rewards: [fixed("capped")],
    caps: { perAdvocate: 3, perProgram: 12, budget: { eur: "95" } },
    holdDays: 14,
  }),
  program({
    rewards: [
      fixed("climbing"),
      fixed("second-friend", {
        trigger: { on: "milestone", friends: 2 },
        amount: { type: "fixed", amounts: { eur: "20" } },
      }),
      fixed("level-one", { trigger: { on: "level", level: 1, requires: { friends: 1 } } }),
      fixed("level-two", { trigger: { on: "level", level: 2, requires: { friends: 2 } } }),
      fixed("month", { trigger: { on: "period-end", period: "month", top: 2 } }),
    ],
  }),
  program({
    rewards: [fixed("monthly", { amount: { type: "percentage", percent: 33.33 }, expiresAfterDays: 20 })],
    caps: { perAdvocatePeriod: { count: 2, period: "month" } },
    holdFrom: "fulfilled",
    holdDays: 10,
  }),
];
