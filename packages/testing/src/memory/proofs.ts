import type { ProofStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byText } from "./table";

export function memoryProofs({ proofs }: MemoryDatabase): ProofStore {
  return {
    async put(request) {
      proofs.write(request.proposalId, request);
    },
    async byProposals(proposalIds) {
      return proofs
        .filter(({ proposalId }) => proposalIds.includes(proposalId))
        .sort((a, b) => byText(a.proposalId, b.proposalId));
    },
    async byToken(tokenHash) {
      return proofs.find((request) => request.tokenHash === tokenHash);
    },
    async countTry(tokenHash, { now, most }) {
      const found = proofs.find((request) => request.tokenHash === tokenHash);
      if (found === null || found.expiresAt <= now || found.tries >= most) return null;
      const counted = { ...found, tries: found.tries + 1 };
      proofs.write(found.proposalId, counted);
      return counted;
    },
  };
}
