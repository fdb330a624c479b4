/** The fields copy may use, in braces and with an optional fallback: `{first_name|there}`. */
export const contentFields = [
  "first_name",
  "friend_reward",
  "advocate_reward",
  "shop_name",
  "share_link",
] as const;
export type ContentField = (typeof contentFields)[number];

const field = /(,?\s*)\{([^{}|]*)(?:\|([^{}]*))?\}/g;

/** Every name in braces, known or not, in order. */
export function fieldsIn(text: string): string[] {
  return [...text.matchAll(field)].map((match) => (match[2] ?? "").trim());
}

/**
 * Fills fields once: a value that holds braces is not read again. A field without value takes its
 * fallback; with neither it leaves together with the comma and space before it, so that
 * "Thank you, {first_name}." reads "Thank you." for a shopper without a name. Fields that are not in
 * `values` stay.
 */
export function fillFields(text: string, values: Partial<Record<ContentField, string | null>>): string {
  return text
    .replace(field, (whole, lead: string, name: string, fallback: string | undefined) => {
      const value = values[name.trim() as ContentField];
      if (value === undefined) return whole;
      const filled = value === null || value === "" ? fallback?.trim() : value;
      return filled ? lead + filled : "";
    })
    .trim();
}
