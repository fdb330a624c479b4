import { GoodwordError } from "../errors";
import type { Currency, Money } from "./money";
import type { Reward } from "./reward";

/** What happened to a reward's money; with program, order, rule and side it is an entry's key. */
export type LedgerEntryKind = "granted" | "issued" | "reversed";

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

const expense = (reward: Reward) => `program:${reward.programId}:reward-expense`;
const promised = (reward: Reward) => `advocate:${reward.participantId}:promised`;
const issued = (reward: Reward) => `advocate:${reward.participantId}:issued`;

function transfer(from: string, to: string, value: Money): Posting[] {
  return [
    { account: from, currency: value.currency, amount: value.amount },
    { account: to, currency: value.currency, amount: -value.amount },
  ];
}

/** The entry a reward's move makes. `reversedFrom` is the state it was reversed in. */
export function rewardEntry(
  reward: Reward,
  kind: LedgerEntryKind,
  at: { id: string; postedAt: Date; reversedFrom?: Reward["state"] },
): LedgerEntry {
  const postings =
    kind === "granted"
      ? transfer(expense(reward), promised(reward), reward.value)
      : kind === "issued"
        ? transfer(promised(reward), issued(reward), reward.value)
        : transfer(
            at.reversedFrom === "issued" ? issued(reward) : promised(reward),
            expense(reward),
            reward.value,
          );
  return assertBalanced({
    id: at.id,
    programId: reward.programId,
    orderId: reward.orderId,
    rule: reward.rule,
    side: reward.side,
    kind,
    postedAt: at.postedAt,
    postings,
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
