import { periodKey } from "../money/period";
import type { Program } from "../program/program";
import type { CounterKey } from "./counter";

/**
 * Where an advocate's qualified friends are counted: ever, and in each period that a bonus of the program looks
 * at, by when the friend's order was placed.
 */
export function friendCounterKeys(program: Program, advocateId: string, placedAt: Date): CounterKey[] {
  const periods = program.rewards.flatMap(({ trigger }) =>
    trigger.on === "period-end" ? [periodKey(trigger.period, placedAt)] : [],
  );
  return ["friends", ...[...new Set(periods)].map((period) => `friends:${period}`)].map((scope) => ({
    programId: program.id,
    scope,
    subject: advocateId,
  }));
}

/**
 * The friends' counters to be held before a decision. None where no rule decides by them: then they are only added
 * to at the end, and two orders by friends of one advocate do not wait for one another.
 */
export function heldFriendCounters(program: Program, advocateId: string, placedAt: Date): CounterKey[] {
  const decides = program.rewards.some(
    ({ trigger, amount }) => trigger.on === "milestone" || amount.type === "tiered",
  );
  return decides ? friendCounterKeys(program, advocateId, placedAt) : [];
}
