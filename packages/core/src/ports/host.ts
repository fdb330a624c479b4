import type { Incentive } from "../program/program";
import type { Money } from "../reward/money";

/** Grants and takes back the advocate's reward in the host. Both are idempotent by `code`. */
export interface RewardIssuer {
  issue(reward: { code: string; value: Money }): Promise<void>;
  /** Says whether the code had been used: what is used cannot be taken back. */
  revoke(code: string): Promise<{ used: boolean }>;
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
