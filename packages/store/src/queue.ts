import type { ClaimedMessage, Queue } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { worded } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  seq: string | number;
  id: string;
  key: string;
  kind: string;
  payload: Record<string, string> | string;
  available_at: StoredTime;
  attempts: number | string;
}

interface StateRow {
  waiting: string | number;
  due: string | number;
  oldest_due_at: StoredTime | null;
  retrying: string | number;
  dead: string | number;
}

type Table = "goodword_inbox" | "goodword_outbox";

const queries = {
  goodword_inbox: queriesOf("goodword_inbox"),
  goodword_outbox: queriesOf("goodword_outbox"),
};

function queriesOf(table: Table) {
  const free = `select seq from ${table} where state = 'waiting' and available_at <= $1 and (lease_until is null or lease_until <= $1) order by available_at, seq limit $2`;
  const claim = `update ${table} set lease_until = $3, attempts = attempts + 1 where seq`;
  const claimed = "returning cast(seq as text) as seq, id, key, kind, payload, available_at, attempts";
  const revive = `update ${table} set state = 'waiting', attempts = 0, error = null, available_at = $1 where state = 'dead'`;
  return {
    put: insertInto({
      table,
      columns: { id: "text", key: "text", kind: "text", payload: "jsonb", available_at: "timestamptz" },
      conflict: { target: ["key"] },
      returning: ["id"],
    }),
    claim: statement(
      // An array is made once. Of a plain IN, the planner may run the query again for each row and lock more
      // of them than the limit.
      `${claim} = any(array(${free} for update skip locked)) ${claimed}`,
      `${claim} in (${free}) ${claimed}`,
    ),
    done: worded(
      ({ oneOf }) =>
        `update ${table} set state = 'done', done_at = $1, lease_until = null where id ${oneOf(2)}`,
    ),
    // A worker that lost its lease must not call dead, or try again, what another has finished.
    later: statement(
      `update ${table} set available_at = $3, error = $2, lease_until = null where id = $1 and state = 'waiting'`,
    ),
    dead: statement(
      `update ${table} set state = 'dead', error = $2, lease_until = null where id = $1 and state = 'waiting'`,
    ),
    // What waits is found by its index; only the dead are looked for among all.
    state: statement(
      `select count(*) as waiting, ${sumOf("available_at <= $1")} as due,
         min(case when available_at <= $1 then available_at end) as oldest_due_at,
         ${sumOf("attempts > 0 and error is not null")} as retrying,
         (select count(*) from ${table} where state = 'dead') as dead
       from ${table} where state = 'waiting'`,
    ),
    deadPage: worded(
      ({ byBytes }) =>
        `select id, key, kind, payload, available_at, attempts, error from ${table} where state = 'dead'
         order by available_at desc, id ${byBytes} desc limit $1 offset $2`,
    ),
    deadCount: statement(`select count(*) as count from ${table} where state = 'dead'`),
    revive: worded(({ oneOf }) => `${revive} and id ${oneOf(2)}`),
    reviveAll: statement(revive),
  };
}

/** How many of the rows are so. */
function sumOf(condition: string): string {
  return `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
}

/** Finished rows stay: their keys are taken for good. */
export function knexQueue(knex: Knex, table: Table): Queue {
  const database = statements(knex);
  const { put, claim, done, later, dead, state, deadPage, deadCount, revive, reviveAll } = queries[table];
  return {
    async put(messages) {
      const rows = messages.map(({ id, key, kind, payload, availableAt }) => ({
        id,
        key,
        kind,
        payload,
        available_at: availableAt,
      }));
      // In one order for everybody, so that two transactions never wait for each other in a circle.
      rows.sort((a, b) => (a.key < b.key ? -1 : 1));
      return (await database.insert(put, rows)).length;
    },
    async claim({ now, limit, leaseUntil }) {
      const rows = await database.run<Row>(claim, [now, limit, leaseUntil]);
      return rows
        .map((row) => ({ seq: Number(row.seq), message: messageOf(row) }))
        .sort((a, b) => a.message.availableAt.getTime() - b.message.availableAt.getTime() || a.seq - b.seq)
        .map(({ message }) => message);
    },
    async done(ids, at) {
      if (ids.length > 0) await database.change(done, [at, [...ids].sort()]);
    },
    async fail(id, error, retryAt) {
      await (retryAt === null
        ? database.change(dead, [id, error])
        : database.change(later, [id, error, retryAt]));
    },
    async state(now) {
      const [row] = await database.run<StateRow>(state, [now]);
      return {
        waiting: Number(row?.waiting),
        due: Number(row?.due),
        oldestDueAt: timeOrNull(row?.oldest_due_at ?? null),
        retrying: Number(row?.retrying),
        dead: Number(row?.dead),
      };
    },
    async dead({ limit, offset }) {
      const rows = await database.run<Row & { error: string | null }>(deadPage, [limit, offset]);
      const [counted] = await database.run<{ count: string | number }>(deadCount);
      return {
        rows: rows.map((row) => ({ ...messageOf(row), error: row.error ?? "" })),
        count: Number(counted?.count),
      };
    },
    revive(ids, at) {
      return ids === null
        ? database.change(reviveAll, [at])
        : database.change(revive, [at, [...new Set(ids)].sort()]);
    },
  };
}

function messageOf(row: Row): ClaimedMessage {
  return {
    id: row.id,
    key: row.key,
    kind: row.kind,
    payload: jsonOf<Record<string, string>>(row.payload),
    availableAt: timeOf(row.available_at),
    attempts: Number(row.attempts),
  };
}
