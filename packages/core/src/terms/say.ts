import { type TermsLocale, termsLocaleOf } from "../locale";
import type { Amounts } from "../money/amounts";
import { type Currency, formatMoney } from "../money/money";
import type { ValueDefinition } from "../order/order-value";
import { moneyIn, sharesOrder } from "../program/offered";
import type { Incentive, Program } from "../program/program";
import type { LevelRequirement, PlainAmount, RewardAmount, RewardRule } from "../program/reward-rule";
import { de } from "./de";
import { en } from "./en";
import type { Arrival, Counted, Minimum, Part, Placing, Words } from "./words";

const words: Record<TermsLocale, Words> = { en, de };

export function wordsOf(locale: string): Words {
  return words[termsLocaleOf(locale) ?? "en"];
}

/** How a program's figures are said in one currency and locale. */
export interface Say {
  readonly code: Currency;
  readonly locale: string;
  readonly words: Words;
}

export function sayIn(code: Currency, locale: string): Say {
  return { code, locale, words: wordsOf(locale) };
}

/** An amount of a table; null where it does not name the currency. */
export function sayMoney({ code, locale }: Say, amounts: Amounts): string | null {
  const money = moneyIn(amounts, code);
  return money && formatMoney(money, locale, "short");
}

export function sayPercent({ locale }: Say, percent: number): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(percent / 100);
}

/** A moment in UTC, to the minute: at midnight too, as an end may be meant to be outside. */
export function sayDate({ locale }: Say, iso: string): string {
  const text = new Intl.DateTimeFormat(spoken(locale), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(new Date(iso));
  return `${text} UTC`;
}

/** Countries as alternatives. */
export function sayCountries({ locale }: Say, countries: readonly string[]): string {
  const names = new Intl.DisplayNames(spoken(locale), { type: "region" });
  const list = new Intl.ListFormat(spoken(locale), { type: "disjunction" });
  return list.format(countries.map((country) => names.of(country.toUpperCase()) ?? country));
}

/** English words with another language's names and months between them would be neither. */
function spoken(locale: string): string {
  return termsLocaleOf(locale) === null ? "en" : locale;
}

export function sayIncentive(say: Say, incentive: Incentive): string | null {
  if (incentive.type === "percentage") return say.words.off(sayPercent(say, incentive.percent));
  const amount = sayMoney(say, incentive.amounts);
  return amount && say.words.off(amount);
}

/** What one grant of a rule is: "€10 off", "200 points"; null where it pays nothing in the currency. */
export function sayReward(say: Say, { kind, amount }: Pick<RewardRule, "kind" | "amount">): string | null {
  if (amount.type === "units") return say.words.pieces(kind, amount.count);
  const text = sayAmount(say, amount);
  return text && say.words.money(kind, text, sharesOrder(amount));
}

function sayAmount(say: Say, amount: Exclude<RewardAmount, { type: "units" }>): string | null {
  if (amount.type !== "tiered") return sayPlain(say, amount);
  const [least, most] = [amount.tiers[0]?.amount, amount.tiers.at(-1)?.amount];
  if (least === undefined || most === undefined) return null;
  if (least.type === "percentage" && most.type === "percentage") {
    return say.words.share(range(say, sayPercent(say, least.percent), sayPercent(say, most.percent)));
  }
  const [from, to] = [sayPlain(say, least), sayPlain(say, most)];
  return from && to && range(say, from, to);
}

function range({ words }: Say, least: string, most: string): string {
  return least === most ? least : words.range(least, most);
}

function sayPlain(say: Say, amount: PlainAmount): string | null {
  const money = amount.type === "percentage" ? null : sayMoney(say, amount.amounts);
  if (amount.type === "fixed") return money;
  const share = say.words.share(sayPercent(say, amount.percent));
  if (amount.type === "percentage") return share;
  return money && say.words.plus(money, share);
}

/** The promise of a rule in a few words: what, and for what where it takes more than one order. */
export function sayPromise(say: Say, rule: RewardRule): string | null {
  const what = sayReward(say, rule);
  if (what === null) return null;
  const { promised } = say.words;
  const { trigger } = rule;
  if (trigger.on === "milestone") return promised.milestone(what, trigger.friends);
  if (trigger.on === "level") return promised.level(what, ...countedBy(trigger.requires));
  return trigger.on === "order" ? what : promised.placing(what, placingOf(trigger));
}

export function countedBy(requires: LevelRequirement): [Counted, number] {
  if ("shares" in requires) return ["shares", requires.shares];
  return "invitations" in requires ? ["invitations", requires.invitations] : ["friends", requires.friends];
}

export function placingOf({
  period,
  top,
  minimumFriends,
}: Extract<RewardRule["trigger"], { on: "period-end" }>): Placing {
  return { period, top, least: minimumFriends ?? null };
}

/** When a rule's reward comes. */
export function arrivalOf({ holdDays, holdFrom }: Program, rule: RewardRule): Arrival {
  const { trigger } = rule;
  const byOrder = trigger.on === "order" || trigger.on === "milestone";
  return {
    days: rule.holdDays ?? holdDays,
    after: byOrder ? (holdFrom ?? "placed") : trigger.on === "level" ? "level" : trigger.period,
    isCode: rule.kind === "discount-code",
  };
}

/** The least order value; null where none is asked in the currency. */
export function minimumOf(say: Say, { conditions, value }: Program): Minimum | null {
  const condition = conditions.find(({ type }) => type === "minimum-order");
  const amount = condition?.type === "minimum-order" ? sayMoney(say, condition.amounts) : null;
  return amount === null ? null : { amount, measure: measureOf(say, value) };
}

export function measureOf({ words }: Say, value: ValueDefinition = {}): string {
  const { includeTax = false, includeShipping = false, beforeDiscounts = false } = value;
  const before: Part[] = [
    ...(beforeDiscounts ? (["discounts"] as const) : []),
    ...(includeShipping ? [] : (["shipping"] as const)),
    ...(includeTax ? [] : (["tax"] as const)),
  ];
  const includes = [
    ...(includeShipping ? (["shipping"] as const) : []),
    ...(includeTax ? (["tax"] as const) : []),
  ];
  return words.measure(includes, before);
}
