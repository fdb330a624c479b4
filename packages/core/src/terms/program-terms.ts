import type { Currency } from "../money/money";
import type { Condition } from "../program/conditions";
import { sharesOrder } from "../program/offered";
import { isPaidForClicks } from "../program/paid-for-clicks";
import type { Caps, Program } from "../program/program";
import type { RewardRule } from "../program/reward-rule";
import {
  arrivalOf,
  countedBy,
  measureOf,
  minimumOf,
  placingOf,
  type Say,
  sayCountries,
  sayDate,
  sayIn,
  sayIncentive,
  sayMoney,
  sayPercent,
  sayReward,
} from "./say";
import { sentences } from "./words";

/**
 * A program's full terms for the advocate, from the same data that decides: an entry for each benefit, condition
 * and limit, in that order. What is not given in the currency is not said.
 */
export function programTerms(program: Program, code: Currency, locale: string): string[] {
  const say = sayIn(code, locale);
  return [
    ...friendTerms(say, program),
    ...advocateTerms(say, program),
    ...percentageTerms(say, program),
    ...program.conditions.flatMap((condition) => conditionTerms(say, program, condition)),
    ...capTerms(say, program.caps ?? {}),
    ...scopeTerms(say, program),
    ...relationTerms(say, program),
    say.words.program.ownOrders,
    say.words.program.reversal,
  ];
}

function friendTerms(say: Say, program: Program): string[] {
  const benefit = program.friend && sayIncentive(say, program.friend);
  const rules = ruleTerms(say, program, "friend");
  const { friendGets, friendGetsNothing } = say.words.program;
  const best = program.combination === "best" ? [say.words.onlyTheBest] : [];
  if (benefit !== null) return [friendGets(benefit), ...best, ...rules];
  return rules.length === 0 ? [friendGetsNothing] : rules;
}

function advocateTerms(say: Say, program: Program): string[] {
  const rules = ruleTerms(say, program, "advocate");
  return rules.length === 0 ? [say.words.program.advocateGetsNothing] : rules;
}

function ruleTerms(say: Say, program: Program, side: RewardRule["side"]): string[] {
  return program.rewards
    .filter((rule) => rule.side === side)
    .flatMap((rule) => {
      const what = sayReward(say, rule);
      return what === null ? [] : [ruleTerm(say, program, rule, what)];
    });
}

function ruleTerm(say: Say, program: Program, rule: RewardRule, what: string): string {
  const words = say.words.rule;
  const { amount, boosts = [], cap = {}, expiresAfterDays, kind, side } = rule;
  const most = sayMoney(say, cap);
  const tiers =
    amount.type !== "tiered"
      ? []
      : amount.tiers.flatMap((tier) => {
          const text = sayReward(say, { kind, amount: tier.amount });
          return text === null ? [] : [{ from: tier.from, what: text }];
        });
  return sentences(
    promiseOf(say, rule, what),
    tiers.length > 0 && words.tiers(tiers),
    ...boosts.map(({ from, to, percent }) =>
      words.boost(sayDate(say, from), sayDate(say, to), sayPercent(say, percent)),
    ),
    most !== null && words.atMost(most),
    words.comes(side, arrivalOf(program, rule)),
    expiresAfterDays !== undefined && words.expires(expiresAfterDays),
    isPaidForClicks(rule) && words.checked,
  );
}

function promiseOf({ words: { rule: words } }: Say, { side, trigger }: RewardRule, what: string): string {
  switch (trigger.on) {
    case "order":
      return trigger.orders === "every"
        ? words.every(side, what, { months: trigger.months ?? null, count: trigger.count ?? null })
        : words.first(side, what);
    case "milestone":
      return words.milestone(what, trigger.friends);
    case "level":
      return words.level(what, trigger.level, ...countedBy(trigger.requires));
    case "period-end":
      return words.placing(what, placingOf(trigger));
  }
}

function percentageTerms(say: Say, { rewards, value }: Program): string[] {
  if (!rewards.some(({ amount }) => sharesOrder(amount))) return [];
  return [say.words.program.percentages(measureOf(say, value), value?.beforeDiscounts !== true)];
}

/** One condition in full, for whoever it is said to; nothing where it asks nothing in the currency. */
export function conditionTerms(say: Say, program: Program, condition: Condition): string[] {
  const words = say.words.condition;
  switch (condition.type) {
    case "new-customer":
      return [words.newCustomer];
    case "minimum-order": {
      const minimum = minimumOf(say, program);
      return minimum === null ? [] : [words.minimum(minimum, program.value?.beforeDiscounts !== true)];
    }
    case "products":
    case "categories":
      return [
        ...(condition.include === undefined ? [] : [words.included(condition.type)]),
        ...(condition.exclude === undefined ? [] : [words.excluded(condition.type)]),
      ];
    case "markets":
      return [words.markets(sayCountries(say, condition.countries))];
    case "nth-order":
      return [words.nth(condition.n)];
    case "orders":
      return [words.orders(condition.count, condition.withinDays)];
    case "captured":
      return [words.captured];
    case "fulfilled":
      return [words.fulfilled];
    case "delivered":
      return [words.delivered];
  }
}

function capTerms(say: Say, { perAdvocate, perAdvocatePeriod, perProgram, budget = {} }: Caps): string[] {
  const words = say.words.program;
  const most = sayMoney(say, budget);
  return [
    ...(perAdvocate === undefined ? [] : [words.perAdvocate(perAdvocate)]),
    ...(perAdvocatePeriod === undefined
      ? []
      : [words.perAdvocatePeriod(perAdvocatePeriod.count, perAdvocatePeriod.period)]),
    ...(perProgram === undefined ? [] : [words.perProgram(perProgram)]),
    ...(most === null ? [] : [words.budget(most)]),
  ];
}

function scopeTerms(say: Say, { markets, startsAt, endsAt }: Program): string[] {
  const words = say.words.program;
  const [from, to] = [startsAt, endsAt].map((at) => (at === undefined ? null : sayDate(say, at)));
  return [
    ...(markets === undefined ? [] : [words.markets(sayCountries(say, markets))]),
    ...(from && to ? [words.runs(from, to)] : from ? [words.starts(from)] : to ? [words.ends(to)] : []),
  ];
}

function relationTerms({ words: { program: words } }: Say, program: Program): string[] {
  const { attributionWindowDays, attributionTouch = "last", bindingDays, nameShare = false } = program;
  return [
    words.window(attributionWindowDays),
    words.touch(attributionTouch),
    ...(bindingDays === undefined ? [] : [words.binding(bindingDays)]),
    ...(nameShare ? [words.nameShare] : []),
  ];
}
