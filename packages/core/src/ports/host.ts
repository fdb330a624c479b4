import type { Currency, Money } from "../money/money";
import type { CodeDiscount } from "../order/order";
import type { Combination, Incentive } from "../program/program";
import type { RewardKind } from "../program/reward-rule";

/** Who a reward is for, by ids only: name and address are the host's to read. */
export interface RewardReceiver {
  readonly participantId: string;
  /** The host's customers they have ordered as, in the order of their ids; a guest's too where the host has such. */
  readonly customerIds: readonly string[];
  /** The order they became known by. */
  readonly firstOrderId: string;
}

/** What a host is asked to give. */
export interface IssuedReward {
  /** Names this grant for good: it is the idempotency key, and what the person uses. */
  readonly code: string;
  readonly kind: RewardKind;
  /** Money, points, or pieces of an item (`item:<ref>`). Never zero. */
  readonly value: Money;
  readonly receiver: RewardReceiver;
}

/**
 * Grants and takes back rewards in the host. Both are idempotent by `code`, and a revoked code stays revoked, also
 * one that is revoked before it was issued: a slow worker may still be about to issue it.
 */
export interface RewardIssuer {
  /** What this host can give; a program that promises another kind is refused when it is saved. */
  readonly kinds: readonly RewardKind[];
  /**
   * @param addresses those that the receiver proved to be theirs, the one to write to first; may be empty
   */
  issue(reward: IssuedReward, addresses: readonly string[]): Promise<void>;
  /** Says whether it had been used: what is used cannot be taken back. */
  revoke(reward: IssuedReward): Promise<{ used: boolean }>;
}

/** The codes for one use that the host minted for friends and advocates. */
export interface SingleUseCodes {
  /**
   * An order carries the code: it gives nothing more, also where the host was stopped before it had counted the use.
   * Idempotent; a code that the host does not know is none of its own.
   */
  spend(code: string): Promise<void>;
}

export type BenefitOutcome =
  | { readonly applied: true }
  | { readonly applied: false; readonly reason: BenefitRefusal };
export type BenefitRefusal = "cart-not-found" | "already-used" | "not-applicable" | "other-discount";

/** A cart as far as a friend's benefit depends on it. Amounts are minor units of `currency`. */
export interface BenefitCart {
  readonly currency: Currency;
  readonly email: string | null;
  readonly customerId: string | null;
  /** The address of the account whose cart it is; null for a guest's. It may differ from `email`. */
  readonly account: string | null;
  /** After all discounts, before tax and shipping. */
  readonly value: bigint;
  readonly discount: bigint;
  /** What each code takes off, before tax; part of `discount`. */
  readonly discounts: readonly CodeDiscount[];
  readonly shipping: bigint;
  readonly tax: bigint;
  /** Every code on it that the shop did not put there by itself, whether it takes something off or not. */
  readonly codes: readonly string[];
  /** The claim it carries, and the code that was typed into it. Anybody may have written them. */
  readonly claim: string | null;
  readonly referredBy: string | null;
}

/** What a benefit was judged for: the host keeps it from every other cart, address and value. */
export interface BenefitBinding {
  readonly cartId: string;
  /** The addresses of the cart as they were judged: its own, and its account's. None where it has none yet. */
  readonly addresses: readonly string[];
  /** The least the goods must be worth before discounts, where the host can measure that; null where it cannot. */
  readonly minimum: Money | null;
}

/**
 * Puts the friend's single-use benefit on a cart and takes it off; each is idempotent by cart and `code`.
 *
 * A benefit is bound: the host itself takes it off, in the same act, when a cart gets an address or a value that it
 * was not judged for. It keeps the latest 5 carts and addresses.
 */
export interface FriendBenefit {
  /** Null where there is no such cart, or it was completed. */
  cart(cartId: string): Promise<BenefitCart | null>;
  /** Keeps on the cart, and so on its order, which claim it carries, and which code was typed, if one was. */
  note(cartId: string, evidence: { claim: string; referredBy?: string }): Promise<void>;
  /**
   * Takes the code off the cart and ends its binding to the cart, and to `addresses` on any cart. The claim stays
   * noted: the cart may change.
   */
  remove(cartId: string, code: string, addresses: readonly string[]): Promise<void>;
  apply(benefit: {
    code: string;
    incentive: Incentive;
    combination: Combination;
    claim: string;
    expiresAt: Date;
    bound: BenefitBinding;
  }): Promise<BenefitOutcome>;
  /** Binds a benefit that is on a cart to addresses that the cart is about to get. */
  admit(cartId: string, code: string, addresses: readonly string[]): Promise<void>;
  /** Whether a benefit is bound to all of these addresses, on whichever cart. */
  admits(code: string, addresses: readonly string[]): Promise<boolean>;
  /** Deletes what was minted for claims that never became orders. Idempotent; unknown codes are ignored. */
  discard(codes: readonly string[]): Promise<void>;
}
