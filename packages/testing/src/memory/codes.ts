import type { CodeStore, ReferralCode, ShareStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

export function memoryCodes({ codes }: MemoryDatabase): CodeStore {
  const primaryOf = (programId: string, participantId: string) =>
    codes.find((row) => row.primary && row.programId === programId && row.participantId === participantId);
  const mint = (candidate: ReferralCode): Awaited<ReturnType<CodeStore["mint"]>>[number] => {
    const existing = primaryOf(candidate.programId, candidate.participantId);
    if (existing !== null) return { outcome: "existing", code: existing };
    if (codes.get(candidate.code) !== null) return { outcome: "taken" };
    codes.insert(candidate.code, candidate);
    return { outcome: "minted", code: candidate };
  };
  return {
    async mint(candidates) {
      return candidates.map(mint);
    },
    async byCodes(asked) {
      return [...new Set(asked)].flatMap((code) => codes.get(code) ?? []);
    },
    async linkOf(code) {
      const found = codes.get(code);
      return found && { code, programId: found.programId, status: found.status };
    },
    async primary(programId, participantIds) {
      return [...new Set(participantIds)].flatMap((id) => primaryOf(programId, id) ?? []);
    },
    async setStatus(code, status) {
      const found = codes.get(code);
      if (found === null) return false;
      codes.write(code, { ...found, status });
      return true;
    },
    async replace(code) {
      const there = codes.get(code.code) ?? code;
      if (there.programId !== code.programId || there.participantId !== code.participantId) return false;
      const before = primaryOf(code.programId, code.participantId);
      if (before !== null) codes.write(before.code, { ...before, primary: false });
      codes.write(code.code, { ...there, primary: true });
      return true;
    },
  };
}

export function memoryShares({ shares }: MemoryDatabase): ShareStore {
  return {
    async record(share) {
      const key = keyOf(share.orderId, share.channel);
      if (shares.get(key) !== null) return false;
      shares.insert(key, share);
      return true;
    },
    async countOf(participantId) {
      return shares.count((row) => row.participantId === participantId);
    },
  };
}
