import type { ProgramDefinition } from "../program/program";
import type { RewardRule } from "../program/reward-rule";

/** The milestones an advocate passes as their qualified friends go from `before` to `after`, the nearest first. */
export function milestonesReached(
  { rewards }: Pick<ProgramDefinition, "rewards">,
  { before, after }: { readonly before: number; readonly after: number },
): RewardRule[] {
  return rewards
    .flatMap((rule) => (rule.trigger.on === "milestone" ? [{ rule, friends: rule.trigger.friends }] : []))
    .filter(({ friends }) => before < friends && friends <= after)
    .toSorted((a, b) => a.friends - b.friends)
    .map(({ rule }) => rule);
}

/** Whether an advocate with so many qualified friends left still has this milestone. Other rules have none to lose. */
export function milestoneStands({ trigger }: RewardRule, friends: number): boolean {
  return trigger.on !== "milestone" || friends >= trigger.friends;
}
