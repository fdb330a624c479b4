import {
  type Enrolled,
  type Enrolment,
  hashesOf,
  type Identity,
  type OtherOwner,
  type Participant,
  type ParticipantStore,
} from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byText, keyOf } from "./table";

export const identityKey = ({ kind, value }: Identity) => keyOf(kind, value);

export function memoryParticipants(database: MemoryDatabase): ParticipantStore {
  const { participants, identities, names } = database;
  const ownerOf = (identity: Identity) =>
    hashesOf(identity)
      .map((hash) => identities.get(identityKey(hash)))
      .find((row) => row !== null)?.participantId ?? null;

  const enrol = ({ candidate, own, mentioned }: Enrolment): Enrolled => {
    const known = own.map(ownerOf).find((id) => id !== null) ?? null;
    const id = known ?? candidate.id;
    if (known === null) participants.insert(id, candidate);
    for (const identity of own) {
      const participantId = ownerOf(identity) ?? id;
      for (const hash of hashesOf(identity).map(identityKey)) {
        const isToday = hash === identityKey(identity);
        if (isToday || identities.get(hash) !== null) identities.write(hash, { participantId });
      }
    }
    const others = [
      ...own.map((identity) => ({ identity, named: "own" as const })),
      ...mentioned.map((identity) => ({ identity, named: "mentioned" as const })),
    ].flatMap(({ identity, named }): OtherOwner[] => {
      const participantId = ownerOf(identity);
      return participantId === null || participantId === id
        ? []
        : [{ participantId, kind: identity.kind, named }];
    });
    return { participant: participants.get(id) as Participant, isNew: known === null, others };
  };

  return {
    async enrol(people) {
      return people.map(enrol);
    },
    async byId(id) {
      return participants.get(id);
    },
    async byIdentity(identity) {
      const owner = ownerOf(identity);
      return owner === null ? null : participants.get(owner);
    },
    async identitiesOf(id) {
      return identities
        .entries(({ participantId }) => participantId === id)
        .map(([key]) => key)
        .sort(byText)
        .map((key) => {
          const [kind, value] = JSON.parse(key) as [Identity["kind"], string];
          return { kind, value };
        });
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
