import { useTranslation } from "react-i18next";
import { useInsightWords } from "./use-insight-words";

/** The words of what staff do about people and rewards, with money and dates in the dashboard's language. */
export function usePeopleWords() {
  const { t } = useTranslation("goodwordPeople");
  const { locale, money, date, moment } = useInsightWords();
  return { t, locale, money, date, moment };
}
