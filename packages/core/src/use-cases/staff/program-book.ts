import type { GoodwordOptions, Ports } from "../../ports/ports";
import type { ProgramBook } from "../../ports/program-book";
import type { Program } from "../../program/program";
import type { StoredProgram } from "../../program/stored-program";
import { seedPrograms, unknownProgram } from "./programs";

/** How long what staff change elsewhere may stay unseen here. */
const keptMilliseconds = 2000;

export function programBook(
  ports: Pick<Ports, "store" | "clock" | "issuer">,
  options: Pick<GoodwordOptions, "programs">,
): ProgramBook {
  const { store, clock } = ports;
  const versions = new Map<string, Program>();
  let seeding: Promise<void> | null = null;
  let kept: { readonly at: number; readonly programs: Promise<StoredProgram[]>; isRead: boolean } | null =
    null;
  let last: readonly StoredProgram[] | null = null;

  const keyOf = (programId: string, version: number) => `${programId}@${version}`;

  async function read(): Promise<StoredProgram[]> {
    seeding ??= seedPrograms({ ...ports, options });
    await seeding;
    let programs = await store.programs.all();
    const isGone = ({ id }: { id: string }) => !programs.some(({ program }) => program.id === id);
    if (options.programs.some(isGone)) {
      // The tables were emptied or made anew beneath us: a shop without its program would ask nobody.
      seeding = seedPrograms({ ...ports, options });
      await seeding;
      programs = await store.programs.all();
    }
    for (const { program } of programs) versions.set(keyOf(program.id, program.version), program);
    return programs;
  }

  return {
    open() {
      const now = clock.now().getTime();
      // An age below zero is a clock that was set back: it could hold this for hours.
      const age = kept === null ? -1 : now - kept.at;
      if (kept !== null && age >= 0 && age < keptMilliseconds) return kept.programs;
      // One that is still read is waited for: while the table is locked, each second would begin another.
      if (kept !== null && !kept.isRead) return kept.programs;
      const programs = read();
      const reading = { at: now, programs, isRead: false };
      kept = reading;
      programs.then(
        (read) => {
          reading.isRead = true;
          last = read;
        },
        () => {},
      );
      // A failure is not kept: the next one who asks tries again.
      programs.catch(() => {
        seeding = null;
        if (kept === reading) kept = null;
      });
      return programs;
    },

    async version(programId, version, programs = store.programs) {
      const key = keyOf(programId, version);
      const known = versions.get(key) ?? (await programs.version(programId, version));
      if (known === null) throw unknownProgram(programId, version);
      versions.set(key, known);
      return known;
    },

    known: () => last,

    forget() {
      kept = null;
    },
  };
}
