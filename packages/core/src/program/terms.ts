import { GoodwordError } from "../errors";
import { type Currency, formatMoney, type Money, moneyOf } from "../reward/money";
import { advocateReward, type Incentive, minimumOrder, type Program } from "./program";

/** Locales in which Goodword can say a program's terms. A prompt in another one cannot be published. */
export const termsLocales = ["en", "de"] as const;
export type TermsLocale = (typeof termsLocales)[number];

/** The figures a prompt may use, in the words of a locale. */
export interface ProgramFigures {
  readonly friendReward: string;
  readonly advocateReward: string;
  /** The main conditions for the advocate, in plain words. */
  readonly conditions: string;
  /** The main conditions for the friend. */
  readonly offerConditions: string;
}

interface Words {
  off(amount: string): string;
  conditions(rule: { newCustomer: boolean; minimum: string | null; holdDays: number }): string;
  offerConditions(rule: { newCustomer: boolean; days: number }): string;
  rewardConditions(shop: string): string;
}

const words: Record<TermsLocale, Words> = {
  en: {
    off: (amount) => `${amount} off`,
    conditions: ({ newCustomer, minimum, holdDays }) =>
      sentences(
        newCustomer && minimum
          ? `For new customers, with an order from ${minimum} before shipping and tax`
          : newCustomer
            ? "For new customers"
            : minimum && `With an order from ${minimum} before shipping and tax`,
        holdDays === 0
          ? "Your code comes by e-mail after their order; a cancelled order earns nothing"
          : `Your code comes by e-mail ${holdDays} ${holdDays === 1 ? "day" : "days"} after their order; a cancelled order earns nothing`,
      ),
    offerConditions: ({ newCustomer, days }) =>
      sentences(
        newCustomer && "For your first order",
        `Can be used once, within ${days} ${days === 1 ? "day" : "days"}`,
      ),
    rewardConditions: (shop) => `Can be used once, on any order at ${shop}.`,
  },
  de: {
    off: (amount) => `${amount} Rabatt`,
    conditions: ({ newCustomer, minimum, holdDays }) =>
      sentences(
        newCustomer && minimum
          ? `Gilt für Neukunden und Bestellungen ab ${minimum} vor Versand und Steuern`
          : newCustomer
            ? "Gilt für Neukunden"
            : minimum && `Gilt für Bestellungen ab ${minimum} vor Versand und Steuern`,
        holdDays === 0
          ? "Dein Code kommt nach der Bestellung per E-Mail; wird sie storniert, entfällt er"
          : `Dein Code kommt ${holdDays} ${holdDays === 1 ? "Tag" : "Tage"} nach der Bestellung per E-Mail; wird sie storniert, entfällt er`,
      ),
    offerConditions: ({ newCustomer, days }) =>
      sentences(
        newCustomer && "Für deine erste Bestellung",
        `Einmal einlösbar, ${days} ${days === 1 ? "Tag" : "Tage"} lang`,
      ),
    rewardConditions: (shop) => `Einmal einlösbar, bei jeder Bestellung bei ${shop}.`,
  },
};

/** The terms locale of a BCP 47 tag: `de-AT` → `de`; null when there are no words for it. */
export function termsLocaleOf(locale: string): TermsLocale | null {
  const language = locale.toLowerCase().split(/[-_]/)[0];
  return termsLocales.find((known) => known === language) ?? null;
}

/**
 * A program in plain words, from the same data that decides.
 * @throws GoodwordError `GW_CURRENCY_NOT_OFFERED` when it offers nothing in this currency
 */
export function programFigures(program: Program, code: Currency, locale: string): ProgramFigures {
  const reward = advocateReward(program, code);
  if (reward === null) {
    throw new GoodwordError("GW_CURRENCY_NOT_OFFERED", `program ${program.id}: offers nothing in ${code}`, {
      action: "fix-config",
    });
  }
  const said = wordsOf(locale);
  const minimum = minimumOrder(program, code);
  const { newCustomer } = program.conditions;
  return {
    friendReward: incentiveText(program.friend, code, locale),
    advocateReward: moneyOff(reward, locale),
    conditions: said.conditions({
      newCustomer,
      minimum: minimum && formatMoney(minimum, locale, "short"),
      holdDays: program.holdDays,
    }),
    offerConditions: said.offerConditions({ newCustomer, days: program.attributionWindowDays }),
  };
}

/** An amount off in words: "€10 off", "10 € Rabatt". */
export function moneyOff(value: Money, locale: string): string {
  return wordsOf(locale).off(formatMoney(value, locale, "short"));
}

function incentiveText(incentive: Incentive, code: Currency, locale: string): string {
  if (incentive.type === "fixed") return moneyOff(moneyOf(incentive.amounts[code] ?? "0", code), locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return wordsOf(locale).off(percent.format(incentive.percent / 100));
}

/** How an issued reward may be used, in words. */
export function rewardConditions(program: Program, locale: string): string {
  return wordsOf(locale).rewardConditions(program.shopName);
}

function wordsOf(locale: string): Words {
  return words[termsLocaleOf(locale) ?? "en"];
}

function sentences(...parts: (string | null | false | undefined)[]): string {
  return parts
    .filter(Boolean)
    .map((part) => `${part}.`)
    .join(" ");
}
