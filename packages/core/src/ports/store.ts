import type { Page, PageOf } from "../page";
import type { Program, ProgramState } from "../program/program";
import type { StoredProgram } from "../program/stored-program";
import type { ContentSnapshot } from "../prompt/content";
import type { ClickHistory, ClickStore } from "./click-store";
import type { MergeStore, ProposalStore } from "./identity-stores";
import type { InsightStore } from "./insight-store";
import type { LeftoverStore } from "./leftover-store";
import type { CounterStore, LedgerStore, RewardStore } from "./money-stores";
import type { BindingStore, OrderStore, ReferralStore, TraceStore } from "./order-stores";
import type { PayoutStore } from "./payout-store";
import type { CodeStore, ParticipantStore, ShareStore } from "./people-stores";
import type { ProofStore } from "./proof-store";

export * from "./identity-stores";
export * from "./insight-store";
export * from "./leftover-store";
export * from "./money-stores";
export * from "./order-stores";
export * from "./payout-store";
export * from "./people-stores";
export * from "./proof-store";

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

/** How a queue stands at a moment. */
export interface QueueState {
  /** Not done and not dead, those of a later time included. */
  readonly waiting: number;
  /** Those whose time has come. */
  readonly due: number;
  /** Since when the oldest of these is due; null for none. */
  readonly oldestDueAt: Date | null;
  /** Waiting ones that were tried before and failed. */
  readonly retrying: number;
  readonly dead: number;
}

/** A message that was set aside. */
export interface DeadMessage extends ClaimedMessage {
  /** Why the last try failed, without personal data. */
  readonly error: string;
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
  state(now: Date): Promise<QueueState>;
  /** What was set aside, latest time first and then by id. */
  dead(page: Page): Promise<PageOf<DeadMessage>>;
  /**
   * Puts dead messages back, available at `at` and with all their tries before them; their keys stay. Those that
   * are not dead stay as they are. Answers how many were put back.
   * @param ids null for all that are dead
   */
  revive(ids: readonly string[] | null, at: Date): Promise<number>;
}

export interface ContentStore {
  current(): Promise<ContentSnapshot | null>;
  /**
   * Keeps the newest: false when a snapshot of this or a later version is there.
   * @param onto the version it was made from, 0 for none: false too when another is there by now
   */
  keep(snapshot: ContentSnapshot, receivedAt: Date, onto?: number): Promise<boolean>;
}

/** How far the reconciler has read. */
export interface WatermarkStore {
  get(name: string): Promise<Date | null>;
  set(name: string, at: Date): Promise<void>;
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

/** Everything the engine writes, in one transaction or outside of one. */
export interface Stores {
  readonly programs: ProgramStore;
  readonly participants: ParticipantStore;
  readonly proofs: ProofStore;
  readonly proposals: ProposalStore;
  readonly merges: MergeStore;
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
  readonly leftovers: LeftoverStore;
}

export interface Store extends Stores {
  /** All of `work` or nothing. Not nested. */
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /**
   * The same store within tighter limits, for what a shopper or visitor waits for: it takes few connections, and gives
   * up early. Left out where the store has no limits.
   */
  readonly forShoppers?: Store;
  /** The database's own time: holds and leases go by it, as instances' clocks differ. */
  now(): Promise<Date>;
}
