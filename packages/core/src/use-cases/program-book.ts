import type { GoodwordOptions, Ports } from "../ports/ports";
import type { ProgramStore, StoredProgram } from "../ports/store";
import type { Program } from "../program/program";
import { seedPrograms, unknownProgram } from "./programs";

/** How long what staff change elsewhere may stay unseen here. */
const keptMilliseconds = 2000;

/** The programs, at hand: every order and every page asks for them. */
export interface ProgramBook {
  /** Every program in its newest version, those of the configuration brought in; at most two seconds old. */
  open(): Promise<StoredProgram[]>;
  /**
   * One version, which never changes. Within a transaction give its `programs`, as a database may have no other
   * connection to read by.
   * @throws GoodwordError `GW_PROGRAM_UNKNOWN`
   */
  version(programId: string, version: number, programs?: Pick<ProgramStore, "version">): Promise<Program>;
  /** The programs as they were last read here, without asking the store; null before the first time. */
  known(): readonly StoredProgram[] | null;
  /** What was saved here is seen at once. */
  forget(): void;
}

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
