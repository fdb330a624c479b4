import type { Program } from "./program";
import type { RewardRule } from "./reward-rule";

/**
 * The rule a reward was granted under. Where staff gave an order to somebody else, the grant's rule carries
 * which time it was: `friend-order~2`.
 */
export function ruleOf(program: Program, granted: string): RewardRule | null {
  const [id] = granted.split("~");
  return program.rewards.find((rule) => rule.id === id) ?? null;
}

/** The name a grant gets. `attempt` is 1 unless staff changed the attribution before. */
export function grantedRule(rule: RewardRule, attempt: number): string {
  return attempt === 1 ? rule.id : `${rule.id}~${attempt}`;
}
