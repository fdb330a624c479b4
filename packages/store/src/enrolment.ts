import {
  type Enrolled,
  type Enrolment,
  GoodwordError,
  hashesOf,
  type Identity,
  type OtherOwner,
  type Participant,
} from "@goodword/core";
import type { Knex } from "knex";
import { type ParticipantRow, participantFields, participantOf } from "./participant-row";
import { onlyOne, type Wording, worded } from "./set-statements";
import { type Insert, insertInto, type Statements, statement, statements } from "./statements";

interface OwnerRow {
  readonly place: number | string;
  readonly owner: string;
}

const insertIdentities = insertInto({
  table: "goodword_identity",
  columns: { kind: "text", value: "text", participant_id: "text" },
  conflict: { target: ["kind", "value"] },
  returning: ["kind", "value"],
});
const moveOne = "update goodword_identity set participant_id = $3 where kind = $1 and value = $2";
const moveIdentities: Insert<"kind" | "value" | "owner"> = {
  columns: [
    ["kind", "text"],
    ["value", "text"],
    ["owner", "text"],
  ],
  rows: {
    ...statement(
      "update goodword_identity as stored set participant_id = given.owner from unnest($1::text[], $2::text[], $3::text[]) as given (kind, value, owner) where stored.kind = given.kind and stored.value = given.value",
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

const owned = ({ dialect, given }: Wording) => {
  const owner =
    "select participant_id from goodword_identity as identity where identity.kind = given.kind and identity.value = given.value";
  const identity =
    dialect === "pg"
      ? `cross join lateral (${owner} offset 0) as identity`
      : "join goodword_identity as identity using (kind, value)";
  return `select given.place, identity.participant_id as owner from ${given({ kind: "text", value: "text", place: "integer" })} ${identity}`;
};
const owners = worded(owned);

/**
 * Whose each identity is, with their record, held until the transaction ends. It must not be merged into another, as
 * what is written for it would be left behind; and two orders of one person are decided one after the other, as each
 * looks at the other: which came first, how many there are, whom the person is bound to.
 */
const records = worded((wording) => {
  const record =
    wording.dialect === "pg"
      ? `cross join lateral (select ${participantFields} from goodword_participant where id = single.owner for no key update) as record`
      : "join goodword_participant on id = single.owner";
  return `with owned as materialized (${owned(wording)}) select place, owner, ${participantFields} from (
    select place, owner from owned order by owner ${wording.byBytes}
  ) as single ${record}`;
});

const keyOf = ({ kind, value }: Identity) => `${kind}:${value}`;

/** Each once, in one order for everybody, so that two transactions never wait for each other in a circle. */
function distinct(identities: readonly Identity[]): Identity[] {
  const byKey = new Map(identities.map((identity) => [keyOf(identity), identity]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
}

/**
 * The own identities are the lock: they are written first, and on PostgreSQL an insert that meets another
 * transaction's uncommitted one waits for its end. Only then is it known who a person is.
 */
export async function enrol(trx: Knex, people: readonly Enrolment[]): Promise<Enrolled[]> {
  const database = statements(trx);
  const own = distinct(people.flatMap((person) => person.own));
  const namedBy = new Map<string, string>();
  for (const { candidate, own } of people) {
    for (const key of own.map(keyOf)) if (!namedBy.has(key)) namedBy.set(key, candidate.id);
  }
  const written = new Set(
    (
      await database.insert<string, Identity>(
        insertIdentities,
        own.map(({ kind, value }) => ({
          kind,
          value,
          participant_id: namedBy.get(keyOf({ kind, value })) as string,
        })),
      )
    ).map(keyOf),
  );
  const former = own.flatMap((identity) => hashesOf(identity).slice(0, -1));
  const kept = await ownersOf(database, former);
  const known = await recordsOf(database, [
    ...own.filter((identity) => !written.has(keyOf(identity))),
    ...former.filter((hash) => kept.has(keyOf(hash))),
  ]);
  const named = distinct(people.flatMap(({ mentioned }) => mentioned)).filter(
    (identity) => !namedBy.has(keyOf(identity)),
  );
  const mentioned = await ownersOf(database, named.flatMap(hashesOf));

  const owner = new Map<string, string>();
  for (const identity of [...named, ...own]) {
    const hashes = hashesOf(identity).map(keyOf);
    const id = hashes.map((key) => known.get(key)?.id ?? mentioned.get(key)).find((id) => id !== undefined);
    if (id !== undefined) owner.set(keyOf(identity), id);
  }
  const records = new Map([...known.values()].map((person) => [person.id, person]));
  const made: Participant[] = [];
  const answers = people.map((person): Enrolled => {
    const found = person.own.map((identity) => owner.get(keyOf(identity))).find((id) => id !== undefined);
    const id = found ?? person.candidate.id;
    if (found === undefined) {
      made.push(person.candidate);
      records.set(id, person.candidate);
    }
    for (const key of person.own.map(keyOf)) if (!owner.has(key)) owner.set(key, id);
    const others = (identities: readonly Identity[], named: OtherOwner["named"]) =>
      identities.flatMap((identity): OtherOwner[] => {
        const participantId = owner.get(keyOf(identity)) ?? id;
        return participantId === id ? [] : [{ participantId, kind: identity.kind, named }];
      });
    return {
      participant: records.get(id) as Participant,
      isNew: found === undefined,
      others: [...others(person.own, "own"), ...others(person.mentioned, "mentioned")],
    };
  });

  await database.insert(insertPeople, made.map(personRow));
  await database.insert(
    moveIdentities,
    own.flatMap((identity) => {
      const id = owner.get(keyOf(identity)) as string;
      const holder = (key: string) => (written.has(key) ? namedBy.get(key) : known.get(key)?.id);
      return hashesOf(identity).flatMap((hash) => {
        const held = holder(keyOf(hash));
        return held === undefined || held === id ? [] : [{ ...hash, owner: id }];
      });
    }),
  );
  return answers;
}

const listsOf = (identities: readonly Identity[]) => [
  identities.map(({ kind }) => kind),
  identities.map(({ value }) => value),
  identities.map((_, place) => place),
];

/** @throws GoodwordError `GW_RACE` when merges went on and on, to be tried again */
async function recordsOf(
  database: Statements,
  identities: readonly Identity[],
): Promise<Map<string, Participant>> {
  if (identities.length === 0) return new Map();
  // A record that was merged while it was waited for is missing the first time: its identities have moved on.
  for (let tries = 0; tries < 3; tries++) {
    const rows = await database.run<ParticipantRow & OwnerRow>(records, listsOf(identities));
    if (rows.length < identities.length) continue;
    return new Map(rows.map((row) => [keyOf(identities[Number(row.place)] as Identity), participantOf(row)]));
  }
  throw new GoodwordError("GW_RACE", "a person was merged meanwhile");
}

/** Nothing of these records changes, so nobody is waited for. */
async function ownersOf(database: Statements, identities: readonly Identity[]): Promise<Map<string, string>> {
  if (identities.length === 0) return new Map();
  const rows = await database.run<OwnerRow>(owners, listsOf(identities));
  return new Map(rows.map(({ place, owner }) => [keyOf(identities[Number(place)] as Identity), owner]));
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
