import { GoodwordError } from "../errors";
import type { Currency, Money } from "../money/money";
import type { Reward } from "./reward";

/**
 * What happened to a reward's money; with program, order, rule and side it is an entry's key. A reversal's
 * names what had been refunded by then, so that each refund is one entry: `reversed:1500`.
 */
export type LedgerEntryKind =
  | "granted"
  /** Once more, after it had been declined. */
  | `granted:${string}`
  | "issued"
  | "redeemed"
  | "expired"
  | `reversed:${string}`
  | `merged:${string}`
  | `unmerged:${string}`
  /** A friend's benefit that its own advocate used is owed, and what of that is forgiven, by the refund. */
  | `undue:${string}`
  | `forgiven:${string}`;

export interface Posting {
  readonly account: string;
  readonly currency: Currency;
  /** Minor units; debits are positive, credits negative. */
  readonly amount: bigint;
}

/** An immutable double-entry posting. Corrections are new entries. */
export interface LedgerEntry {
  readonly id: string;
  readonly programId: string;
  readonly orderId: string;
  readonly rule: string;
  readonly side: Reward["side"];
  readonly kind: LedgerEntryKind;
  readonly postedAt: Date;
  readonly postings: readonly Posting[];
}

/** One posting of an account with what it belongs to, as an advocate's statement shows it. */
export interface StatementLine extends Posting {
  readonly entryId: string;
  readonly programId: string;
  readonly orderId: string;
  readonly rule: string;
  readonly kind: LedgerEntryKind;
  readonly postedAt: Date;
}

/**
 * The accounts. What a person was promised and what they were given are liabilities (credit); a debit balance
 * of the second means that they used what was then reversed, and owe it.
 */
export const accounts = {
  /** What rewards cost a program. */
  expense: (programId: string) => `program:${programId}:reward-expense`,
  /** What people have used: the liability has become a discount the shop gave. */
  redeemed: (programId: string) => `program:${programId}:redeemed`,
  promised: (participantId: string) => `advocate:${participantId}:promised`,
  issued: (participantId: string) => `advocate:${participantId}:issued`,
  /** Everything of one person. */
  of: (participantId: string) => `advocate:${participantId}:`,
};

/** The account a reward's liability stands in. */
function liability(reward: Reward): string {
  const { promised, issued } = accounts;
  return (reward.payout === null ? promised : issued)(reward.participantId);
}

/** Promised: an expense, owed but not given. `cause` says why it is promised a second time. */
export function grantedEntry(
  reward: Reward,
  at: { id: string; postedAt: Date },
  cause?: string,
): LedgerEntry {
  const kind = cause === undefined ? "granted" : (`granted:${cause}` as const);
  return entry(reward, kind, at, accounts.expense(reward.programId), liability(reward), reward.value);
}

/** Promised again: an edit brought back what an earlier one had taken off the order. */
export function restoredEntry(
  reward: Reward,
  amount: bigint,
  at: { id: string; postedAt: Date },
): LedgerEntry {
  const given = { ...reward.value, amount };
  const kind = `granted:restored-${reward.restored + amount}` as const;
  return entry(reward, kind, at, accounts.expense(reward.programId), liability(reward), given);
}

/** On its way to the person: all that was not reversed, also what pays a debt of theirs. */
export function issuedEntry(reward: Reward, at: { id: string; postedAt: Date }): LedgerEntry {
  const { promised, issued } = accounts;
  const { participantId, value } = reward;
  const left = { ...value, amount: value.amount - reward.reversed };
  return entry(reward, "issued", at, promised(participantId), issued(participantId), left);
}

/** The person used it: nothing is owed for it any more. */
export function redeemedEntry(reward: Reward, at: { id: string; postedAt: Date }): LedgerEntry {
  const used = { ...reward.value, amount: reward.payout ?? 0n };
  const { issued, redeemed } = accounts;
  return entry(reward, "redeemed", at, issued(reward.participantId), redeemed(reward.programId), used);
}

/** It was never used in its time: what it was worth is no expense after all. */
export function expiredEntry(reward: Reward, at: { id: string; postedAt: Date }): LedgerEntry {
  const payout = reward.payout ?? 0n;
  // A code not yet exchanged for the rest of a reversed reward is worth more than is owed: that is no debt.
  const left = reward.value.amount - reward.reversed;
  const lost = { ...reward.value, amount: payout < left ? payout : left };
  const { issued, expense } = accounts;
  return entry(reward, "expired", at, issued(reward.participantId), expense(reward.programId), lost);
}

/** Takes `amount` back, out of whichever account it stands in. `cause` tells one reversal from the next. */
export function reversedEntry(
  reward: Reward,
  amount: bigint,
  cause: string,
  at: { id: string; postedAt: Date },
): LedgerEntry {
  const taken = { ...reward.value, amount };
  return entry(reward, `reversed:${cause}`, at, liability(reward), accounts.expense(reward.programId), taken);
}

/** What stands in the two accounts of a person, by currency. */
export type PersonBalances = readonly {
  readonly suffix: "promised" | "issued";
  readonly balance: Readonly<Record<string, bigint>>;
}[];

