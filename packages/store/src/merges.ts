import type { Merge, MergeStore, MovedRows } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf } from "./columns";
import { giveBack } from "./give-back";
import { movePerson } from "./merge-people";
import { type ParticipantRow, participantFields, participantOf } from "./participant-row";
import { wordOf } from "./proposals";
import { worded } from "./set-statements";
import { insertInto, statement, statements } from "./statements";

interface Row {
  id: string;
  proposal_id: string;
  from_id: string;
  into_id: string;
  merged_by: string;
  reason: string;
  merged_at: StoredTime;
  moved: StoredMoved | string;
  held: Merge["held"] | string;
  undone_by: string | null;
  undone_reason: string | null;
  undone_at: StoredTime | null;
}

const table = "goodword_merge";
const select = `select id, proposal_id, from_id, into_id, merged_by, reason, merged_at, moved, held, undone_by, undone_reason, undone_at from ${table}`;

const hold = worded(({ oneOf, byBytes, dialect }) => {
  const held = dialect === "pg" ? "for update" : "";
  return `select ${participantFields} from goodword_participant where id ${oneOf(1)} order by id ${byBytes} ${held}`;
});
const insert = insertInto({
  table,
  columns: {
    id: "text",
    proposal_id: "text",
    from_id: "text",
    into_id: "text",
    merged_by: "text",
    reason: "text",
    merged_at: "timestamptz",
    moved: "jsonb",
    held: "jsonb",
  },
});
const lock = worded((wording) => `${select} where id = $1 ${wording.hold}`);
const of = worded(({ oneOf }) => `${select} where from_id ${oneOf(1)} or into_id ${oneOf(1)} order by seq`);
const undo = statement(
  `update ${table} set undone_by = $2, undone_reason = $3, undone_at = $4 where id = $1`,
);
const referralsBy = worded(
  ({ oneOf, byBytes }) =>
    `select id from goodword_referral where advocate_id = $2 and code ${oneOf(1)} order by id ${byBytes}`,
);

export function knexMergeStore(knex: Knex): MergeStore {
  const database = statements(knex);
  return {
    async hold(ids) {
      return (await database.run<ParticipantRow>(hold, [[...new Set(ids)]])).map(participantOf);
    },
    move: (from, into) => movePerson(database, from, into),
    giveBack: (merge) => giveBack(database, merge),
    async referralsBy(advocateId, codes) {
      if (codes.length === 0) return [];
      return (await database.run<{ id: string }>(referralsBy, [codes, advocateId])).map(({ id }) => id);
    },
    async record({ id, proposalId, from, into, decision, moved, held }) {
      await database.insert(insert, [
        {
          id,
          proposal_id: proposalId,
          from_id: from,
          into_id: into,
          merged_by: decision.by,
          reason: decision.reason,
          merged_at: decision.at,
          moved: storedMoved(moved),
          held,
        },
      ]);
    },
    async lock(id) {
      const [row] = await database.run<Row>(lock, [id]);
      return row === undefined ? null : mergeOf(row);
    },
    async of(ids) {
      return (await database.run<Row>(of, [ids])).map(mergeOf);
    },
    async undo(id, { by, reason, at }) {
      await database.change(undo, [id, by, reason, at]);
    },
  };
}

function mergeOf(row: Row): Merge {
  return {
    id: row.id,
    proposalId: row.proposal_id,
    from: row.from_id,
    into: row.into_id,
    decision: { by: row.merged_by, reason: row.reason, at: timeOf(row.merged_at) },
    moved: movedOf(jsonOf<StoredMoved>(row.moved)),
    held: jsonOf<Merge["held"]>(row.held),
    undone: wordOf(row.undone_by, row.undone_reason, row.undone_at),
  };
}

/** The same as JSON has it: times and counts are text. */
type Stored<T> = T extends Date | bigint
  ? string
  : T extends object
    ? { readonly [Key in keyof T]: Stored<T[Key]> }
    : T;
type StoredMoved = Stored<MovedRows>;

function storedMoved(moved: MovedRows): object {
  const counters = moved.counters.map((counter) => ({ ...counter, count: String(counter.count) }));
  return { ...moved, counters };
}

function movedOf(stored: StoredMoved): MovedRows {
  const time = (text: string | null) => (text === null ? null : new Date(text));
  const binding = <B extends StoredMoved["replaced"][number]>(one: B) => ({
    ...one,
    boundAt: new Date(one.boundAt),
    until: time(one.until),
  });
  const { participant, dismissedUntil } = stored;
  return {
    ...stored,
    participant: {
      ...participant,
      enrolledAt: new Date(participant.enrolledAt),
      dismissedUntil: time(participant.dismissedUntil),
    },
    dismissedUntil: { before: time(dismissedUntil.before), since: time(dismissedUntil.since) },
    bindings: stored.bindings.map(binding),
    replaced: stored.replaced.map(binding),
    counters: stored.counters.map((counter) => ({ ...counter, count: BigInt(counter.count) })),
  };
}
