import type { Currency } from "../money/money";
import type { Binding } from "../referral/binding";
import type { OrderMark, RecordedOrder } from "../referral/recorded-order";
import type { Referral, ReferralState } from "../referral/referral";
import type { Trace } from "../trust/trace";

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

export interface BindingStore {
  byFriends(friendIds: readonly string[]): Promise<Binding[]>;
  /** Bindings that were already there, by another referral: their friend was bound meanwhile. They stay as they are. */
  bind(bindings: readonly Binding[]): Promise<Binding[]>;
  release(programId: string, friendId: string): Promise<void>;
}

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

export interface TraceStore {
  /** Once per kind, hash and person. */
  record(traces: readonly Trace[]): Promise<void>;
  /** Traces of anybody with one of these hashes, at most `limit` a hash: more says no more. */
  matching(hashes: readonly string[], limit: number): Promise<Trace[]>;
}
