import type { AdvocateRow, Page, PageOf, ReferralRow } from "../insight/rows";
import type { Program, ProgramState } from "../program/program";
import type { ContentSnapshot } from "../prompt/content";
import type { AttributionRecord } from "../referral/attribution";
import type { Referral, ReferralState, RejectionReason } from "../referral/referral";
import type { LedgerEntry, StatementLine } from "../reward/ledger";
import type { Currency } from "../reward/money";
import type { Reward, RewardState } from "../reward/reward";
import type { ClickHistory, ClickStore } from "./click-store";

/** How a person is known: a host customer id, or the HMAC of the normalised e-mail. Never the address. */
export interface Identity {
  readonly kind: "customer" | "email";
  readonly value: string;
}

export interface Participant {
  readonly id: string;
  readonly firstOrderId: string;
  readonly locale: string | null;
  readonly enrolledAt: Date;
  /** After "No thanks": not asked again before this. */
  readonly dismissedUntil: Date | null;
}

export interface Enrolment {
  readonly candidate: Participant;
  readonly identities: readonly Identity[];
}

export interface Enrolled {
  readonly participant: Participant;
  /** Nobody knew any of the identities before. */
  readonly isNew: boolean;
  /** Records that turned out to be this person and are theirs now: codes, referrals, orders, rewards, traces. */
  readonly merged: readonly string[];
}

export interface ParticipantStore {
  /**
   * Finds each person by any identity and adds the others to them, or creates them. Where the identities
   * belong to several records, the one enrolled first (then by id) keeps them all, the others' rows become its
   * own, and the others are no more. Of what would then be there twice one stays: its own primary code, else
   * the first of theirs; the earlier binding, its own of two of one time; a trace. Counters are added up. It
   * keeps its name, or takes the first of theirs, and the latest `dismissedUntil`. Ledger entries stay.
   * Answers in the order asked. People of a batch who share an identity are one: all get the record that
   * results, made of the first candidate, and the first of them tells `isNew` and `merged`.
   * Safe when two workers do it at once: one record results, and both get it.
   */
  enrol(people: readonly Enrolment[]): Promise<Enrolled[]>;
  byId(id: string): Promise<Participant | null>;
  byIdentity(identity: Identity): Promise<Participant | null>;
  dismiss(id: string, until: Date | null): Promise<void>;
  /** Within a transaction, keeps others from settling this person's balance. */
  lock(id: string): Promise<void>;
  /** Keeps the name a person agreed to be named by, or takes it back. */
  name(id: string, name: { display: string; key: string } | null): Promise<void>;
  /** Ids of those who agreed to be named so. */
  named(key: string): Promise<string[]>;
}

export interface ReferralCode {
  /** Upper case: `FRIEND-7KQ2MXWPB`. */
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  readonly status: "active" | "disabled";
  /** The one that is shown. Others of the same person still work. */
  readonly primary: boolean;
  readonly createdAt: Date;
}

export interface CodeStore {
  /**
   * One primary code per program and participant: `existing` when it is there. `taken` when the code itself
   * belongs to somebody else, in the batch too. Answers in the order asked.
   */
  mint(
    candidates: readonly ReferralCode[],
  ): Promise<({ outcome: "minted" | "existing"; code: ReferralCode } | { outcome: "taken" })[]>;
  byCodes(codes: readonly string[]): Promise<ReferralCode[]>;
  /** Primary codes, one a person at most. */
  primary(programId: string, participantIds: readonly string[]): Promise<ReferralCode[]>;
  setStatus(code: string, status: ReferralCode["status"]): Promise<boolean>;
  /**
   * Makes a code the person's primary one, new or theirs already (its status and time stay); the code before it
   * still works. False when it is somebody else's.
   */
  replace(code: ReferralCode): Promise<boolean>;
}

export interface Share {
  readonly id: string;
  readonly participantId: string;
  readonly orderId: string;
  readonly channel: string;
  readonly sharedAt: Date;
}

export interface ShareStore {
  /** Once per order and channel; false when it is already there. */
  record(share: Share): Promise<boolean>;
  countOf(participantId: string): Promise<number>;
}

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

export interface RewardStore {
  /** Ids refused, as (program, order, rule, side) has its reward already. */
  grant(rewards: readonly Reward[]): Promise<string[]>;
  /** Oldest first. */
  byOrders(orderIds: readonly string[]): Promise<Reward[]>;
  /** Oldest first. */
  byReferral(referralId: string): Promise<Reward[]>;
  byCode(code: string): Promise<Reward | null>;
  /** Newest first. */
  byParticipant(participantId: string): Promise<Reward[]>;
  /** Reads and, within a transaction, locks them in order of id. */
  lock(ids: readonly string[]): Promise<Reward[]>;
  /** Ids of the rewards whose stored state was not `from`. */
  save(changes: readonly StateChange<Reward, RewardState>[]): Promise<string[]>;
  /** Rewards under these rules that stand (neither declined, reversed nor expired), of these people; oldest first. */
  standing(programId: string, rules: readonly string[], participantIds: readonly string[]): Promise<Reward[]>;
  /**
   * What waits for a person's decision: pending or declined rewards whose review is open or whose appeal was
   * asked, who has waited longest first (`reviewOrder`).
   */
  awaitingReview(page: Page): Promise<PageOf<Reward>>;
}

