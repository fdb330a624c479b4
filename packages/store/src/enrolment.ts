import type { Enrolled, Enrolment, Identity, Participant } from "@goodword/core";
import type { Knex } from "knex";
import { timeOf } from "./columns";
import { mergePeople } from "./merge-people";
import { type ParticipantRow, participantOf } from "./participant-row";
import { identityKey, joined, oneGroup, type PersonGroup, personGroups } from "./person-groups";
import { onlyOne, type Wording, worded } from "./set-statements";
import type { Scalar } from "./statement-values";
import { type Insert, insertInto, type Statements, statement, statements } from "./statements";

/** A person of the list, and the records that are theirs: the one enrolled first before the others. */
interface Known {
  readonly group: PersonGroup;
  readonly records: readonly ParticipantRow[];
  /** Whom their identities belong to, where that is not the record that remains. */
  readonly strays: readonly string[];
}

interface OwnerRow {
  readonly person: number | string;
  readonly owner: string;
}

const insertIdentities = insertInto({
  table: "goodword_identity",
  columns: { kind: "text", value: "text", participant_id: "text" },
  conflict: { target: ["kind", "value"] },
  returning: ["kind", "value"],
});
const moveOne = "update goodword_identity set participant_id = $2 where participant_id = $1";
const moveIdentities: Insert<"id" | "owner"> = {
  columns: [
    ["id", "text"],
    ["owner", "text"],
  ],
  rows: {
    ...statement(
      "update goodword_identity as stored set participant_id = given.owner from unnest($1::text[], $2::text[]) as given (id, owner) where stored.participant_id = given.id",
      moveOne,
    ),
    name: null,
  },
  few: onlyOne(moveOne),
};
const insertPeople = insertInto({
  table: "goodword_participant",
  columns: {
    id: "text",
    first_order_id: "text",
    locale: "text",
    enrolled_at: "timestamptz",
    dismissed_until: "timestamptz",
  },
});

const fields = "id, first_order_id, locale, enrolled_at, dismissed_until";
const owned = ({ dialect, given }: Wording) => {
  const owner =
    "select participant_id from goodword_identity as identity where identity.kind = given.kind and identity.value = given.value";
  const identity =
    dialect === "pg"
      ? `cross join lateral (${owner} offset 0) as identity`
      : "join goodword_identity as identity using (kind, value)";
  return `select distinct given.person, identity.participant_id as owner from ${given({ kind: "text", value: "text", person: "integer" })} ${identity}`;
};
const owners = worded(owned);
const mergeLock = statement(
  "select pg_advisory_xact_lock(hashtextextended('goodword_participant', 0))",
  "select 1",
);

/**
 * The record of each person, held until the transaction ends. It must not be merged into another, as what is
 * written for it would be left behind; and two orders of one person are decided one after the other, as each
 * looks at the other: which came first, how many there are, whom the person is bound to. Nothing at all where
 * somebody has several records.
 */
const records = worded((wording) => {
  const record =
    wording.dialect === "pg"
      ? `cross join lateral (select ${fields} from goodword_participant where id = single.owner for no key update) as record`
      : "join goodword_participant on id = single.owner";
  return `with owned as materialized (${owned(wording)}) select person, owner, ${fields} from (
    select person, owner from owned where (select count(*) = count(distinct person) from owned) order by owner ${wording.byBytes}
  ) as single ${record}`;
});
const lockPeople = worded(
  ({ oneOf, byBytes, dialect }) =>
    `select ${fields} from goodword_participant where id ${oneOf(1)} order by id ${byBytes} ${dialect === "pg" ? "for update" : ""}`,
);

/**
 * The identities are the lock: they are written first, and on PostgreSQL an insert that meets another
 * transaction's uncommitted one waits for its end. Only then is it known who a person is.
 */
