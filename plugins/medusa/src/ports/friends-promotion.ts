export interface Marked {
  readonly metadata?: Record<string, unknown> | null;
}

/** Whether a promotion is a friend's benefit that Goodword minted. */
export function isFriends(promotion: Marked | null): boolean {
  return promotion?.metadata?.goodword === "friend";
}
