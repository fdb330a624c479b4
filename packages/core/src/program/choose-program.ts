import type { Currency } from "../money/money";
import { isOffered } from "./offered";
import type { Program } from "./program";
import type { StoredProgram } from "./stored-program";

/** Why a program takes no new promises. */
export const closedReasons = ["draft", "paused", "ended", "not-started", "over"] as const;
export type ClosedReason = (typeof closedReasons)[number];

/** Where an order, or a visit, comes from. */
export interface ProgramContext {
  /** The host's; null where it is not known: then only programs for all of them match. */
  readonly salesChannel: string | null;
  /** ISO 3166-1 alpha-2 in lower case; null where it is not known: then only programs for all of them match. */
  readonly country: string | null;
  /** When given, only programs that are offered in it match. */
  readonly currency?: Currency;
  readonly now: Date;
}

/**
 * The program for an order or a visit: an open one that matches, the one that is named for this channel and this
 * country first, then for the channel, then for the country, then the one for all; of equals the first by id.
 */
export function chooseProgram(programs: readonly StoredProgram[], context: ProgramContext): Program | null {
  const [first] = programs
    .filter((stored) => isOpen(stored, context.now) && matches(stored.program, context))
    .map(({ program }) => program)
    .sort((a, b) => specificity(b) - specificity(a) || (a.id < b.id ? -1 : 1));
  return first ?? null;
}

/** Whether a program takes new promises: it is live and within its dates. */
export function isOpen(stored: StoredProgram, now: Date): boolean {
  return whyClosed(stored, now).length === 0;
}

/** Everything that keeps a program from being open; empty when it is. */
export function whyClosed({ program, state }: StoredProgram, now: Date): ClosedReason[] {
  const { startsAt, endsAt } = program;
  return [
    ...(state === "live" ? [] : [state]),
    ...(startsAt !== undefined && now < new Date(startsAt) ? (["not-started"] as const) : []),
    ...(endsAt !== undefined && now >= new Date(endsAt) ? (["over"] as const) : []),
  ];
}

function matches(program: Program, { salesChannel, country, currency }: ProgramContext): boolean {
  return (
    isListed(program.salesChannels, salesChannel) &&
    isListed(program.markets, country) &&
    (currency === undefined || isOffered(program, currency))
  );
}

function isListed(list: readonly string[] | undefined, value: string | null): boolean {
  return list === undefined || (value !== null && list.includes(value));
}

function specificity({ salesChannels, markets }: Program): number {
  return (salesChannels === undefined ? 0 : 2) + (markets === undefined ? 0 : 1);
}
