import type { RewardKind } from "../program/reward-rule";

/** A referral came to count, was refused, or was taken back. */
export interface ReferralEvent {
  readonly name: "referral.qualified" | "referral.rejected" | "referral.reversed";
  /** The same on each try: by it a repetition is known. */
  readonly id: string;
  /** When it was decided. */
  readonly at: Date;
  readonly referralId: string;
  readonly programId: string;
  readonly advocateId: string;
  /** Null where the friend is not known by an order. */
  readonly friendId: string | null;
  readonly orderId: string | null;
}

/** A reward was promised, refused, given, used, taken back, or ended by itself. */
export interface RewardEvent {
  readonly name:
    | "reward.pending"
    | "reward.declined"
    | "reward.issued"
    | "reward.redeemed"
    | "reward.reversed"
    | "reward.expired";
  /** The same on each try: by it a repetition is known. */
  readonly id: string;
  /** When it was decided. */
  readonly at: Date;
  readonly rewardId: string;
  readonly programId: string;
  /** The host's order that earned it, `ladder:<advocate>`, or `period:<period>:<advocate>`. */
  readonly orderId: string;
  readonly referralId: string | null;
  /** Whose it is. */
  readonly participantId: string;
  readonly side: "advocate" | "friend";
  readonly kind: RewardKind;
  /** As granted: a decimal in major units. */
  readonly amount: string;
  /** ISO 4217 in lower case, `points`, or `item:<ref>`. */
  readonly currency: string;
}

export type DomainEvent = ReferralEvent | RewardEvent;

/**
 * Where a host is told of what happened. An event is written in the transaction of what it tells and told after it:
 * never of what was rolled back, at least once, and in no certain order. Who throws is told again later.
 */
export interface EventSink {
  publish(event: DomainEvent): Promise<void>;
}
