import type { AdvocateRow, Page, PageOf, ReferralRow } from "../insight/rows";
import type { ContentSnapshot } from "../prompt/content";
import type { AttributionRecord } from "../referral/attribution";
import type { Referral, ReferralState } from "../referral/referral";
import type { LedgerEntry } from "../reward/ledger";
import type { Currency } from "../reward/money";
import type { Reward, RewardState } from "../reward/reward";

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

export interface ParticipantStore {
  /**
   * Finds the person by any identity and adds the others to them, or creates them. Safe when two
   * workers do it at once: one record results, and both get it.
   */
  enrol(candidate: Participant, identities: readonly Identity[]): Promise<Participant>;
  byId(id: string): Promise<Participant | null>;
  byIdentity(identity: Identity): Promise<Participant | null>;
  dismiss(id: string, until: Date | null): Promise<void>;
}

export interface ReferralCode {
  /** Upper case: `FRIEND-7KQ2MXWP`. */
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  readonly status: "active" | "disabled";
  readonly createdAt: Date;
}

export interface CodeStore {
  /** One code per program and participant. `taken` when the code itself belongs to somebody else. */
  mint(
    candidate: ReferralCode,
  ): Promise<{ outcome: "minted" | "existing"; code: ReferralCode } | { outcome: "taken" }>;
  byCode(code: string): Promise<ReferralCode | null>;
  byParticipant(programId: string, participantId: string): Promise<ReferralCode | null>;
  setStatus(code: string, status: ReferralCode["status"]): Promise<boolean>;
}

export interface Click {
  readonly id: string;
  readonly code: string;
  /** Keyed hash of address and user agent. */
  readonly visitor: string;
  readonly clickedAt: Date;
  readonly channel: string | null;
  readonly bot: boolean;
}

export interface ClickStore {
  /** Durable when it resolves; false when this visitor's click of this hour (UTC) is already there. */
  record(click: Click): Promise<boolean>;
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
}

export interface ReferralStore {
  insert(referral: Referral): Promise<void>;
  byId(id: string): Promise<Referral | null>;
  byClaimHash(hash: string): Promise<Referral | null>;
  byBenefitCodes(codes: readonly string[]): Promise<Referral[]>;
  byOrder(orderId: string): Promise<Referral | null>;
  /** Writes when the stored state is still `from`; false when somebody was first. */
  save(referral: Referral, from: ReferralState): Promise<boolean>;
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
  readonly attribution: AttributionRecord;
}

export interface OrderStore {
  /** False when it was recorded before; then nothing is written. Waits for a concurrent recording to end. */
  record(order: RecordedOrder): Promise<boolean>;
  /** Reads and, within a transaction, locks it. */
  lock(orderId: string): Promise<RecordedOrder | null>;
  cancel(orderId: string, at: Date): Promise<void>;
  /** Whether this person has an uncancelled order placed before, other than `orderId`. */
  hasEarlier(query: { participantId: string; orderId: string; before: Date }): Promise<boolean>;
}

export interface RewardStore {
  /** False when (program, order, rule, side) has its reward already. */
  grant(reward: Reward): Promise<boolean>;
  byOrder(orderId: string): Promise<Reward[]>;
  /** Newest first. */
  byParticipant(participantId: string): Promise<Reward[]>;
  /** Reads and, within a transaction, locks it. */
  lock(id: string): Promise<Reward | null>;
  save(reward: Reward, from: RewardState): Promise<boolean>;
}

export interface LedgerStore {
  /**
   * Appends an entry. False when the same key holds the same entry.
   * @throws GoodwordError `GW_LEDGER_CONFLICT` when the key holds other postings
   */
  post(entry: LedgerEntry): Promise<boolean>;
  byOrder(orderId: string): Promise<LedgerEntry[]>;
  /** Sum of all postings by currency; each must be 0n. */
  sums(): Promise<Record<string, bigint>>;
  /** Balance of an account by currency. */
  balance(account: string): Promise<Record<string, bigint>>;
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
  /** False when the key is already there, done or not. */
  put(message: QueueMessage): Promise<boolean>;
  /** Takes messages that are available and not leased, oldest first, and counts the try. */
  claim(options: { now: Date; limit: number; leaseUntil: Date }): Promise<ClaimedMessage[]>;
  done(id: string, at: Date): Promise<void>;
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

/** Rows for staff, counted by the database. Newest first. */
export interface InsightStore {
  advocates(page: Page): Promise<PageOf<AdvocateRow>>;
  advocate(participantId: string): Promise<AdvocateRow | null>;
  referrals(page: Page & { state?: ReferralState; advocateId?: string }): Promise<PageOf<ReferralRow>>;
}

/** Everything the engine writes, in one transaction or outside of one. */
export interface Stores {
  readonly participants: ParticipantStore;
  readonly codes: CodeStore;
  readonly clicks: ClickStore;
  readonly shares: ShareStore;
  readonly referrals: ReferralStore;
  readonly orders: OrderStore;
  readonly rewards: RewardStore;
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
}
