import type { Identity, ParticipantStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

const identityKey = (identity: Identity) => keyOf(identity.kind, identity.value);

export function memoryParticipants({ participants, identities }: MemoryDatabase): ParticipantStore {
  return {
    async enrol(candidate, known) {
      const owners = known.map((identity) => identities.get(identityKey(identity))?.participantId);
      const owner = owners.find((id) => id !== undefined) ?? candidate.id;
      for (const identity of known) {
        const key = identityKey(identity);
        if (identities.get(key) === null) identities.insert(key, { participantId: owner });
      }
      const existing = participants.get(owner);
      if (existing !== null) return existing;
      participants.insert(candidate.id, candidate);
      return candidate;
    },
    async byId(id) {
      return participants.get(id);
    },
    async byIdentity(identity) {
      const found = identities.get(identityKey(identity));
      return found === null ? null : participants.get(found.participantId);
    },
    async dismiss(id, until) {
      const participant = participants.get(id);
      if (participant !== null) participants.write(id, { ...participant, dismissedUntil: until });
    },
  };
}
