import { normalizeEmail } from "../person/identity";

/**
 * Why a friend's benefit is not for a cart, or should not have been on an order: the strongest first. What concerns
 * the buyer comes before what concerns the claim, which depends on the order in which orders are heard of.
 */
export const benefitObjections = [
  "self-referral",
  "existing-customer",
  "below-minimum",
  "claim-expired",
  "already-used",
  "other-relation",
  "second-benefit",
] as const;
export type BenefitObjection = (typeof benefitObjections)[number];

export interface BenefitFacts {
  /** The buyer is the advocate whose offer it is. */
  readonly isAdvocate: boolean;
  /** The buyer had ordered before, and the program asks for new customers. */
  readonly isKnownCustomer: boolean;
  /** As the program measures, without the benefit itself, in minor units; the minimum is null where none is asked. */
  readonly value: bigint;
  readonly minimum: bigint | null;
  readonly isOver: boolean;
  /** Another order took it. */
  readonly isTaken: boolean;
  /** Somebody else is the advocate of the buyer. */
  readonly isOfOthers: boolean;
  /** Another one on the same order is the one that is due. */
  readonly isSecond: boolean;
}

/** Everything that speaks against a benefit, the strongest first; empty where it is fine. Pure. */
export function objectionsTo(facts: BenefitFacts): BenefitObjection[] {
  const applies: Record<BenefitObjection, boolean> = {
    "self-referral": facts.isAdvocate,
    "existing-customer": facts.isKnownCustomer,
    "below-minimum": facts.minimum !== null && facts.value < facts.minimum,
    "claim-expired": facts.isOver,
    "already-used": facts.isTaken,
    "other-relation": facts.isOfOthers,
    "second-benefit": facts.isSecond,
  };
  return benefitObjections.filter((objection) => applies[objection]);
}

/** Amounts of a cart or an order as they would be without what one code takes off it. */
export function withoutCode<
  T extends {
    readonly value: bigint;
    readonly discount: bigint;
    readonly discounts: readonly { readonly code: string; readonly amount: bigint }[];
  },
>(of: T, code: string): T {
  const taken = of.discounts.filter((one) => one.code === code).reduce((sum, { amount }) => sum + amount, 0n);
  // What a code takes off the shipping is no part of the value.
  const { value, discount } = of;
  if (taken >= discount) return { ...of, value: value + discount, discount: 0n };
  return { ...of, value: value + taken, discount: discount - taken };
}

/** Whether two addresses are one mailbox. */
export function isSameMailbox(one: string, other: string): boolean {
  return normalizeEmail(one) === normalizeEmail(other);
}
