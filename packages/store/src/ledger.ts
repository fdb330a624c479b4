import {
  assertBalanced,
  type Currency,
  type LedgerEntry,
  type LedgerStore,
  type StatementLine,
} from "@goodword/core";
import type { Knex } from "knex";
import { atomically, type StoredTime, timeOf } from "./columns";
import { postEntries, postingsOf } from "./ledger-post";
import { digitsOf, worded } from "./set-statements";
import { statement, statements } from "./statements";

interface EntryRow {
  id: string;
  program_id: string;
  order_id: string;
  rule: string;
  side: LedgerEntry["side"];
  kind: LedgerEntry["kind"];
  posted_at: StoredTime;
}

interface TotalRow {
  account: string;
  currency: Currency;
  total: string;
}

type LineRow = Omit<EntryRow, "id" | "side"> & {
  entry_id: string;
  account: string;
  currency: Currency;
  amount: string;
};

const byOrder = statement(
  "select id, program_id, order_id, rule, side, kind, posted_at from goodword_ledger_entry where order_id = $1 order by seq",
);
const total = "select currency, cast(sum(amount) as text) as total from goodword_ledger_posting";
const sums = statement(`${total} group by currency`);
const balance = worded(({ byBytes }) => `${total} where account ${byBytes} = $1 group by currency`);

/** Greater than every other character: what begins with a prefix lies between it and it with this added. */
const last = "\u{10ffff}";
const within = (byBytes: string) => `account ${byBytes} >= $1 and account ${byBytes} < $2`;
const lines = worded(
  ({ byBytes }) =>
    `select entry_id, program_id, order_id, rule, kind, posted_at, account, currency, ${digitsOf("amount")}
     from goodword_ledger_posting as posting join goodword_ledger_entry as entry on entry.id = posting.entry_id
     where ${within(byBytes)} order by entry.seq, posting.position limit $3 offset $4`,
);
const countLines = worded(
  ({ byBytes }) => `select count(*) as count from goodword_ledger_posting where ${within(byBytes)}`,
);
const totals = worded(
  ({ byBytes }) =>
    `select account, currency, cast(sum(amount) as text) as total
     from goodword_ledger_posting as posting join goodword_ledger_entry as entry on entry.id = posting.entry_id
     where program_id = $1 and posted_at < $2 group by account, currency order by account ${byBytes}, currency`,
);

export function knexLedgerStore(knex: Knex): LedgerStore {
  const database = statements(knex);
  const byCurrency = async (rows: Promise<Omit<TotalRow, "account">[]>) =>
    Object.fromEntries((await rows).map((row) => [row.currency, BigInt(row.total)]));
  return {
    async post(entries) {
      if (entries.length === 0) return 0;
      for (const entry of entries) assertBalanced(entry);
      return await atomically(knex, (trx) => postEntries(trx, entries));
    },
    async byOrder(orderId) {
      const rows = await database.run<EntryRow>(byOrder, [orderId]);
      const found = await postingsOf(
        database,
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
    sums: () => byCurrency(database.run(sums)),
    balance: (account) => byCurrency(database.run(balance, [account])),
    async statement(prefix, { limit, offset }) {
      const range = [prefix, prefix + last];
      const [row] = await database.run<{ count: string | number }>(countLines, range);
      const rows = await database.run<LineRow>(lines, [...range, limit, offset]);
      return { rows: rows.map(lineOf), count: Number(row?.count) };
    },
    async totals(programId, at) {
      const rows = await database.run<TotalRow>(totals, [programId, at]);
      return rows.map((row) => ({ account: row.account, currency: row.currency, amount: BigInt(row.total) }));
    },
  };
}

function lineOf(row: LineRow): StatementLine {
  return {
    entryId: row.entry_id,
    programId: row.program_id,
    orderId: row.order_id,
    rule: row.rule,
    kind: row.kind,
    postedAt: timeOf(row.posted_at),
    account: row.account,
    currency: row.currency,
    amount: BigInt(row.amount),
  };
}
