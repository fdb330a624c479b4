import { useTranslation } from "react-i18next";
import { useInsightWords } from "./use-insight-words";

/** The words of the prompts page, with dates and names of languages in the dashboard's language. */
export function usePromptWords() {
  const { t } = useTranslation("goodwordPrompts");
  const { locale, moment } = useInsightWords();
  const language = (tag: string) => new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  return { t, moment, language };
}
