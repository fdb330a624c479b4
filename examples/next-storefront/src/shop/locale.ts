import { cookies, headers } from "next/headers";
import { settings } from "./settings";

export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

export const localeCookie = "locale";

/** The language the shopper is asked in: what they chose, else their browser's first that we have. */
export async function getLocale(): Promise<Locale> {
  const asked = [
    (await cookies()).get(localeCookie)?.value,
    ...((await headers()).get("accept-language")?.split(",") ?? []),
    settings.defaultLocale,
  ];
  for (const wish of asked) {
    const known = locales.find((locale) => wish?.trim().toLowerCase().startsWith(locale));
    if (known) return known;
  }
  return "en";
}
