import type { Amounts } from "../money/amounts";
import { type Currency, currency, isCurrencyCode, type Money, moneyOf } from "../money/money";
import type { Program, ProgramDefinition } from "./program";
import type { RewardAmount, RewardRule } from "./reward-rule";

type Promises = Pick<ProgramDefinition, "friend" | "rewards" | "conditions">;

/** ISO 4217's code for "no currency is involved": stands in where a program names none. */
const noCurrency = "xxx" as Currency;

/**
 * The rule that a prompt promises an advocate: what a friend's order earns; where nothing is, the first step of a
 * milestone or ladder, then a period's end. Null where advocates get nothing.
 */
export function headlineRule(program: Pick<Program, "rewards">): RewardRule | null {
  const own = program.rewards.filter(({ side }) => side === "advocate");
  return (
    own.find(({ trigger }) => trigger.on === "order") ??
    own.find(({ trigger }) => trigger.on !== "period-end") ??
    own[0] ??
    null
  );
}

/** What the headline rule pays as a fixed amount; null where it is not one, or none in this currency. */
export function advocateReward(program: Pick<Program, "rewards">, code: Currency): Money | null {
  const amount = headlineRule(program)?.amount;
  return amount?.type === "fixed" ? moneyIn(amount.amounts, code) : null;
}

/** True when the friend's benefit, if there is one, can be given in a currency. */
export function offersFriend({ friend }: Pick<Program, "friend">, code: Currency): boolean {
  return friend?.type !== "fixed" || isNamed(friend.amounts, code);
}

/** True when what the advocate is promised, if anything is, can be given in a currency. */
export function offersAdvocate(program: Pick<Program, "rewards">, code: Currency): boolean {
  const rule = headlineRule(program);
  return rule === null || isPaidIn(rule.amount, code);
}

/** True when everything a prompt promises can be given in a currency: a prompt in another one would be untrue. */
export function isOffered(program: Pick<Program, "friend" | "rewards">, code: Currency): boolean {
  return offersAdvocate(program, code) && offersFriend(program, code);
}

/** True when a rule pays in a currency: percentages and pieces do in any, tiers where each of them does. */
export function isPaidIn(amount: RewardAmount, code: Currency): boolean {
  if (amount.type === "tiered") return amount.tiers.every((tier) => isPaidIn(tier.amount, code));
  return !("amounts" in amount) || isNamed(amount.amounts, code);
}

/**
 * The currencies that a program names and offers both sides' benefits in, in the order it names them. Empty for
 * one of percentages only that names none: `isOffered` then holds in each.
 */
export function offeredCurrencies(program: Promises): Currency[] {
  return namedCurrencies(program).filter((code) => isOffered(program, code));
}

/** The asked currency, or the program's first when none is asked; null when nothing is offered in it. */
export function offeredCurrency(program: Promises, asked: string | undefined): Currency | null {
  const first = () => offeredCurrencies(program)[0] ?? noCurrency;
  const code = asked === undefined ? first() : isCurrencyCode(asked) ? currency(asked) : null;
  return code !== null && isOffered(program, code) ? code : null;
}

/** The least order value in a currency; null where none is asked. */
export function minimumOrder(program: Pick<Program, "conditions">, code: Currency): Money | null {
  const condition = program.conditions.find(({ type }) => type === "minimum-order");
  return condition?.type === "minimum-order" ? moneyIn(condition.amounts, code) : null;
}

/** An amount of a table in one currency; null where the table does not name it. */
export function moneyIn(amounts: Amounts, code: Currency): Money | null {
  const amount = isNamed(amounts, code) ? amounts[code] : undefined;
  return amount === undefined ? null : moneyOf(amount, code);
}

/** The currencies a program names anywhere that counts for its promises, in its own order. */
function namedCurrencies({ friend, rewards, conditions }: Promises): Currency[] {
  const tables = [
    ...rewards.flatMap(({ amount }) => tablesOf(amount)),
    ...(friend?.type === "fixed" ? [friend.amounts] : []),
    ...conditions.flatMap((condition) => (condition.type === "minimum-order" ? [condition.amounts] : [])),
  ];
  return [...new Set(tables.flatMap((amounts) => Object.keys(amounts).map(currency)))];
}

/** The tables of amounts within a rule's amount. */
export function tablesOf(amount: RewardAmount): Amounts[] {
  if (amount.type === "tiered") return amount.tiers.flatMap((tier) => tablesOf(tier.amount));
  return "amounts" in amount ? [amount.amounts] : [];
}

/** True when some of it is a percentage of the order's value. */
export function sharesOrder(amount: RewardAmount): boolean {
  if (amount.type === "tiered") return amount.tiers.some((tier) => sharesOrder(tier.amount));
  return "percent" in amount;
}

function isNamed(amounts: Amounts, code: Currency): boolean {
  return Object.hasOwn(amounts, code);
}