export async function enrol(trx: Knex, people: readonly Enrolment[]): Promise<Enrolled[]> {
  const database = statements(trx);
  const groups = personGroups(people);
  const written = new Set(
    (await database.insert<string, Identity>(insertIdentities, identityRows(groups))).map(identityKey),
  );
  const isKnown = ({ identities }: PersonGroup) => [...identities.keys()].some((key) => !written.has(key));
  const known = await knownPeople(database, groups.filter(isKnown), written);
  const strangers = groups
    .filter((group) => !isKnown(group))
    .map((group): Known => ({ group, records: [], strays: [] }));
  const found = [...strangers, ...known];
  await database.insert(
    insertPeople,
    found.filter(({ records }) => records.length === 0).map(({ group }) => personRow(group.candidate)),
  );
  await database.insert(
    moveIdentities,
    found.flatMap(({ group, records, strays }) => {
      const owner = records[0]?.id ?? group.candidate.id;
      return strays.filter((id) => id !== owner).map((id) => ({ id, owner }));
    }),
  );
  const answers: Enrolled[] = [];
  for (const { group, records } of found) {
    const participant = (await mergePeople(database, records.map(participantOf))) ?? group.candidate;
    group.places.forEach((place, n) => {
      answers[place] =
        n === 0
          ? { participant, isNew: records.length === 0, merged: records.slice(1).map(({ id }) => id) }
          : { participant, isNew: false, merged: [] };
    });
  }
  return answers;
}

async function knownPeople(
  database: Statements,
  groups: readonly PersonGroup[],
  written: ReadonlySet<string>,
): Promise<Known[]> {
  if (groups.length === 0) return [];
  const before = groups.flatMap(({ identities }, person) =>
    [...identities].filter(([key]) => !written.has(key)).map(([, identity]) => ({ ...identity, person })),
  );
  const asked = [
    before.map(({ kind }) => kind),
    before.map(({ value }) => value),
    before.map(({ person }) => person),
  ];
  // A record that was merged while it was waited for is missing the first time; some are held by then, so it
  // is not yet time to wait for anything else.
  for (let tries = 0; tries < 3; tries++) {
    const rows = await database.run<ParticipantRow & OwnerRow>(records, asked);
    if (rows.length === groups.length) {
      return rows.map((row) => {
        const group = groups[Number(row.person)] as PersonGroup;
        const isNew = [...group.identities.keys()].some((key) => written.has(key));
        return { group, records: [row], strays: isNew ? [group.candidate.id] : [] };
      });
    }
    if (rows.length === 0) break;
  }
  const { owned, people } = await lockOwners(database, asked);
  const ownersOf = (group: PersonGroup) => owned.get(groups.indexOf(group)) ?? [];
  return joined(groups, ownersOf).map((same) => {
    const ids = [...new Set(same.flatMap(ownersOf))];
    return {
      group: oneGroup(same),
      records: ids.flatMap((id) => people.get(id) ?? []).sort(byEnrolment),
      strays: [...same.map(({ candidate }) => candidate.id), ...ids],
    };
  });
}

/**
 * Locks all records of these people, in one order for everybody. One merge at a time: what is read of owners
 * stays true, and nobody has to lock another record later, out of order.
 */
async function lockOwners(database: Statements, asked: readonly (readonly Scalar[])[]) {
  await database.run(mergeLock);
  const owned = new Map<number, string[]>();
  for (const { person, owner } of await database.run<OwnerRow>(owners, asked)) {
    owned.set(Number(person), [...(owned.get(Number(person)) ?? []), owner]);
  }
  const rows = await database.run<ParticipantRow>(lockPeople, [[...new Set([...owned.values()].flat())]]);
  return { owned, people: new Map(rows.map((row) => [row.id, row])) };
}

/** Everyone writes them in one order, so that two transactions never wait for each other in a circle. */
function identityRows(groups: readonly PersonGroup[]) {
  return groups
    .flatMap(({ candidate, identities }) =>
      [...identities].map(([key, { kind, value }]) => ({ key, kind, value, participant_id: candidate.id })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function byEnrolment(a: ParticipantRow, b: ParticipantRow): number {
  return timeOf(a.enrolled_at).getTime() - timeOf(b.enrolled_at).getTime() || (a.id < b.id ? -1 : 1);
}

function personRow(person: Participant) {
  return {
    id: person.id,
    first_order_id: person.firstOrderId,
    locale: person.locale,
    enrolled_at: person.enrolledAt,
    dismissed_until: person.dismissedUntil,
  };
}
