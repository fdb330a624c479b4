import { hashesOf, type Identity, type Participant, type ParticipantStore } from "@goodword/core";
import type { Knex } from "knex";
import { atomically } from "./columns";
import { enrol } from "./enrolment";
import { participantFields as fields, type ParticipantRow, participantOf } from "./participant-row";
import { worded } from "./set-statements";
import { type Statement, statement, statements } from "./statements";

const byId = statement(`select ${fields} from goodword_participant where id = $1`);
const byIdentity = statement(
  `select ${fields} from goodword_participant where id = (select participant_id from goodword_identity where kind = $1 and value = $2)`,
);
const identitiesOf = worded(
  ({ byBytes }) =>
    `select kind, value from goodword_identity where participant_id = $1 order by kind ${byBytes}, value ${byBytes}`,
);
const dismiss = statement("update goodword_participant set dismissed_until = $2 where id = $1");
const lock = worded(({ hold }) => `select id from goodword_participant where id = $1 ${hold}`);
const keep = worded(({ oneOf, byBytes, dialect }) => {
  const shared = dialect === "pg" ? "for key share" : "";
  return `select id from goodword_participant where id ${oneOf(1)} order by id ${byBytes} ${shared}`;
});
const name = statement("update goodword_participant set display_name = $2, name_key = $3 where id = $1");
const named = worded(
  ({ byBytes }) => `select id from goodword_participant where name_key = $1 order by id ${byBytes}`,
);

export function knexParticipantStore(knex: Knex): ParticipantStore {
  const database = statements(knex);
  const find = async (by: Statement, values: readonly string[]): Promise<Participant | null> => {
    const [row] = await database.run<ParticipantRow>(by, values);
    return row === undefined ? null : participantOf(row);
  };
  return {
    async enrol(people) {
      return people.length === 0 ? [] : await atomically(knex, (trx) => enrol(trx, people));
    },
    byId: (id) => find(byId, [id]),
    async byIdentity(identity) {
      for (const { kind, value } of hashesOf(identity)) {
        const owner = await find(byIdentity, [kind, value]);
        if (owner !== null) return owner;
      }
      return null;
    },
    async identitiesOf(id) {
      return (await database.run<Identity>(identitiesOf, [id])).map(({ kind, value }) => ({ kind, value }));
    },
    async dismiss(id, until) {
      await database.change(dismiss, [id, until]);
    },
    async keep(ids) {
      if (ids.length === 0) return [];
      return (await database.run<ParticipantRow>(keep, [ids])).map(({ id }) => id);
    },
    async lock(id) {
      await database.run(lock, [id]);
    },
    async name(id, given) {
      await database.change(name, [id, given?.display ?? null, given?.key ?? null]);
    },
    async named(key) {
      return (await database.run<ParticipantRow>(named, [key])).map(({ id }) => id);
    },
  };
}
