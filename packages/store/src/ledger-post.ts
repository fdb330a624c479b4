import { type Currency, GoodwordError, type LedgerEntry, type Posting } from "@goodword/core";
import type { Knex } from "knex";
import { dialectOf } from "./columns";
import { digitsOf, lookup, rowsOf } from "./set-statements";
import { insertInto, type Statements, statement, statements } from "./statements";

interface PostingRow {
  entry_id: string;
  account: string;
  currency: Currency;
  amount: string;
}

interface KeyRow {
  id: string;
  program_id: string;
  order_id: string;
  rule: string;
  side: LedgerEntry["side"];
  kind: LedgerEntry["kind"];
}

const key = ["order_id", "program_id", "rule", "side", "kind"] as const;

const insertEntries = insertInto({
  table: "goodword_ledger_entry",
  columns: {
    id: "text",
    program_id: "text",
    order_id: "text",
    rule: "text",
    side: "text",
    kind: "text",
    posted_at: "timestamptz",
  },
  conflict: { target: key },
  returning: ["id"],
});
const insertPostings = insertInto({
  table: "goodword_ledger_posting",
  columns: { entry_id: "text", position: "integer", account: "text", currency: "text", amount: "bigint" },
});

/** Entries and, of those that are new, the postings, in one statement. */
const insertBoth = statement(
  `with posted as (${insertEntries.rows.text}), written as (
     insert into goodword_ledger_posting (entry_id, position, account, currency, amount)
     select given.entry_id, given.position, given.account, given.currency, given.amount
     from unnest($8::text[], $9::integer[], $10::text[], $11::text[], $12::bigint[])
       as given (entry_id, position, account, currency, amount)
     join posted on posted.id = given.entry_id
   ) select id from posted`,
);

/** The same for the entry that nearly all are: one, from one account to another. */
const insertOne = statement(
  `with posted as (${insertEntries.few?.(1)?.text})
     insert into goodword_ledger_posting (entry_id, position, account, currency, amount)
     select posted.id, given.position, given.account, given.currency, given.amount
     from posted cross join (values (0, $8, $9, $10::bigint), (1, $11, $12, $13::bigint)) as given (position, account, currency, amount)
     returning entry_id as id`,
);

const byOrders = lookup({
  select: "select id, program_id, order_id, rule, side, kind from goodword_ledger_entry",
  key: "order_id",
});
const postingsByEntry = lookup({
  select: `select entry_id, position, account, currency, ${digitsOf("amount")} from goodword_ledger_posting`,
  key: "entry_id",
  order: "entry_id, position",
});

/** Call it within a transaction: an entry without its postings would be for good. */
export async function postEntries(trx: Knex, entries: readonly LedgerEntry[]): Promise<number> {
  const database = statements(trx);
  const first = new Map([...entries].reverse().map((entry) => [entryKey(entry), entry]));
  // Orders in one order for everybody, so that two batches never wait for each other in a circle; the entries
  // of one order stay as they were given, which is how its history reads.
  const firsts = entries.filter((entry) => first.get(entryKey(entry)) === entry).sort(byOrderId);
  const posted = new Set(await insert(trx, database, firsts));
  const others = entries.filter((entry) => first.get(entryKey(entry)) !== entry || !posted.has(entry.id));
  if (others.length === 0) return posted.size;
  const rows = await rowsOf<KeyRow>(
    database,
    byOrders,
    others.map(({ orderId }) => orderId),
  );
  const postings = await postingsOf(
    database,
    rows.map(({ id }) => id),
  );
  const existing = new Map(rows.map((row) => [rowKey(row), postings.get(row.id) ?? []]));
  for (const entry of others) {
    const there = existing.get(entryKey(entry)) as Posting[];
    if (canonical(there) !== canonical(entry.postings)) throw conflict(entry);
  }
  return posted.size;
}

/** Ids of the entries that are new. */
async function insert(
  trx: Knex,
  database: Statements,
  entries: readonly LedgerEntry[],
): Promise<readonly string[]> {
  const entryRows = entries.map((entry) => ({
    id: entry.id,
    program_id: entry.programId,
    order_id: entry.orderId,
    rule: entry.rule,
    side: entry.side,
    kind: entry.kind,
    posted_at: entry.postedAt,
  }));
  const postingRows = entries.flatMap(({ id, postings }) =>
    postings.map(({ account, currency, amount }, position) => ({
      entry_id: id,
      position,
      account,
      currency,
      amount,
    })),
  );
  if (dialectOf(trx) === "pg" && entryRows.length === 1 && postingRows.length === 2) {
    const cells = [
      ...entryRows.flatMap((row) => insertEntries.columns.map(([name]) => row[name])),
      ...postingRows.flatMap(({ account, currency, amount }) => [account, currency, amount]),
    ];
    return (await database.run<KeyRow>(insertOne, cells)).map(({ id }) => id);
  }
  if (dialectOf(trx) === "pg") {
    const rows = await database.run<KeyRow>(insertBoth, [
      ...insertEntries.columns.map(([name]) => entryRows.map((row) => row[name])),
      ...insertPostings.columns.map(([name]) => postingRows.map((row) => row[name])),
    ]);
    return rows.map(({ id }) => id);
  }
  const ids = (await database.insert<string, KeyRow>(insertEntries, entryRows)).map(({ id }) => id);
  const posted = new Set(ids);
  await database.insert(
    insertPostings,
    postingRows.filter((row) => posted.has(row.entry_id)),
  );
  return ids;
}

/** Postings by the id of their entry. */
export async function postingsOf(
  database: Statements,
  entryIds: readonly string[],
): Promise<Map<string, Posting[]>> {
  const found = new Map<string, Posting[]>();
  for (const row of await rowsOf<PostingRow>(database, postingsByEntry, entryIds)) {
    const posting = { account: row.account, currency: row.currency, amount: BigInt(row.amount) };
    found.set(row.entry_id, [...(found.get(row.entry_id) ?? []), posting]);
  }
  return found;
}

const byOrderId = (a: LedgerEntry, b: LedgerEntry) =>
  a.orderId < b.orderId ? -1 : Number(a.orderId > b.orderId);

const entryKey = (entry: LedgerEntry) =>
  JSON.stringify([entry.orderId, entry.programId, entry.rule, entry.side, entry.kind]);

const rowKey = (row: KeyRow) => JSON.stringify(key.map((name) => row[name]));

/** Postings in an order of their own: two entries are the same whatever order theirs were listed in. */
function canonical(list: readonly Posting[]): string {
  return list
    .map(({ account, currency, amount }) => JSON.stringify([account, currency, String(amount)]))
    .sort()
    .join();
}

function conflict({ orderId, rule, side, kind }: LedgerEntry): GoodwordError {
  return new GoodwordError(
    "GW_LEDGER_CONFLICT",
    `ledger: order ${orderId} already has other postings under rule "${rule}", ${side}, ${kind}`,
    { action: "fix-config" },
  );
}
