import type { Currency } from "../money/money";
import type { AttributionRecord } from "./attribution";
import type { BenefitObjection } from "./benefit";
import type { RejectionReason } from "./referral";

/** What an order came to: `none` where nobody referred it. `waiting` orders are looked at again. */
export const orderVerdicts = ["none", "waiting", "qualified", "rejected"] as const;

export type OrderVerdict = (typeof orderVerdicts)[number];

/** A friend's benefit that an order carries and should not have had. */
export interface UndueBenefit {
  /** The host's code; the first of several. */
  readonly code: string;
  readonly programId: string;
  readonly reason: BenefitObjection;
  /** The order's. */
  readonly currency: Currency;
  /** What it took off, in minor units. */
  readonly amount: bigint;
  /** Whether the buyer owes it: it was their own program's benefit for friends, and is taken out of their rewards. */
  readonly owed: boolean;
  /** What of it is owed no more, as the order was refunded or cancelled. */
  readonly forgiven: bigint;
}

/** What is kept of an order once it was decided. */
export interface RecordedOrder {
  readonly orderId: string;
  readonly displayId: string;
  readonly participantId: string;
  readonly currency: Currency;
  /** Minor units, before tax and shipping. */
  readonly value: bigint;
  /** What the buyer was asked for when it was decided, measured as its program measures orders: minor units, with tax. */
  readonly price: bigint;
  readonly placedAt: Date;
  readonly canceledAt: Date | null;
  /** What of `price` no longer stands, as far as it was acted upon. */
  readonly refunded: bigint;
  readonly referralId: string | null;
  readonly verdict: OrderVerdict;
  readonly reasons: readonly RejectionReason[];
  readonly attribution: AttributionRecord;
  /** Null for nearly all. */
  readonly undueBenefit: UndueBenefit | null;
}

/** Whether nothing of an order stands that was not cancelled. Of a free order, any refund is all. */
export function isGivenBack({ price, refunded }: Pick<RecordedOrder, "price" | "refunded">): boolean {
  return refunded > 0n && refunded >= price;
}

/** A standing order of a person, as conditions count them. */
export type OrderMark = Pick<RecordedOrder, "orderId" | "participantId" | "placedAt">;
