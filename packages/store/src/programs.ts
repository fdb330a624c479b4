import type { Program, ProgramState, ProgramStore, StoredProgram } from "@goodword/core";
import type { Knex } from "knex";
import { atomically, jsonOf } from "./columns";

interface Row {
  state: ProgramState;
  seed: string | null;
  definition: Program | string;
}

const programs = "goodword_program";
const versions = "goodword_program_version";

export function knexProgramStore(knex: Knex): ProgramStore {
  return {
    async all() {
      const rows = await knex(programs)
        .join(versions, (newest) =>
          newest
            .on(`${versions}.program_id`, `${programs}.id`)
            .on(`${versions}.version`, `${programs}.version`),
        )
        .orderBy(`${programs}.id`)
        .select<Row[]>("state", "seed", "definition");
      return rows.map(({ state, seed, definition }) => ({
        program: jsonOf<Program>(definition),
        state,
        seed,
      }));
    },
    async version(programId, version) {
      const row = await knex(versions)
        .where({ program_id: programId, version })
        .first<Row | undefined>("definition");
      return row === undefined ? null : jsonOf<Program>(row.definition);
    },
    add: (stored, at) => atomically(knex, (trx) => add(trx, stored, at)),
    async move(programId, from, to) {
      return (await knex(programs).where({ id: programId, state: from }).update({ state: to })) > 0;
    },
  };
}

async function add(trx: Knex, { program, state, seed }: StoredProgram, at: Date): Promise<boolean> {
  // The version is the lock: of two who add it at once, the second waits here and adds nothing.
  const added = await trx(versions)
    .insert({
      program_id: program.id,
      version: program.version,
      definition: JSON.stringify(program),
      created_at: at,
    })
    .onConflict(["program_id", "version"])
    .ignore()
    .returning("version");
  if (added.length === 0) return false;
  await trx(programs)
    .insert({ id: program.id, state, seed, version: program.version })
    .onConflict("id")
    .merge(["seed", "version"])
    .where(`${programs}.version`, "<", program.version);
  return true;
}
