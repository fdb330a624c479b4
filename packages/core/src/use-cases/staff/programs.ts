import { GoodwordError } from "../../errors";
import type { Engine, GoodwordOptions } from "../../ports/ports";
import type { ProgramStore } from "../../ports/store";
import { checkProgram, type ProgramProblem } from "../../program/check-program";
import { definitionHash, definitionOf } from "../../program/definition-hash";
import type { Program, ProgramDefinition, ProgramState } from "../../program/program";
import { moveProgram } from "../../program/program-states";
import type { StoredProgram } from "../../program/stored-program";

/** A program as staff see it: its newest version and its state. */
export interface ListedProgram {
  readonly program: Program;
  readonly state: ProgramState;
}

export type SavedProgram =
  | { readonly saved: ListedProgram; readonly problems: readonly [] }
  | { readonly saved: null; readonly problems: readonly ProgramProblem[] };

const raceCode = "GW_PROGRAM_RACE";

/**
 * Keeps a definition of any origin: as a new version where it says something else than the newest one, and moves
 * the program to `state` when given. A new program is a draft unless `state` is "live".
 * @throws GoodwordError `GW_PROGRAM_STATE` for a move that is not legal, `GW_PROGRAM_RACE` when others saved too
 */
export async function saveProgram(
  engine: Engine,
  input: { definition: unknown; state?: ProgramState | undefined },
): Promise<SavedProgram> {
  const problems = checkProgram(input.definition, engine.issuer);
  if (problems.length > 0) return { saved: null, problems };
  const definition = input.definition as ProgramDefinition;
  // The configuration's programs are there before staff's are: one of the same id is theirs to change.
  await engine.book.open();
  const outcome = await unlessRaced(() =>
    engine.store.transaction(async ({ programs }): Promise<SavedProgram> => {
      const newest = await find(programs, definition.id);
      if (newest?.state === "ended") return { saved: null, problems: [hasEnded(definition.id)] };
      const stored = newest ?? asDraft(definition);
      // Before anything is written, as an illegal move must leave no version behind.
      const moved = input.state === undefined ? stored : inState(stored, input.state);
      const saved = newest === null ? moved : withDefinition(moved, definition);
      const isNew = newest === null || saved.program.version > newest.program.version;
      if (isNew && !(await programs.add(saved, engine.clock.now()))) throw raced(definition.id);
      const isMoved = newest !== null && saved.state !== newest.state;
      if (isMoved && !(await programs.move(definition.id, newest.state, saved.state)))
        throw raced(definition.id);
      return { saved: listed(saved), problems: [] };
    }),
  );
  engine.book.forget();
  return outcome;
}

/**
 * Moves a program; nothing happens when it is in that state already.
 * @throws GoodwordError `GW_PROGRAM_UNKNOWN`, `GW_PROGRAM_STATE` for a move that is not legal, `GW_PROGRAM_RACE`
 */
export async function setProgramState(
  engine: Engine,
  { programId, state }: { programId: string; state: ProgramState },
): Promise<{ program: ListedProgram }> {
  await engine.book.open();
  const { programs } = engine.store;
  const program = await unlessRaced(async () => {
    const stored = await find(programs, programId);
    if (stored === null) throw unknownProgram(programId);
    const moved = inState(stored, state);
    if (moved !== stored && !(await programs.move(programId, stored.state, state))) throw raced(programId);
    return listed(moved);
  });
  engine.book.forget();
  return { program };
}

/** Every program, by id. */
export async function listPrograms(engine: Engine): Promise<{ programs: ListedProgram[] }> {
  await engine.book.open();
  const all = await engine.store.programs.all();
  return { programs: all.map(listed).sort((a, b) => (a.program.id < b.program.id ? -1 : 1)) };
}

/**
 * Brings the programs of the shop's configuration in: a new one goes live, a changed one makes a version, and one
 * that did not change leaves what staff made of it. Any number of instances may do it at once.
 * @throws GoodwordError `GW_PROGRAM_INVALID` naming every problem, `GW_PROGRAM_RACE`
 */
export async function seedPrograms(
  engine: Pick<Engine, "store" | "clock" | "issuer"> & {
    readonly options: Pick<GoodwordOptions, "programs">;
  },
): Promise<void> {
  const { clock, issuer, options, store } = engine;
  for (const seed of options.programs) {
    const problems = checkProgram(seed, issuer);
    // Versions before this rule took such levels: a shop that has one still starts, and a person reviews its rewards.
    const strict = problems.filter(({ code }) => code !== "GW_PAID_FOR_CLICKS");
    if (strict.length > 0) throw invalid(seed, problems);
    const hash = definitionHash(seed);
    await unlessRaced(async () => {
      const stored = await find(store.programs, seed.id);
      if (problems.length > 0 && stored?.seed !== hash) throw invalid(seed, problems);
      if (stored?.seed === hash || stored?.state === "ended") return;
      // A version even where staff had made the same: it keeps the hash, without which the next restart
      // would take what staff change after this for a change of the configuration.
      const version = (stored?.program.version ?? 0) + 1;
      const seeded = { program: { ...seed, version }, state: stored?.state ?? "live", seed: hash } as const;
      if (!(await store.programs.add(seeded, clock.now()))) throw raced(seed.id);
    });
  }
}

export function unknownProgram(id: string, version?: number): GoodwordError {
  const what = version === undefined ? id : `${id} version ${version}`;
  return new GoodwordError("GW_PROGRAM_UNKNOWN", `program ${what}: is not stored`, { action: "ignore" });
}

/** Tries once more when somebody else was first, which `act` throws so that its transaction leaves nothing behind. */
async function unlessRaced<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GoodwordError) || error.code !== raceCode) throw error;
    return act();
  }
}

function raced(id: string): GoodwordError {
  return new GoodwordError(raceCode, `program ${id}: others changed it at the same time; try again`);
}

async function find(programs: ProgramStore, id: string): Promise<StoredProgram | null> {
  return (await programs.all()).find(({ program }) => program.id === id) ?? null;
}

function asDraft(definition: ProgramDefinition): StoredProgram {
  return { program: { ...definition, version: 1 }, state: "draft", seed: null };
}

function inState(stored: StoredProgram, state: ProgramState): StoredProgram {
  return stored.state === state ? stored : moveProgram(stored, state);
}

/** The next version, or the same where it says the same. */
function withDefinition(stored: StoredProgram, definition: ProgramDefinition): StoredProgram {
  const { program } = stored;
  if (definitionHash(definitionOf(program)) === definitionHash(definition)) return stored;
  return { ...stored, program: { ...definition, version: program.version + 1 } };
}

function listed({ program, state }: StoredProgram): ListedProgram {
  return { program, state };
}

function hasEnded(id: string): ProgramProblem {
  return { field: "id", code: "GW_PROGRAM_ENDED", message: `id: program "${id}" has ended; use another id` };
}

function invalid({ id }: ProgramDefinition, problems: readonly ProgramProblem[]): GoodwordError {
  const reasons = problems.map(({ message }) => message).join("; ");
  return new GoodwordError("GW_PROGRAM_INVALID", `options.programs, program ${id}: ${reasons}`, {
    action: "fix-config",
  });
}
