import type { Incentive } from "../program/program";
import type { RewardKind } from "../program/reward-rule";
import type { Money } from "../reward/money";

/** What a host is asked to give. */
export interface IssuedReward {
  /** Names this grant for good: it is the idempotency key, and what the person uses. */
  readonly code: string;
  readonly kind: RewardKind;
  /** Money, points, or pieces of an item (`item:<ref>`). Never zero. */
  readonly value: Money;
}

/** Grants and takes back rewards in the host. Both are idempotent by `code`, and a revoked code stays revoked. */
export interface RewardIssuer {
  /** What this host can give; a program that promises another kind is refused when it is saved. */
  readonly kinds: readonly RewardKind[];
  issue(reward: IssuedReward): Promise<void>;
  /** Says whether the code had been used: what is used cannot be taken back. */
  revoke(code: string, kind: RewardKind): Promise<{ used: boolean }>;
}

export type BenefitOutcome =
  | { readonly applied: true }
  | { readonly applied: false; readonly reason: BenefitRefusal };
export type BenefitRefusal = "cart-not-found" | "already-used" | "not-applicable";

/** Puts the friend's single-use benefit on a cart; idempotent by `code`. */
export interface FriendBenefit {
  apply(benefit: {
    cartId: string;
    code: string;
    incentive: Incentive;
    claim: string;
    expiresAt: Date;
  }): Promise<BenefitOutcome>;
}
