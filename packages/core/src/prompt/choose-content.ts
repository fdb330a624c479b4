import { termsLocaleOf } from "../locale";
import type { ContentSnapshot, Placement, PublishedPrompt } from "./content";
import { defaultContent } from "./default-content";

/** The words Goodword ships, as a snapshot: version 0, so that any publication replaces them. */
export const shippedSnapshot: ContentSnapshot = {
  version: 0,
  defaultLocale: "en",
  prompts: Object.entries(defaultContent).map(([locale, content]) => ({
    placement: "order-confirmation",
    locale,
    content,
  })),
};

/**
 * The prompt in the exact locale, else its language, else the default locale. A prompt falls back
 * whole: its disclosure is always in the language of its ask.
 */
export function chooseContent(
  snapshot: ContentSnapshot,
  placement: Placement,
  locale: string | null | undefined,
): PublishedPrompt | null {
  const prompts = snapshot.prompts.filter(
    (prompt) => prompt.placement === placement && termsLocaleOf(prompt.locale) !== null,
  );
  const wanted = [locale, locale && languageOf(locale), snapshot.defaultLocale];
  for (const tag of wanted) {
    const found =
      tag && prompts.find((prompt) => prompt.locale.toLowerCase() === tag.toLowerCase().replace("_", "-"));
    if (found) return found;
  }
  return null;
}

function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0] ?? locale;
}
