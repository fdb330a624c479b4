import type { ReferralEvent, RewardEvent } from "@goodword/core";

/** What a subscriber of a referral's event is handed. */
export interface ReferralEventData {
  /** The same on each try: an event may come more than once, and by it a repetition is known. */
  readonly id: string;
  /** When it was decided: ISO 8601. */
  readonly at: string;
  readonly referral_id: string;
  readonly program_id: string;
  readonly advocate_id: string;
  readonly friend_id: string | null;
  readonly order_id: string | null;
}

/** What a subscriber of a reward's event is handed. */
export interface RewardEventData {
  /** The same on each try: an event may come more than once, and by it a repetition is known. */
  readonly id: string;
  /** When it was decided: ISO 8601. */
  readonly at: string;
  readonly reward_id: string;
  readonly program_id: string;
  /** Medusa's order that earned it; `ladder:…` or `period:…` for one that no single order earned. */
  readonly order_id: string;
  readonly referral_id: string | null;
  readonly participant_id: string;
  readonly side: "advocate" | "friend";
  readonly kind: RewardEvent["kind"];
  /** As granted: a decimal in major units. */
  readonly amount: string;
  /** ISO 4217 in lower case, `points`, or `item:<ref>`. */
  readonly currency: string;
}

/**
 * Goodword's events on Medusa's event bus, by name, with their data.
 * @example
 * export default async function onIssued({ event }: SubscriberArgs<GoodwordEvents["reward.issued"]>) {}
 * export const config: SubscriberConfig = { event: GoodwordEvent.REWARD_ISSUED };
 */
export type GoodwordEvents = Record<ReferralEvent["name"], ReferralEventData> &
  Record<RewardEvent["name"], RewardEventData>;

/** The names of Goodword's events. */
export const GoodwordEvent = {
  REFERRAL_QUALIFIED: "referral.qualified",
  REFERRAL_REJECTED: "referral.rejected",
  REFERRAL_REVERSED: "referral.reversed",
  REWARD_PENDING: "reward.pending",
  REWARD_DECLINED: "reward.declined",
  REWARD_ISSUED: "reward.issued",
  REWARD_REDEEMED: "reward.redeemed",
  REWARD_REVERSED: "reward.reversed",
  REWARD_EXPIRED: "reward.expired",
} as const satisfies Record<string, keyof GoodwordEvents>;
