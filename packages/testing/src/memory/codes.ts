import type { ClickStore, CodeStore, ShareStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

const hour = 3_600_000;

export function memoryCodes({ codes }: MemoryDatabase): CodeStore {
  const byParticipant = (programId: string, participantId: string) =>
    codes.find((row) => row.programId === programId && row.participantId === participantId);
  return {
    async mint(candidate) {
      const existing = byParticipant(candidate.programId, candidate.participantId);
      if (existing !== null) return { outcome: "existing", code: existing };
      if (codes.get(candidate.code) !== null) return { outcome: "taken" };
      codes.insert(candidate.code, candidate);
      return { outcome: "minted", code: candidate };
    },
    async byCode(code) {
      return codes.get(code);
    },
    async byParticipant(programId, participantId) {
      return byParticipant(programId, participantId);
    },
    async setStatus(code, status) {
      const found = codes.get(code);
      if (found === null) return false;
      codes.write(code, { ...found, status });
      return true;
    },
  };
}

export function memoryClicks({ clicks }: MemoryDatabase): ClickStore {
  return {
    async record(click) {
      const key = keyOf(click.code, click.visitor, String(Math.floor(click.clickedAt.getTime() / hour)));
      if (clicks.get(key) !== null) return false;
      clicks.insert(key, click);
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
  };
}
