import { offeredCurrencies, sharesOrder, tablesOf } from "../offered";
import { isPaidForClicks } from "../paid-for-clicks";
import type { ProgramDefinition } from "../program";
import type { RewardKind } from "../reward-rule";
import { inOrder } from "./check-rule";
import { anyOf, type ProgramProblem, problem, wrong } from "./problem";
import { duplicates } from "./shapes";

/** What is wrong between fields that are each right; `kinds` are those the host can issue, null where any is. */
export function contradictionsOf(
  program: ProgramDefinition,
  kinds: readonly RewardKind[] | null,
): ProgramProblem[] {
  return [
    ...dates(program),
    ...promises(program),
    ...issuable(program, kinds),
    ...twins(program),
    ...ladder(program),
    ...paidForClicks(program),
    ...conditions(program),
    ...budget(program),
  ];
}

function contradiction(at: string, text: string): ProgramProblem {
  return problem("GW_PROGRAM_CONTRADICTION", at, text);
}

function dates({ startsAt, endsAt }: ProgramDefinition): ProgramProblem[] {
  if (startsAt === undefined || endsAt === undefined || inOrder(startsAt, endsAt)) return [];
  return wrong("endsAt", `a date after ${startsAt}`, endsAt);
}

function promises(program: ProgramDefinition): ProgramProblem[] {
  if (program.friend === null && program.rewards.length === 0) {
    return [contradiction("rewards", "nobody gets anything; give the friend or the advocate something")];
  }
  const named = [...program.rewards.map(({ amount }) => amount), ...(program.friend ? [program.friend] : [])];
  // Without amounts it is offered in every currency.
  if (named.every((amount) => tablesOf(amount).length === 0)) return [];
  return offeredCurrencies(program).length > 0
    ? []
    : [contradiction("rewards", "no currency has both sides' amounts; name the same one on both sides")];
}

function issuable({ rewards }: ProgramDefinition, kinds: readonly RewardKind[] | null): ProgramProblem[] {
  if (kinds === null) return [];
  const possible = kinds.length === 0 ? "no reward, as this shop issues none" : anyOf(kinds);
  return rewards.flatMap(({ kind }, index) =>
    kinds.includes(kind) ? [] : wrong(`rewards[${index}].kind`, possible, kind, "GW_PROGRAM_KIND"),
  );
}

function twins({ rewards, conditions }: ProgramDefinition): ProgramProblem[] {
  const milestones = rewards.map(({ trigger }) => (trigger.on === "milestone" ? trigger.friends : undefined));
  return [
    ...duplicates(
      rewards.map(({ id }) => id),
      (index) => `rewards[${index}].id`,
    ),
    ...duplicates(milestones, (index) => `rewards[${index}].trigger.friends`),
    ...duplicates(
      conditions.map(({ type }) => type),
      (index) => `conditions[${index}].type`,
    ),
  ];
}

/** Levels are climbed in order: a gap could never be passed, and of twins nobody knows which is meant. */
function ladder({ rewards }: ProgramDefinition): ProgramProblem[] {
  const levels = rewards.map(({ trigger }) => (trigger.on === "level" ? trigger.level : undefined));
  const at = (index: number) => `rewards[${index}].trigger.level`;
  return [
    ...duplicates(levels, at),
    ...levels.flatMap((level, index) =>
      level === undefined || level === 1 || levels.includes(level - 1)
        ? []
        : [contradiction(at(index), `expected a level ${level - 1} before level ${level}, got none`)],
    ),
  ];
}

/** Anybody can share with themselves and open their own link. */
function paidForClicks({ rewards }: ProgramDefinition): ProgramProblem[] {
  return rewards.flatMap((rule, index) =>
    isPaidForClicks(rule)
      ? [
          problem(
            "GW_PAID_FOR_CLICKS",
            `rewards[${index}].trigger.requires`,
            'gives something with a price for shares or invitations, which one person can make; ask for friends, such as { "friends": 1 }, or give something without a price (kind "gated-content")',
          ),
        ]
      : [],
  );
}

function conditions({ conditions }: ProgramDefinition): ProgramProblem[] {
  const at = (type: string) => conditions.findIndex((condition) => condition.type === type);
  const nth = conditions[at("nth-order")];
  if (nth?.type !== "nth-order") return [];
  return [
    ...(nth.n > 1 && at("new-customer") !== -1
      ? [
          contradiction(
            `conditions[${at("nth-order")}].n`,
            `expected 1 beside new-customer, as a later order is no new customer's, got ${nth.n}`,
          ),
        ]
      : []),
    ...(at("orders") === -1
      ? []
      : [
          contradiction(
            `conditions[${at("orders")}].type`,
            "cannot stand beside nth-order; keep one of them",
          ),
        ]),
  ];
}

/** A budget that no reward can use up would be a limit nobody keeps. */
function budget({ rewards, caps }: ProgramDefinition): ProgramProblem[] {
  const tables = rewards.map(({ amount }) => tablesOf(amount));
  const shares = rewards.some(({ amount }) => sharesOrder(amount));
  const used = tables.flat().flatMap((table) => Object.keys(table));
  return Object.keys(caps?.budget ?? {}).flatMap((code) =>
    shares || used.includes(code)
      ? []
      : wrong(
          `caps.budget.${code}`,
          used.length === 0
            ? "no budget, as no reward is money"
            : `a currency of the rewards: ${anyOf([...new Set(used)])}`,
          code,
        ),
  );
}
