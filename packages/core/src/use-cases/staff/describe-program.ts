import type { Engine } from "../../ports/ports";
import { chooseProgram, isOpen } from "../../program/choose-program";
import { offeredCurrency } from "../../program/offered";
import type { Program } from "../../program/program";
import { type ProgramFigures, programFigures, programTerms } from "../../terms/terms";

export interface ProgramDescription extends ProgramFigures {
  readonly locale: string;
  readonly shopName: string;
  /** In full, a sentence or more for each benefit, condition and limit. */
  readonly terms: readonly string[];
}

/** Where the description will be read; what is left out is not known yet. */
export interface DescriptionRequest {
  readonly locale?: string | undefined;
  readonly currency?: string | undefined;
  readonly salesChannel?: string | undefined;
  readonly country?: string | undefined;
}

/** What the shop's program promises, in the words of a locale; null when none is open or offers the currency. */
export async function describeProgram(
  engine: Engine,
  input: DescriptionRequest,
): Promise<{ program: ProgramDescription | null }> {
  const program = await chosen(engine, input);
  const currency = program && offeredCurrency(program, input.currency);
  if (program === null || currency === null) return { program: null };
  const locale = input.locale ?? "en";
  return {
    program: {
      locale,
      shopName: program.shopName,
      ...programFigures(program, currency, locale),
      terms: programTerms(program, currency, locale),
    },
  };
}

async function chosen(
  engine: Engine,
  { currency, salesChannel, country }: DescriptionRequest,
): Promise<Program | null> {
  const now = engine.clock.now();
  const programs = (await engine.book.open()).filter(
    ({ program }) => currency === undefined || offeredCurrency(program, currency) !== null,
  );
  const context = { salesChannel: salesChannel ?? null, country: country ?? null, now };
  const matching = chooseProgram(programs, context);
  if (matching !== null || salesChannel !== undefined || country !== undefined) return matching;
  // An editor writes for the shop as a whole: its only program may be for one country.
  const [first] = programs
    .filter((stored) => isOpen(stored, now))
    .sort((a, b) => (a.program.id < b.program.id ? -1 : 1));
  return first?.program ?? null;
}
