import type { ProgramDefinition } from "../program/program";
import type { LevelRequirement, RewardRule } from "../program/reward-rule";

/** What an advocate did so far: shares, invitations, and friends who qualified. */
export interface LadderFacts {
  readonly shares: number;
  readonly invitations: number;
  readonly friends: number;
}

/** Where an advocate stands on a ladder. */
export interface Climb {
  /** Levels reached just now, the lowest first. */
  readonly granted: readonly RewardRule[];
  /** The level to reach next, and how far it is; null at the top. */
  readonly next: { readonly rule: RewardRule; readonly have: number; readonly need: number } | null;
  /** What comes after the next, the lowest first. */
  readonly locked: readonly RewardRule[];
}

/** A program's levels, the lowest first. */
export function ladderOf({ rewards }: Pick<ProgramDefinition, "rewards">): RewardRule[] {
  return rewards
    .flatMap((rule) => (rule.trigger.on === "level" ? [{ rule, level: rule.trigger.level }] : []))
    .toSorted((a, b) => a.level - b.level)
    .map(({ rule }) => rule);
}

/**
 * How far an advocate has come on a ladder (of `ladderOf`). A level needs all lower ones; one that was reached
 * before stays reached, whatever became of its reward, and is granted once.
 */
export function climb(
  ladder: readonly RewardRule[],
  facts: LadderFacts,
  /** Ids of the rules granted before. */
  reached: ReadonlySet<string>,
): Climb {
  const open = ladder.flatMap((rule) =>
    rule.trigger.on === "level" && !reached.has(rule.id)
      ? [{ rule, ...towards(rule.trigger.requires, facts) }]
      : [],
  );
  const first = open.findIndex(({ have, need }) => have < need);
  const granted = first === -1 ? open : open.slice(0, first);
  const [next, ...locked] = open.slice(granted.length);
  return {
    granted: granted.map(({ rule }) => rule),
    next: next ?? null,
    locked: locked.map(({ rule }) => rule),
  };
}

function towards(requires: LevelRequirement, facts: LadderFacts): { have: number; need: number } {
  if ("shares" in requires) return { have: facts.shares, need: requires.shares };
  if ("invitations" in requires) return { have: facts.invitations, need: requires.invitations };
  return { have: facts.friends, need: requires.friends };
}
