import type { AdvocateRow, Page, PageOf, ReferralRow } from "../insight/rows";
import type { Program, ProgramState } from "../program/program";
import type { ContentSnapshot } from "../prompt/content";
import type { ReferralState } from "../referral/referral";
import type { ClickHistory, ClickStore } from "./click-store";
import type { CounterStore, LedgerStore, RewardStore } from "./money-stores";
import type { BindingStore, OrderStore, ReferralStore, TraceStore } from "./order-stores";
import type { PayoutStore } from "./payout-store";
import type { CodeStore, ParticipantStore, ShareStore } from "./people-stores";

export * from "./money-stores";
export * from "./order-stores";
export * from "./payout-store";
export * from "./people-stores";

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
  readonly payouts: PayoutStore;
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
