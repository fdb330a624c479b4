import type { ProgramStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

export function memoryPrograms({ programs, programVersions }: MemoryDatabase): ProgramStore {
  const versionKey = (programId: string, version: number) => keyOf(programId, String(version));
  return {
    async all() {
      return programs.filter(() => true);
    },
    async version(programId, version) {
      return programVersions.get(versionKey(programId, version));
    },
    async add({ program, state, seed }) {
      const key = versionKey(program.id, program.version);
      if (programVersions.get(key) !== null) return false;
      programVersions.insert(key, program);
      const before = programs.get(program.id);
      programs.write(program.id, { program, state: before?.state ?? state, seed });
      return true;
    },
    async move(programId, from, to) {
      const stored = programs.get(programId);
      if (stored?.state !== from) return false;
      programs.write(programId, { ...stored, state: to });
      return true;
    },
  };
}
