import type { AttributionRecord } from "../referral/attribution";
import type { BenefitObjection } from "../referral/benefit";
import type { Referral, ReferralState, RejectionReason } from "../referral/referral";
import type { Currency } from "../reward/money";

/** A write that holds only while the stored state is still `from`. */
export interface StateChange<T, S> {
  readonly to: T;
  readonly from: S;
}

export interface ReferralStore {
  /** All or none: an id, claim hash, benefit code or order that is there already is an error. */
  insert(referrals: readonly Referral[]): Promise<void>;
  byIds(ids: readonly string[]): Promise<Referral[]>;
  byClaimHashes(hashes: readonly string[]): Promise<Referral[]>;
  byBenefitCodes(codes: readonly string[]): Promise<Referral[]>;
  byOrder(orderId: string): Promise<Referral | null>;
  /** Relations in which these people are the friend, in any program, newest first. */
  byFriends(friendIds: readonly string[]): Promise<Referral[]>;
  /** Relations of these advocates converted at `since` or after, newest conversion first, at most `limit` an advocate. */
  recent(advocateIds: readonly string[], since: Date, limit: number): Promise<Referral[]>;
  /** Ids of the referrals whose stored state was not `from`: somebody was first. */
  save(changes: readonly StateChange<Referral, ReferralState>[]): Promise<string[]>;
}

/** A friend belongs to one advocate in a program; whoever was first. */
export interface Binding {
  readonly programId: string;
  readonly friendId: string;
  readonly referralId: string;
  readonly boundAt: Date;
  /** Null for good. */
  readonly until: Date | null;
}

export interface BindingStore {
  byFriends(friendIds: readonly string[]): Promise<Binding[]>;
  /** Bindings that were already there, by another referral: their friend was bound meanwhile. They stay as they are. */
  bind(bindings: readonly Binding[]): Promise<Binding[]>;
  release(programId: string, friendId: string): Promise<void>;
}

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
  /** Minor units. */
  readonly value: bigint;
  readonly placedAt: Date;
  readonly canceledAt: Date | null;
  /** Minor units given back, as far as it was acted upon. */
  readonly refunded: bigint;
  readonly referralId: string | null;
  readonly verdict: OrderVerdict;
  readonly reasons: readonly RejectionReason[];
  readonly attribution: AttributionRecord;
  /** Null for nearly all. */
  readonly undueBenefit: UndueBenefit | null;
}

/** A standing order of a person, as conditions count them. */
export type OrderMark = Pick<RecordedOrder, "orderId" | "participantId" | "placedAt">;

export interface OrderStore {
  /** Ids that were recorded before; of these nothing is written. */
  record(orders: readonly RecordedOrder[]): Promise<string[]>;
  /** Reads and, within a transaction, locks them in order of id. */
  lock(orderIds: readonly string[]): Promise<RecordedOrder[]>;
  update(orders: readonly RecordedOrder[]): Promise<void>;
  /** What came of these referrals, also orders that were cancelled or rejected. */
  byReferrals(referralIds: readonly string[]): Promise<RecordedOrder[]>;
  /** Orders of these people that were not cancelled. */
  standing(participantIds: readonly string[]): Promise<OrderMark[]>;
  /** Mean value in minor units, rounded down, of the newest 200 orders in a currency; null before there are 20. */
  averageValue(currency: Currency): Promise<bigint | null>;
  /** Orders placed from `from` until before `to`, oldest first and then by id, after the last page's last one. */
  placedBetween(
    from: Date,
    to: Date,
    page: { after: OrderMark | null; limit: number },
  ): Promise<RecordedOrder[]>;
}

/** A keyed hash of something an order showed of its buyer. */
export interface Trace {
  readonly kind: "phone" | "payment" | "address" | "device" | "visit" | "mailbox";
  readonly hash: string;
  readonly participantId: string;
}

export interface TraceStore {
  /** Once per kind, hash and person. */
  record(traces: readonly Trace[]): Promise<void>;
  /** Traces of anybody with one of these hashes, at most `limit` a hash: more says no more. */
  matching(hashes: readonly string[], limit: number): Promise<Trace[]>;
}
