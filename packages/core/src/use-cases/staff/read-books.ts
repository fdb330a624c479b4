import type { Currency } from "../../money/money";
import type { Page, PageOf } from "../../page";
import type { Engine } from "../../ports/ports";
import { accounts, type StatementLine } from "../../reward/ledger";

/** What one person has in one currency, in minor units. */
export interface PersonBalance {
  readonly currency: Currency;
  /** Granted, in its hold. */
  readonly promised: bigint;
  /** Given and not used. */
  readonly issued: bigint;
  /** Used and then reversed: it is taken off the next reward. */
  readonly owed: bigint;
}

/** An advocate's account: what they have, and every posting that made it, oldest first. */
export async function statementOf(
  { store }: Engine,
  { participantId, ...page }: Page & { participantId: string },
): Promise<{ balances: PersonBalance[]; lines: PageOf<StatementLine> }> {
  const promised = await store.ledger.balance(accounts.promised(participantId));
  const issued = await store.ledger.balance(accounts.issued(participantId));
  const currencies = [...new Set([...Object.keys(promised), ...Object.keys(issued)])].sort() as Currency[];
  return {
    balances: currencies.map((currency) => ({
      currency,
      promised: -(promised[currency] ?? 0n),
      ...split(-(issued[currency] ?? 0n)),
    })),
    lines: await store.ledger.statement(accounts.of(participantId), page),
  };
}

/** What a program owed at a time, by currency, in minor units. `owed` is what people owe it, not netted. */
export interface Liability extends PersonBalance {}

/** A program's liability at any time, now by default: the postings of before are all there is to know. */
export async function liabilityAt(
  { clock, store }: Engine,
  { programId, at = clock.now() }: { programId: string; at?: Date },
): Promise<Liability[]> {
  const totals = new Map<Currency, { promised: bigint; issued: bigint; owed: bigint }>();
  for (const { account, currency, amount } of await store.ledger.totals(programId, at)) {
    if (!account.startsWith("advocate:")) continue;
    const total = totals.get(currency) ?? { promised: 0n, issued: 0n, owed: 0n };
    if (account.endsWith(":promised")) total.promised -= amount;
    else {
      const { issued, owed } = split(-amount);
      total.issued += issued;
      total.owed += owed;
    }
    totals.set(currency, total);
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, total]) => ({ currency, ...total }));
}

function split(balance: bigint): { issued: bigint; owed: bigint } {
  return balance < 0n ? { issued: 0n, owed: -balance } : { issued: balance, owed: 0n };
}
