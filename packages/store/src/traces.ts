import type { Trace, TraceStore } from "@goodword/core";
import type { Knex } from "knex";
import { worded } from "./set-statements";
import { insertInto, statements } from "./statements";

interface Row {
  kind: Trace["kind"];
  hash: string;
  participant_id: string;
}

const record = insertInto({
  table: "goodword_trace",
  columns: { kind: "text", hash: "text", participant_id: "text" },
  conflict: { target: ["hash", "kind", "participant_id"] },
});

const matching = worded(({ dialect, given, oneOf }) => {
  const fields = "kind, hash, participant_id";
  return dialect === "pg"
    ? `select found.* from ${given({ hash: "text" })} cross join lateral (
         select ${fields} from goodword_trace as trace where trace.hash = given.hash order by kind, participant_id limit $2
       ) as found`
    : `select ${fields} from (
         select ${fields}, row_number() over (partition by hash order by kind, participant_id) as place
         from goodword_trace where hash ${oneOf(1)}
       ) where place <= $2`;
});

export function knexTraceStore(knex: Knex): TraceStore {
  const database = statements(knex);
  return {
    async record(traces) {
      const rows = traces.map(({ kind, hash, participantId }) => ({
        kind,
        hash,
        participant_id: participantId,
      }));
      // In one order for everybody, so that two transactions never wait for each other in a circle.
      await database.insert(
        record,
        rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
      );
    },
    async matching(hashes, limit) {
      if (hashes.length === 0) return [];
      const rows = await database.run<Row>(matching, [[...new Set(hashes)], limit]);
      return rows.map(({ kind, hash, participant_id }) => ({ kind, hash, participantId: participant_id }));
    },
  };
}

const sortKey = ({ hash, kind, participant_id }: Row) => `${hash} ${kind} ${participant_id}`;
