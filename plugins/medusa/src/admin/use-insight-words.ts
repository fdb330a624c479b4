import { useTranslation } from "react-i18next";
import type { MoneyJson } from "./queries";
import { useWords } from "./use-words";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** The words of overview, tables and health, with numbers and lengths of time in the dashboard's language. */
export function useInsightWords() {
  const { t, i18n } = useTranslation("goodwordInsight");
  const words = useWords();
  const locale = i18n.language.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2");
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const percent = (part: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(part);

  /** Seconds, in the unit one would say. */
  function length(seconds: number): string {
    if (seconds < 2 * minute) return t("health.seconds", { count: Math.round(seconds) });
    if (seconds < 2 * hour) return t("health.minutes", { count: Math.round(seconds / minute) });
    if (seconds < 2 * day) return t("health.hours", { count: Math.round(seconds / hour) });
    return t("health.daysShort", { count: Math.round(seconds / day) });
  }

  /** Points and pieces of an item are no currency, and have no sign of their own. */
  function money(value: MoneyJson): string {
    const unit = value.currency;
    if (/^[a-z]{3}$/.test(unit)) return words.money(value);
    const amount = number(Number(value.amount));
    return unit === "points" ? t("overview.points", { value: amount }) : `${amount} × ${unit.slice(5)}`;
  }

  return {
    t,
    locale,
    number,
    percent,
    length,
    money,
    date: words.date,
    /** A day of UTC, `2026-11-02`, by its own name wherever the reader is. */
    day: (name: string, style: Intl.DateTimeFormatOptions = { dateStyle: "medium" }) =>
      new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }).format(new Date(`${name}T00:00:00Z`)),
    moment: (iso: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso)),
  };
}
