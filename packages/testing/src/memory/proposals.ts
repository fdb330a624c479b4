import { type IdentityProposal, type ProposalStore, pairOf } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byTime } from "./table";

const byWaiting = byTime<IdentityProposal>(
  (row) => row.proposedAt,
  (row) => row.id,
);

export function memoryProposals({ proposals, participants }: MemoryDatabase): ProposalStore {
  const isBetweenPeople = ({ participantIds }: IdentityProposal) =>
    participantIds.every((id) => participants.get(id) !== null);
  return {
    async propose(proposed) {
      for (const proposal of proposed) {
        const pair = pairOf(...proposal.participantIds);
        const isKnown = ({ participantIds }: IdentityProposal) => participantIds.join() === pair.join();
        if (proposals.find(isKnown) === null)
          proposals.insert(proposal.id, { ...proposal, participantIds: pair });
      }
    },
    async open({ limit, offset }) {
      const rows = proposals.filter((row) => row.state === "open" && isBetweenPeople(row)).sort(byWaiting);
      return { rows: rows.slice(offset, offset + limit), count: rows.length };
    },
    async openOf(participantIds) {
      return proposals
        .filter((row) => row.state === "open" && row.participantIds.some((id) => participantIds.includes(id)))
        .sort(byWaiting);
    },
    async lock(id) {
      return proposals.get(id);
    },
    async decide(id, state, decision) {
      const proposal = proposals.get(id);
      if (proposal !== null) proposals.write(id, { ...proposal, state, decision });
    },
  };
}
