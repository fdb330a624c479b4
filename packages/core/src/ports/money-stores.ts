import type { Currency } from "../money/money";
import type { Page, PageOf } from "../page";
import type { Counter, CounterKey } from "../reward/counter";
import type { LedgerEntry, StatementLine } from "../reward/ledger";
import type { Reward, RewardState } from "../reward/reward";
import type { StateChange } from "./order-stores";

export interface RewardStore {
  /** Ids refused, as (program, order, rule, side) has its reward already. */
  grant(rewards: readonly Reward[]): Promise<string[]>;
  /** Oldest first. */
  byOrders(orderIds: readonly string[]): Promise<Reward[]>;
  /** Oldest first. */
  byReferral(referralId: string): Promise<Reward[]>;
  byCodes(codes: readonly string[]): Promise<Reward[]>;
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
  /** Adds each `count`, which may be negative, to what is there; what nobody decides by need not be held before. */
  add(counters: readonly Counter[]): Promise<void>;
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
