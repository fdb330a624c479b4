import { GoodwordError } from "../errors";
import type { Currency, Money } from "../money/money";
import { periodKey } from "../money/period";
import { moneyIn } from "../program/offered";
import type { ProgramDefinition } from "../program/program";
import type { Counter, CounterKey } from "./counter";

type Capped = Pick<ProgramDefinition, "id" | "caps">;

/** Which cap was reached. */
export type CapName = "advocate" | "advocate-period" | "program" | "budget";

export type CappedGrant =
  /** With the counts to save. */
  | { readonly granted: true; readonly counters: Counter[] }
  /** The first cap it would pass, in the order of `CapName`; nothing is to be saved. */
  | { readonly granted: false; readonly cap: CapName };

interface CountedBy {
  readonly key: CounterKey;
  readonly cap: CapName;
  readonly limit: bigint;
}

/**
 * The counters of a grant, to be held before `grantWithin` and `releaseFrom`. Only what the program caps is counted,
 * from the version that sets the cap: a row that every order locked would make them all wait for one another.
 * `at` is when the reward is, or was, granted, and `program` the version it is granted under.
 */
export function counterKeysOf(
  program: Capped,
  grant: { readonly advocateId: string; readonly at: Date; readonly currency: Currency },
): CounterKey[] {
  return countedBy(program, grant).map(({ key }) => key);
}

/**
 * Counts a grant unless it would pass a cap. A budget is never passed by a part: what does not fit is not granted.
 * @throws GoodwordError `GW_COUNTER_NOT_HELD` when one of `counterKeysOf` is missing
 */
export function grantWithin(
  program: Capped,
  counters: readonly Counter[],
  grant: { readonly advocateId: string; readonly at: Date; readonly value: Money },
): CappedGrant {
  const { amount, currency } = grant.value;
  const counted: Counter[] = [];
  for (const { key, cap, limit } of countedBy(program, { ...grant, currency })) {
    const count = held(counters, key) + (cap === "budget" ? amount : 1n);
    if (count > limit) return { granted: false, cap };
    counted.push({ ...key, count });
  }
  return { granted: true, counters: counted };
}

/**
 * The counts after more of a reward is taken back: its money frees the budget, and when it is the last of it
 * (`whole`: declined, or reversed in full) its place is freed too. To be told once of each: a declined reward has
 * nothing left to release.
 * @throws GoodwordError `GW_COUNTER_NOT_HELD` when one of `counterKeysOf` is missing
 */
export function releaseFrom(
  program: Capped,
  counters: readonly Counter[],
  taken: {
    readonly advocateId: string;
    /** When it was granted: the place of its period is freed, not of today's. */
    readonly at: Date;
    /** What is taken back now. */
    readonly value: Money;
    readonly whole: boolean;
  },
): Counter[] {
  const { amount, currency } = taken.value;
  return countedBy(program, { ...taken, currency }).map(({ key, cap }) => {
    const count = held(counters, key) - (cap === "budget" ? amount : taken.whole ? 1n : 0n);
    // A reward from before its counter was kept was never counted.
    return { ...key, count: count > 0n ? count : 0n };
  });
}

/**
 * The counts after a part that was taken back is given again: its money is of the budget once more, or null where that
 * was spent meanwhile.
 * @throws GoodwordError `GW_COUNTER_NOT_HELD` when one of `counterKeysOf` is missing
 */
export function restoreWithin(
  program: Capped,
  counters: readonly Counter[],
  given: { readonly advocateId: string; readonly at: Date; readonly value: Money },
): Counter[] | null {
  const { amount, currency } = given.value;
  const counted = countedBy(program, { ...given, currency }).map(({ key, cap, limit }) => ({
    counter: { ...key, count: held(counters, key) + (cap === "budget" ? amount : 0n) },
    isOver: cap === "budget" && held(counters, key) + amount > limit,
  }));
  return counted.some(({ isOver }) => isOver) ? null : counted.map(({ counter }) => counter);
}

function countedBy(
  { id: programId, caps = {} }: Capped,
  {
    advocateId,
    at,
    currency,
  }: { readonly advocateId: string; readonly at: Date; readonly currency: Currency },
): CountedBy[] {
  const { perAdvocate, perAdvocatePeriod: inPeriod, perProgram } = caps;
  const budget = moneyIn(caps.budget ?? {}, currency);
  const counted: CountedBy[] = [];
  const count = (cap: CapName, scope: string, subject: string, limit: bigint) =>
    counted.push({ cap, key: { programId, scope, subject }, limit });
  if (perAdvocate !== undefined) count("advocate", "rewards", advocateId, BigInt(perAdvocate));
  if (inPeriod !== undefined) {
    const scope = `rewards:${periodKey(inPeriod.period, at)}`;
    count("advocate-period", scope, advocateId, BigInt(inPeriod.count));
  }
  if (perProgram !== undefined) count("program", "rewards", "", BigInt(perProgram));
  if (budget !== null) count("budget", `spent:${currency}`, "", budget.amount);
  return counted;
}

/** A counter that was not held is not zero: somebody else may be counting on it at this moment. */
function held(counters: readonly Counter[], { programId, scope, subject }: CounterKey): bigint {
  const counter = counters.find(
    (other) => other.programId === programId && other.scope === scope && other.subject === subject,
  );
  if (counter === undefined) {
    throw new GoodwordError("GW_COUNTER_NOT_HELD", `caps: counter ${scope} of "${subject}" was not held`);
  }
  return counter.count;
}
