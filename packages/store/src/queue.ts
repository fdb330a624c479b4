import type { ClaimedMessage, Queue } from "@goodword/core";
import type { Knex } from "knex";
import { dialectOf, jsonOf, type StoredTime, timeOf } from "./columns";

interface Row {
  seq: string | number;
  id: string;
  key: string;
  kind: string;
  payload: Record<string, string> | string;
  available_at: StoredTime;
  attempts: number;
}

/** Finished rows stay: their keys are taken for good. */
export function knexQueue(knex: Knex, table: "goodword_inbox" | "goodword_outbox"): Queue {
  return {
    async put(message) {
      const put = await knex(table)
        .insert({
          id: message.id,
          key: message.key,
          kind: message.kind,
          payload: JSON.stringify(message.payload),
          available_at: message.availableAt,
        })
        .onConflict("key")
        .ignore()
        .returning("id");
      return put.length > 0;
    },
    async claim({ now, limit, leaseUntil }) {
      const free = knex(table)
        .select("seq")
        .where("state", "waiting")
        .where("available_at", "<=", now)
        .where((lease) => lease.whereNull("lease_until").orWhere("lease_until", "<=", now))
        .orderBy(["available_at", "seq"])
        .limit(limit);
      const update = knex(table).update({ lease_until: leaseUntil, attempts: knex.raw("attempts + 1") });
      if (dialectOf(knex) === "pg") {
        // An array is made once. Of a plain IN, the planner may run the query again for each row and
        // lock more of them than the limit.
        update.whereRaw("seq = any(array ?)", [free.forUpdate().skipLocked()]);
      } else {
        update.whereIn("seq", free);
      }
      const rows: Row[] = await update.returning([
        "seq",
        "id",
        "key",
        "kind",
        "payload",
        "available_at",
        "attempts",
      ]);
      return rows
        .map((row) => ({ seq: Number(row.seq), message: messageOf(row) }))
        .sort((a, b) => a.message.availableAt.getTime() - b.message.availableAt.getTime() || a.seq - b.seq)
        .map(({ message }) => message);
    },
    async done(id, at) {
      await knex(table).where("id", id).update({ state: "done", done_at: at, lease_until: null });
    },
    async fail(id, error, retryAt) {
      await knex(table)
        // A worker that lost its lease must not call dead what another has finished.
        .where({ id, state: "waiting" })
        .update(
          retryAt === null
            ? { state: "dead", error, lease_until: null }
            : { available_at: retryAt, error, lease_until: null },
        );
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
