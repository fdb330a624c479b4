import type { Engine } from "../../ports/ports";
import { checkProgram, type ProgramProblem } from "../../program/check-program";
import { offeredCurrency } from "../../program/offered";
import type { Program, ProgramDefinition } from "../../program/program";
import { programFigures, programTerms } from "../../terms/terms";
import type { ProgramDescription } from "./describe-program";
import { type ListedProgram, unknownProgram } from "./programs";

/** A program with all it ever promised. */
export interface ShownProgram extends ListedProgram {
  /** Written in the shop's configuration: what staff change stays until the configuration changes. */
  readonly fromConfiguration: boolean;
  /** Every version, the newest first. */
  readonly versions: readonly Program[];
}

/**
 * One program with its versions.
 * @throws GoodwordError `GW_PROGRAM_UNKNOWN`
 */
export async function showProgram(
  engine: Engine,
  { programId }: { programId: string },
): Promise<{ program: ShownProgram }> {
  await engine.book.open();
  const { programs } = engine.store;
  const stored = (await programs.all()).find(({ program }) => program.id === programId);
  if (stored === undefined) throw unknownProgram(programId);
  const versions: Program[] = [stored.program];
  for (let version = stored.program.version - 1; version > 0; version -= 1) {
    const earlier = await programs.version(programId, version);
    if (earlier !== null) versions.push(earlier);
  }
  const { program, state, seed } = stored;
  return { program: { program, state, fromConfiguration: seed !== null, versions } };
}

/**
 * What a definition would promise, in the words of a locale; nothing is written. Null with its problems where it
 * cannot be saved, and without any where it offers nothing in the currency.
 */
export async function previewTerms(
  engine: Engine,
  input: { definition: unknown; locale?: string | undefined; currency?: string | undefined },
): Promise<{ preview: ProgramDescription | null; problems: readonly ProgramProblem[] }> {
  const problems = checkProgram(input.definition, engine.issuer);
  if (problems.length > 0) return { preview: null, problems };
  const program: Program = { ...(input.definition as ProgramDefinition), version: 0 };
  const currency = offeredCurrency(program, input.currency);
  if (currency === null) return { preview: null, problems: [] };
  const locale = input.locale ?? "en";
  const { shopName } = program;
  const terms = programTerms(program, currency, locale);
  return { preview: { locale, shopName, ...programFigures(program, currency, locale), terms }, problems: [] };
}
