import type { Identity, Participant, ParticipantStore } from "@goodword/core";
import type { Knex } from "knex";
import { atomically, type StoredTime, timeOf, timeOrNull } from "./columns";

interface Row {
  id: string;
  first_order_id: string;
  locale: string | null;
  enrolled_at: StoredTime;
  dismissed_until: StoredTime | null;
}

const participants = "goodword_participant";
const identities = "goodword_identity";

export function knexParticipantStore(knex: Knex): ParticipantStore {
  return {
    enrol: (candidate, known) => atomically(knex, (trx) => enrol(trx, candidate, known)),
    async byId(id) {
      const row = await knex<Row>(participants).where("id", id).first();
      return row === undefined ? null : participantOf(row as Row);
    },
    async byIdentity({ kind, value }) {
      const row = await knex(participants)
        .join(identities, `${identities}.participant_id`, `${participants}.id`)
        .where({ kind, value })
        .first<Row | undefined>(`${participants}.*`);
      return row === undefined ? null : participantOf(row);
    },
    async dismiss(id, until) {
      await knex(participants).where("id", id).update({ dismissed_until: until });
    },
  };
}

/**
 * The identities are the lock: they are written first, and on PostgreSQL an insert that meets another
 * transaction's uncommitted one waits for its end. Only then is it known who the person is.
 */
async function enrol(trx: Knex, candidate: Participant, known: readonly Identity[]): Promise<Participant> {
  // Everyone writes them in one order, so that two transactions never wait for each other in a circle.
  const sorted = [...known].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  await trx(identities)
    .insert(sorted.map(({ kind, value }) => ({ kind, value, participant_id: candidate.id })))
    .onConflict(["kind", "value"])
    .ignore();
  const rows = await trx(identities)
    .whereIn(
      ["kind", "value"],
      sorted.map(({ kind, value }) => [kind, value]),
    )
    .select<(Identity & { participant_id: string })[]>("kind", "value", "participant_id");
  const owners = new Map(rows.map((row) => [key(row), row.participant_id]));
  const owner = known.map((identity) => owners.get(key(identity))).find((id) => id !== candidate.id);
  if (owner === undefined) {
    await trx(participants)
      .insert({
        id: candidate.id,
        first_order_id: candidate.firstOrderId,
        locale: candidate.locale,
        enrolled_at: candidate.enrolledAt,
        dismissed_until: candidate.dismissedUntil,
      })
      .onConflict("id")
      .ignore();
  } else {
    // The person is known: what was just written under the candidate's id is theirs.
    await trx(identities).where("participant_id", candidate.id).update({ participant_id: owner });
  }
  return participantOf(
    await trx(participants)
      .where("id", owner ?? candidate.id)
      .first<Row>(),
  );
}

const key = ({ kind, value }: Identity) => `${kind}:${value}`;

function participantOf(row: Row): Participant {
  return {
    id: row.id,
    firstOrderId: row.first_order_id,
    locale: row.locale,
    enrolledAt: timeOf(row.enrolled_at),
    dismissedUntil: timeOrNull(row.dismissed_until),
  };
}
