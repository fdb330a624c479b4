import {
  assertBalanced,
  type Currency,
  GoodwordError,
  type LedgerEntry,
  type LedgerStore,
  type Posting,
} from "@goodword/core";
import type { Knex } from "knex";
import { atomically, digits, type StoredTime, timeOf } from "./columns";

interface EntryRow {
  id: string;
  program_id: string;
  order_id: string;
  rule: string;
  side: LedgerEntry["side"];
  kind: LedgerEntry["kind"];
  posted_at: StoredTime;
}

interface PostingRow {
  entry_id: string;
  account: string;
  currency: Currency;
  amount: string;
}

const entries = "goodword_ledger_entry";
const postings = "goodword_ledger_posting";

export function knexLedgerStore(knex: Knex): LedgerStore {
  const total = async (where: { account?: string }): Promise<Record<string, bigint>> => {
    const rows = await knex(postings)
      .where(where)
      .groupBy("currency")
      .select<{ currency: string; total: string }[]>(
        "currency",
        knex.raw("cast(sum(amount) as text) as total"),
      );
    return Object.fromEntries(rows.map((row) => [row.currency, BigInt(row.total)]));
  };
  return {
    post: (entry) => atomically(knex, (trx) => post(trx, assertBalanced(entry))),
    async byOrder(orderId) {
      const rows = await knex(entries).where("order_id", orderId).orderBy("seq").select<EntryRow[]>("*");
      const found = await postingsOf(
        knex,
        rows.map(({ id }) => id),
      );
      return rows.map((row) => ({
        id: row.id,
        programId: row.program_id,
        orderId: row.order_id,
        rule: row.rule,
        side: row.side,
        kind: row.kind,
        postedAt: timeOf(row.posted_at),
        postings: found.get(row.id) ?? [],
      }));
    },
    sums: () => total({}),
    balance: (account) => total({ account }),
  };
}

async function post(trx: Knex, entry: LedgerEntry): Promise<boolean> {
  const key = {
    program_id: entry.programId,
    order_id: entry.orderId,
    rule: entry.rule,
    side: entry.side,
    kind: entry.kind,
  };
  const posted = await trx(entries)
    .insert({ id: entry.id, ...key, posted_at: entry.postedAt })
    .onConflict(["program_id", "order_id", "rule", "side", "kind"])
    .ignore()
    .returning("id");
  if (posted.length > 0) {
    const rows = entry.postings.map(({ account, currency, amount }, position) => ({
      entry_id: entry.id,
      position,
      account,
      currency,
      amount,
    }));
    if (rows.length > 0) await trx(postings).insert(rows);
    return true;
  }
  const { id } = await trx(entries).where(key).first<{ id: string }>("id");
  const existing = (await postingsOf(trx, [id])).get(id) ?? [];
  if (canonical(existing) === canonical(entry.postings)) return false;
  throw new GoodwordError(
    "GW_LEDGER_CONFLICT",
    `ledger: order ${entry.orderId} already has other postings under rule "${entry.rule}", ${entry.side}, ${entry.kind}`,
    { action: "fix-config" },
  );
}

async function postingsOf(knex: Knex, entryIds: readonly string[]): Promise<Map<string, Posting[]>> {
  const rows = await knex(postings)
    .whereIn("entry_id", entryIds)
    .orderBy(["entry_id", "position"])
    .select<PostingRow[]>("entry_id", "account", "currency", digits(knex, "amount"));
  const found = new Map<string, Posting[]>();
  for (const { entry_id, account, currency, amount } of rows) {
    const posting = { account, currency, amount: BigInt(amount) };
    found.set(entry_id, [...(found.get(entry_id) ?? []), posting]);
  }
  return found;
}

/** Postings in an order of their own: two entries are the same whatever order theirs were listed in. */
function canonical(list: readonly Posting[]): string {
  return list
    .map(({ account, currency, amount }) => JSON.stringify([account, currency, String(amount)]))
    .sort()
    .join();
}
