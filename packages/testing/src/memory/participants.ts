import type { Enrolled, Enrolment, Identity, Participant, ParticipantStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { mergePeople } from "./merge-people";
import { byText, byTime, keyOf } from "./table";

const identityKey = (identity: Identity) => keyOf(identity.kind, identity.value);

const byEnrolment = byTime<Participant>(
  (row) => row.enrolledAt,
  (row) => row.id,
);

export function memoryParticipants(database: MemoryDatabase): ParticipantStore {
  const { participants, identities, names } = database;
  const ownerOf = (key: string) => identities.get(key)?.participantId ?? null;

  /** All entries are one person; the record that results. */
  const enrolPerson = (candidate: Participant, keys: ReadonlySet<string>) => {
    const owners = new Set([...keys].map(ownerOf).filter((id) => id !== null));
    const [owner, ...others] = [...owners].flatMap((id) => participants.get(id) ?? []).sort(byEnrolment);
    const merged = others.map((row) => row.id);
    const id = owner?.id ?? candidate.id;
    if (owner === undefined) participants.insert(id, candidate);
    for (const other of merged) mergePeople(database, id, other);
    for (const key of keys) identities.write(key, { participantId: id });
    return { participant: participants.get(id) as Participant, isNew: owner === undefined, merged };
  };

  return {
    async enrol(people) {
      const answers: Enrolled[] = [];
      for (const places of samePeople(people, ownerOf)) {
        const entries = places.map((place) => people[place] as Enrolment);
        const keys = new Set(entries.flatMap((entry) => entry.identities.map(identityKey)));
        const first = enrolPerson((entries[0] as Enrolment).candidate, keys);
        for (const [n, place] of places.entries()) {
          answers[place] = n === 0 ? first : { participant: first.participant, isNew: false, merged: [] };
        }
      }
      return answers;
    },
    async byId(id) {
      return participants.get(id);
    },
    async byIdentity(identity) {
      const owner = ownerOf(identityKey(identity));
      return owner === null ? null : participants.get(owner);
    },
    async customersOf(id) {
      const own = identities.entries(({ participantId }) => participantId === id);
      const pairs = own.map(([key]) => JSON.parse(key) as [kind: string, value: string]);
      return pairs.flatMap(([kind, value]) => (kind === "customer" ? [value] : [])).sort(byText);
    },
    async dismiss(id, until) {
      const participant = participants.get(id);
      if (participant !== null) participants.write(id, { ...participant, dismissedUntil: until });
    },
    async keep(ids) {
      return ids.filter((id) => participants.get(id) !== null).sort();
    },
    async lock() {
      // Transactions come one after the other here: everything is locked.
    },
    async name(id, name) {
      if (name === null) names.remove(id);
      else if (participants.get(id) !== null) names.write(id, { participantId: id, ...name });
    },
    async named(key) {
      return names.filter((row) => row.key === key).map((row) => row.participantId);
    },
  };
}

/** Places of each person's entries, rising: those who share an identity, or a record that is known, are one. */
function samePeople(people: readonly Enrolment[], ownerOf: (key: string) => string | null): number[][] {
  let groups: { marks: Set<string>; places: number[] }[] = [];
  for (const [place, { identities }] of people.entries()) {
    const keys = identities.map(identityKey);
    const marks = new Set([...keys, ...keys.map(ownerOf).filter((id) => id !== null)]);
    const isSame = (group: { marks: Set<string> }) => [...marks].some((mark) => group.marks.has(mark));
    const joined = [...groups.filter(isSame), { marks, places: [place] }];
    groups = groups.filter((group) => !isSame(group));
    groups.push({
      marks: new Set(joined.flatMap((group) => [...group.marks])),
      places: joined.flatMap((group) => group.places),
    });
  }
  return groups.map(({ places }) => places.sort((a, b) => a - b));
}