/** What a cap, a tier or a milestone counts. */
export interface CounterKey {
  readonly programId: string;
  /** `rewards`, `rewards:2026-11`, `friends`, `friends:2026-11` or `spent:eur`. */
  readonly scope: string;
  /** The advocate, or "" for the whole program. */
  readonly subject: string;
}

export interface Counter extends CounterKey {
  readonly count: bigint;
}

export interface CounterStore {
  /** As they are now, without holding them; 0n where nothing was counted. Answers in the order asked. */
  read(keys: readonly CounterKey[]): Promise<Counter[]>;
  /**
   * Reads and, within a transaction, locks them in one order for everybody, also what was never counted; 0n there.
   * Answers in the order asked.
   */
  hold(keys: readonly CounterKey[]): Promise<Counter[]>;
  /** Writes what was held. */
  save(counters: readonly Counter[]): Promise<void>;
  /** The highest counts of one scope above 0n: advocates of a program in falling order of count, then by subject. */
  top(programId: string, scope: string, limit: number): Promise<Counter[]>;
}

export interface AccountTotal {
  readonly account: string;
  readonly currency: Currency;
  readonly amount: bigint;
}

export interface LedgerStore {
  /**
   * Appends entries, all or none. Answers how many were new: the same key with the same postings is no entry.
   * @throws GoodwordError `GW_LEDGER_CONFLICT`, naming the order, when a key holds other postings
   */
  post(entries: readonly LedgerEntry[]): Promise<number>;
  byOrder(orderId: string): Promise<LedgerEntry[]>;
  /** Sum of all postings by currency; each must be 0n. */
  sums(): Promise<Record<string, bigint>>;
  /** Balance of an account by currency. */
  balance(account: string): Promise<Record<string, bigint>>;
  /** Postings to the accounts that begin with `prefix`, letter by letter, in the order they were posted. */
  statement(prefix: string, page: Page): Promise<PageOf<StatementLine>>;
  /** Totals by account and currency of a program's entries posted before `at`. */
  totals(programId: string, at: Date): Promise<AccountTotal[]>;
}

export interface QueueMessage {
  readonly id: string;
  /** Unique for good: the same key is taken once. */
  readonly key: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly availableAt: Date;
}

export interface ClaimedMessage extends QueueMessage {
  /** This try included. */
  readonly attempts: number;
}

/** Inbox and outbox: rows claimed under a lease, so that any worker may die at any point. */
export interface Queue {
  /** How many were new: a key that is already there, done or not, is no message. */
  put(messages: readonly QueueMessage[]): Promise<number>;
  /**
   * Takes messages that are available and not leased, oldest first, and counts the try. Of one time, those that
   * were put first come first; those put together in any order.
   */
  claim(options: { now: Date; limit: number; leaseUntil: Date }): Promise<ClaimedMessage[]>;
  done(ids: readonly string[], at: Date): Promise<void>;
  /** Back into the queue at `retryAt`, or set aside as dead when it is null. `error` carries no personal data. */
  fail(id: string, error: string, retryAt: Date | null): Promise<void>;
}

export interface ContentStore {
  current(): Promise<ContentSnapshot | null>;
  /** Keeps the newest: false when a snapshot of this or a later version is there. */
  keep(snapshot: ContentSnapshot, receivedAt: Date): Promise<boolean>;
}

/** How far the reconciler has read. */
export interface WatermarkStore {
  get(name: string): Promise<Date | null>;
  set(name: string, at: Date): Promise<void>;
}

export interface StoredProgram {
  /** The newest version. */
  readonly program: Program;
  readonly state: ProgramState;
  /** Hash of the definition that the shop's configuration last gave, null for one made by staff. */
  readonly seed: string | null;
}

export interface ProgramStore {
  all(): Promise<StoredProgram[]>;
  version(programId: string, version: number): Promise<Program | null>;
  /**
   * Adds a version with its seed, the first also with its state: a later one leaves the state as it is. False
   * when this version is there already: somebody was first.
   */
  add(stored: StoredProgram, at: Date): Promise<boolean>;
  /** False when the state is no longer `from`, or there is no such program. */
  move(programId: string, from: ProgramState, to: ProgramState): Promise<boolean>;
}

/**
 * Rows for staff, counted by the database. Newest first. An advocate has a row for each program's primary code,
 * with what all their codes of the program brought; a referral shows its advocate's first reward.
 */
export interface InsightStore {
  advocates(page: Page): Promise<PageOf<AdvocateRow>>;
  advocate(participantId: string): Promise<AdvocateRow | null>;
  referrals(page: Page & { state?: ReferralState; advocateId?: string }): Promise<PageOf<ReferralRow>>;
}

/** Everything the engine writes, in one transaction or outside of one. */
export interface Stores {
  readonly programs: ProgramStore;
  readonly participants: ParticipantStore;
  readonly codes: CodeStore;
  readonly clicks: ClickStore;
  readonly clickHistory: ClickHistory;
  readonly shares: ShareStore;
  readonly referrals: ReferralStore;
  readonly bindings: BindingStore;
  readonly orders: OrderStore;
  readonly traces: TraceStore;
  readonly rewards: RewardStore;
  readonly counters: CounterStore;
  readonly ledger: LedgerStore;
  readonly inbox: Queue;
  readonly outbox: Queue;
  readonly content: ContentStore;
  readonly watermarks: WatermarkStore;
  readonly insight: InsightStore;
}

export interface Store extends Stores {
  /** All of `work` or nothing. Not nested. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** The database's own time: holds and leases go by it, as instances' clocks differ. */
  now(): Promise<Date>;
}