interface Move {
  readonly id: string;
  readonly postedAt: Date;
  readonly programId: string;
  /** Makes the entry unique. */
  readonly mergeId: string;
}

/** Moves what stands in one record's accounts to the record it is merged into. Null when nothing does. */
export function mergedEntry(from: string, into: string, balances: PersonBalances, move: Move) {
  return moveEntry(`merged:${from}`, from, into, balances, move);
}

/** Moves what given-back rewards stand for from the record that had taken them over. Null when nothing does. */
export function unmergedEntry(from: string, into: string, balances: PersonBalances, move: Move) {
  return moveEntry(`unmerged:${from}`, into, from, balances, move);
}

/** Whether an entry is about a friend's benefit that its own advocate used, and not about a reward. */
export function isOfBenefit({ kind }: LedgerEntry): boolean {
  return kind.startsWith("undue:") || kind.startsWith("forgiven:");
}

/** What these entries came to in the accounts of people, whoever they were. */
export function personBalances(entries: readonly LedgerEntry[]): PersonBalances {
  return (["promised", "issued"] as const).map((suffix) => {
    const balance: Record<string, bigint> = {};
    for (const { account, currency, amount } of entries.flatMap(({ postings }) => postings)) {
      if (!account.startsWith("advocate:") || !account.endsWith(`:${suffix}`)) continue;
      balance[currency] = (balance[currency] ?? 0n) + amount;
    }
    return { suffix, balance };
  });
}

function moveEntry(
  kind: LedgerEntryKind,
  source: string,
  target: string,
  balances: PersonBalances,
  { id, postedAt, programId, mergeId }: Move,
): LedgerEntry | null {
  const postings = balances.flatMap(({ suffix, balance }) =>
    Object.entries(balance)
      .filter(([, amount]) => amount !== 0n)
      .flatMap(([currency, amount]) => [
        { account: accounts[suffix](target), currency: currency as Currency, amount },
        { account: accounts[suffix](source), currency: currency as Currency, amount: -amount },
      ]),
  );
  if (postings.length === 0) return null;
  return assertBalanced({
    id,
    programId,
    orderId: `merge:${mergeId}`,
    rule: "merge",
    side: "advocate",
    kind,
    postedAt,
    postings,
  });
}

/** What buyers may not keep: a friend's benefit of their own. */
interface Owed {
  readonly code: string;
  readonly programId: string;
  readonly amount: bigint;
}

interface OwingOrder {
  readonly orderId: string;
  readonly participantId: string;
  readonly currency: Currency;
}

/** The buyer owes what the benefit took off: the next payouts are less by it. */
export function undueEntry(
  order: OwingOrder,
  { code, programId, amount }: Owed,
  at: { id: string; postedAt: Date },
): LedgerEntry {
  const { issued, expense } = accounts;
  const [debit, credit] = [issued(order.participantId), expense(programId)];
  return ofBenefit(order, programId, `undue:${code}`, at, debit, credit, amount);
}

/** What of it is owed no more: `cause` tells one refund from the next. */
export function forgivenEntry(
  order: OwingOrder,
  { programId }: Owed,
  amount: bigint,
  cause: string,
  at: { id: string; postedAt: Date },
): LedgerEntry {
  const { issued, expense } = accounts;
  const [debit, credit] = [expense(programId), issued(order.participantId)];
  return ofBenefit(order, programId, `forgiven:${cause}`, at, debit, credit, amount);
}

function ofBenefit(
  { orderId, currency }: OwingOrder,
  programId: string,
  kind: LedgerEntryKind,
  { id, postedAt }: { id: string; postedAt: Date },
  debit: string,
  credit: string,
  amount: bigint,
): LedgerEntry {
  return assertBalanced({
    id,
    programId,
    orderId,
    rule: "friend-benefit",
    side: "advocate",
    kind,
    postedAt,
    postings: [
      { account: debit, currency, amount },
      { account: credit, currency, amount: -amount },
    ],
  });
}

function entry(
  reward: Reward,
  kind: LedgerEntryKind,
  at: { id: string; postedAt: Date },
  debit: string,
  credit: string,
  value: Money,
): LedgerEntry {
  const { amount, currency } = value;
  return assertBalanced({
    id: at.id,
    programId: reward.programId,
    orderId: reward.orderId,
    rule: reward.rule,
    side: reward.side,
    kind,
    postedAt: at.postedAt,
    postings: [
      { account: debit, currency, amount },
      { account: credit, currency, amount: -amount },
    ],
  });
}

/** @throws GoodwordError `GW_LEDGER_UNBALANCED` when postings do not sum to zero in each currency */
export function assertBalanced(entry: LedgerEntry): LedgerEntry {
  const sums = new Map<Currency, bigint>();
  for (const { currency, amount } of entry.postings) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  for (const [currency, sum] of sums) {
    if (sum !== 0n) {
      throw new GoodwordError("GW_LEDGER_UNBALANCED", `ledger: ${currency} sums to ${sum}, expected 0`);
    }
  }
  return entry;
}
