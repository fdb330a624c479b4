import type { RewardKind, RewardRule } from "./reward-rule";

/** Whether what is given can be spent or sold. What a host gives as `custom` may be anything, so it counts as paid. */
const hasPrice: Readonly<Record<RewardKind, boolean>> = {
  "discount-code": true,
  "store-credit": true,
  points: true,
  "free-product": true,
  "gated-content": false,
  payout: true,
  commission: true,
  custom: true,
};

/**
 * Whether a rule gives something with a price for shares or invitations. One person can make both without a friend,
 * so no program may promise it, however many friends the levels below it ask for.
 */
export function isPaidForClicks({ kind, trigger }: Pick<RewardRule, "kind" | "trigger">): boolean {
  return trigger.on === "level" && !("friends" in trigger.requires) && hasPrice[kind];
}
