import type { Amounts } from "../money/amounts";
import type { Period } from "../money/period";

export const rewardKinds = [
  "discount-code",
  "store-credit",
  "points",
  "free-product",
  "gated-content",
  "payout",
  "commission",
  "custom",
] as const;
export type RewardKind = (typeof rewardKinds)[number];

/** How much one grant is. */
export type PlainAmount =
  | { readonly type: "fixed"; readonly amounts: Amounts }
  /** Of the order's value; at most two decimals. */
  | { readonly type: "percentage"; readonly percent: number }
  /** Both together: so much an order, and a share of it. */
  | { readonly type: "hybrid"; readonly amounts: Amounts; readonly percent: number };

export type RewardAmount =
  | PlainAmount
  /** By how many friends of the advocate have qualified, this one included: the last tier whose `from` is reached. */
  | {
      readonly type: "tiered";
      readonly tiers: readonly { readonly from: number; readonly amount: PlainAmount }[];
    }
  /** Points, or pieces of `item` (a product, a content id, a gift). Whole numbers. */
  | { readonly type: "units"; readonly count: number; readonly item?: string };

export type RewardTrigger =
  /**
   * A friend's qualified order. `first` (the default) pays for the order that began the relation; `every` also for
   * the bound friend's later ones, for `months` from the first and at most `count` of them when given.
   */
  | {
      readonly on: "order";
      readonly orders?: "first" | "every";
      readonly months?: number;
      readonly count?: number;
    }
  /** The advocate's n-th qualified friend. */
  | { readonly on: "milestone"; readonly friends: number }
  /** A level of the ladder, climbed in order. */
  | { readonly on: "level"; readonly level: number; readonly requires: LevelRequirement }
  /** The most qualified friends in a period, for the first `top` advocates with at least `minimumFriends`. */
  | {
      readonly on: "period-end";
      readonly period: Exclude<Period, "day">;
      readonly top: number;
      readonly minimumFriends?: number;
    };

/** Exactly one count to reach. Invitations are networks from which people opened a link, each once a
 * day; friends are those who qualified. */
export type LevelRequirement =
  | { readonly shares: number }
  | { readonly invitations: number }
  | { readonly friends: number };

/** More for a limited time: between `from` and `to` (outside) of when the order was placed. Real dates, ISO 8601. */
export interface Boost {
  readonly from: string;
  readonly to: string;
  /** 200 doubles. Whole, above 100. */
  readonly percent: number;
}

/** One promise of a program: to whom, for what, how much. */
export interface RewardRule {
  /** Unique within the program and never used for another promise: it is part of what makes a grant unique. */
  readonly id: string;
  readonly side: "advocate" | "friend";
  readonly kind: RewardKind;
  readonly trigger: RewardTrigger;
  readonly amount: RewardAmount;
  readonly boosts?: readonly Boost[];
  /** The most one grant may be, in each currency named. */
  readonly cap?: Amounts;
  /** The program's when absent. */
  readonly holdDays?: number;
  /** Days after issue until it can no longer be used; never when absent. */
  readonly expiresAfterDays?: number;
}
