import { useTranslation } from "react-i18next";
import type { Words } from "./i18n/en";
import type { MoneyJson } from "./queries";

/** Goodword's words, money and dates in the language the dashboard is set to. */
export function useWords() {
  const { t, i18n } = useTranslation("goodword");
  // Medusa writes ptBR where the standard writes pt-BR.
  const locale = i18n.language.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2");
  return {
    t,
    /** What a table's footer says. */
    footer: t("table", { returnObjects: true }) as Words["table"],
    money({ amount, currency }: MoneyJson): string {
      const style = new Intl.NumberFormat(locale, { style: "currency", currency: currency.toUpperCase() });
      // A text keeps every digit; the type of older libraries knows numbers only.
      return style.format(amount as unknown as number);
    },
    date: (iso: string): string =>
      new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso)),
  };
}
