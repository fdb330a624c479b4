import type { Engine } from "../ports/ports";
import { type ProgramFigures, programFigures } from "../program/terms";
import { offeredCurrency } from "./claim-offer";

export interface ProgramDescription extends ProgramFigures {
  readonly locale: string;
  readonly shopName: string;
}

/** What the program promises, in the words of a locale; null when it offers nothing in the currency. */
export function describeProgram(
  engine: Engine,
  input: { locale?: string | undefined; currency?: string | undefined },
): { program: ProgramDescription | null } {
  const { program } = engine.options;
  const currency = offeredCurrency(program, input.currency);
  if (currency === null) return { program: null };
  const locale = input.locale ?? "en";
  return { program: { locale, shopName: program.shopName, ...programFigures(program, currency, locale) } };
}
