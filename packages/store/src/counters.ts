import type { Counter, CounterKey, CounterStore } from "@goodword/core";
import type { Knex } from "knex";
import { onlyOne, worded } from "./set-statements";
import { insertInto, statements } from "./statements";

interface Row {
  program_id: string;
  scope: string;
  subject: string;
  count: string;
}

const table = "goodword_counter";
const key = { program_id: "text", scope: "text", subject: "text" } as const;
const fields = `program_id, scope, subject, cast(${table}.count as text) as count`;

/** One statement makes a row and locks it: where two did, another could take it in between, or wait in a circle. */
const again = `on conflict (program_id, scope, subject) do update set count = ${table}.count returning ${fields}`;
const into = `insert into ${table} (program_id, scope, subject, count)`;
const one = `${into} values ($1, $2, $3, 0) ${again}`;
const hold = {
  columns: Object.entries(key),
  rows: worded(({ dialect, given }) =>
    dialect === "pg" ? `${into} select program_id, scope, subject, 0 from ${given(key)} ${again}` : one,
  ),
  few: onlyOne(one),
};

const save = insertInto({
  table,
  columns: { ...key, count: "bigint" },
  conflict: { target: Object.keys(key), merge: ["count"] },
});

const plus = `on conflict (program_id, scope, subject) do update set count = ${table}.count + excluded.count`;
const plusOne = `${into} values ($1, $2, $3, $4) ${plus}`;
const add = {
  columns: Object.entries({ ...key, count: "bigint" as const }),
  rows: worded(({ dialect, given }) =>
    dialect === "pg"
      ? `${into} select program_id, scope, subject, count from ${given({ ...key, count: "bigint" })} ${plus}`
      : plusOne,
  ),
  few: onlyOne(plusOne),
};

const read = worded(({ dialect, given }) => {
  const same = `${table}.program_id = given.program_id and ${table}.scope = given.scope and ${table}.subject = given.subject`;
  return dialect === "pg"
    ? `select found.* from ${given(key)} cross join lateral (select ${fields} from ${table} where ${same} offset 0) as found`
    : `select ${table}.program_id, ${table}.scope, ${table}.subject, cast(${table}.count as text) as count from ${given(key)} join ${table} on ${same}`;
});

// Sorted here and not by an index: one on the count would have to be written at every count.
const top = worded(
  ({ byBytes }) =>
    `select ${fields} from ${table} where program_id = $1 and scope = $2 and subject <> '' and count > 0 order by ${table}.count desc, subject ${byBytes} limit $3`,
);

export function knexCounterStore(knex: Knex): CounterStore {
  const database = statements(knex);
  return {
    async read(keys) {
      if (keys.length === 0) return [];
      const rows = inOrder(keys).map(rowOf);
      return answer(
        keys,
        await database.run<Row>(read, [
          rows.map((row) => row.program_id),
          rows.map((row) => row.scope),
          rows.map((row) => row.subject),
        ]),
      );
    },
    async hold(keys) {
      return answer(keys, await database.insert<string, Row>(hold, inOrder(keys).map(rowOf)));
    },
    async save(counters) {
      await database.insert(save, inOrder(counters).map(countedRow));
    },
    async add(counters) {
      await database.insert(add, inOrder(counters).map(countedRow));
    },
    async top(programId, scope, limit) {
      return (await database.run<Row>(top, [programId, scope, limit])).map(counterOf);
    },
  };
}

const keyOf = ({ programId, scope, subject }: CounterKey) => JSON.stringify([scope, programId, subject]);

const rowKey = (row: Omit<Row, "count">) => JSON.stringify([row.scope, row.program_id, row.subject]);

/**
 * Each once, in the one order in which everybody locks them. Backwards, so that what is spent and granted comes
 * before the friends: these may be added to in the end without having been held.
 */
function inOrder<Key extends CounterKey>(keys: readonly Key[]): Key[] {
  return [...new Map(keys.map((key) => [keyOf(key), key]))]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, key]) => key);
}

const rowOf = ({ programId, scope, subject }: CounterKey) => ({ program_id: programId, scope, subject });

const countedRow = (counter: Counter) => ({ ...rowOf(counter), count: counter.count });

/** In the order asked; 0n where nothing was counted. */
function answer(keys: readonly CounterKey[], rows: readonly Row[]): Counter[] {
  const counts = new Map(rows.map((row) => [rowKey(row), BigInt(row.count)]));
  return keys.map((key) => ({ ...key, count: counts.get(keyOf(key)) ?? 0n }));
}

function counterOf(row: Row): Counter {
  return {
    programId: row.program_id,
    scope: row.scope,
    subject: row.subject,
    count: BigInt(row.count),
  };
}
