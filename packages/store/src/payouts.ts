import type { PayoutRecord, PayoutStore } from "@goodword/core";
import type { Knex } from "knex";
import { type StoredTime, timeOf } from "./columns";
import { lookup, rowsOf, worded } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  code: string;
  batch_id: string | null;
  recorded_at: StoredTime;
  recorded_by: string | null;
  paid_at: StoredTime | null;
  paid_by: string | null;
  reference: string | null;
}

const table = "goodword_payout";
const select = `select code, batch_id, recorded_at, recorded_by, paid_at, paid_by, reference from ${table}`;

const record = insertInto({
  table,
  columns: { code: "text", batch_id: "text", recorded_at: "timestamptz", recorded_by: "text" },
  conflict: { target: ["code"] },
  returning: ["code"],
});
const byCodes = lookup({ select, key: "code", order: "code" });
const byBatch = worded(({ byBytes }) => `${select} where batch_id = $1 order by code ${byBytes}`);
const pay = worded(
  ({ oneOf }) => `update ${table} set paid_at = $2, paid_by = $3, reference = $4
    where code ${oneOf(1)} and batch_id is not null and paid_at is null returning code`,
);

const waits = `from goodword_reward as reward
  where state = 'issued' and kind in ('payout', 'commission') and payout > 0
  and not exists (select 1 from ${table} as known where known.code = reward.code)`;
const waiting = statement(`select code ${waits} order by issued_at, id limit $1 offset $2`);
const countWaiting = statement(`select count(*) as count ${waits}`);

const exported = {
  open: "batch_id is not null and paid_at is null",
  paid: "paid_at is not null",
};
const listOf = (where: string) => ({
  rows: worded(
    ({ byBytes }) => `${select} where ${where} order by recorded_at desc, code ${byBytes} limit $1 offset $2`,
  ),
  count: statement(`select count(*) as count from ${table} where ${where}`),
});
const lists = { open: listOf(exported.open), paid: listOf(exported.paid) };

export function knexPayoutStore(knex: Knex): PayoutStore {
  const database = statements(knex);
  const counted = async (count: typeof countWaiting) => {
    const [row] = await database.run<{ count: string | number }>(count);
    return Number(row?.count);
  };
  return {
    async waiting({ limit, offset }) {
      const rows = await database.run<{ code: string }>(waiting, [limit, offset]);
      return { rows: rows.map(({ code }) => code), count: await counted(countWaiting) };
    },
    async exported({ paid, limit, offset }) {
      const { rows, count } = lists[paid ? "paid" : "open"];
      return {
        rows: (await database.run<Row>(rows, [limit, offset])).map(recordOf),
        count: await counted(count),
      };
    },
    async byBatch(batchId) {
      return (await database.run<Row>(byBatch, [batchId])).map(recordOf);
    },
    async byCodes(codes) {
      return (await rowsOf<Row>(database, byCodes, codes)).map(recordOf);
    },
    async record(records) {
      const rows = records.map(({ code, batchId, recordedAt, recordedBy }) => ({
        code,
        batch_id: batchId,
        recorded_at: recordedAt,
        recorded_by: recordedBy,
      }));
      // In one order for everybody, so that two exports never wait for each other in a circle.
      rows.sort((a, b) => (a.code < b.code ? -1 : 1));
      return (await database.insert<string, { code: string }>(record, rows)).map(({ code }) => code);
    },
    async pay(codes, { at, by, reference }) {
      if (codes.length === 0) return [];
      const values = [[...codes].sort(), at, by, reference];
      return (await database.run<{ code: string }>(pay, values)).map(({ code }) => code);
    },
  };
}

function recordOf(row: Row): PayoutRecord {
  return {
    code: row.code,
    batchId: row.batch_id,
    recordedAt: timeOf(row.recorded_at),
    recordedBy: row.recorded_by,
    payment:
      row.paid_at === null
        ? null
        : { at: timeOf(row.paid_at), by: row.paid_by ?? "", reference: row.reference ?? "" },
  };
}
