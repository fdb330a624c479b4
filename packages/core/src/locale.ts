/** Locales in which Goodword can say a program's terms. A prompt in another one cannot be published. */
export const termsLocales = ["en", "de"] as const;

export type TermsLocale = (typeof termsLocales)[number];

/** The terms locale of a BCP 47 tag: `de-AT` → `de`; null when there are no words for it. */
export function termsLocaleOf(locale: string): TermsLocale | null {
  const language = locale.toLowerCase().split(/[-_]/)[0];
  return termsLocales.find((known) => known === language) ?? null;
}
