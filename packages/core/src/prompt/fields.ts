/** The fields copy may use, in braces and with an optional fallback: `{first_name|there}`. */
export const contentFields = [
  "first_name",
  "friend_reward",
  "advocate_reward",
  "shop_name",
  "share_link",
] as const;
export type ContentField = (typeof contentFields)[number];

const field = /\{([^{}]*)\}/g;

/** Every name in braces, known or not, in order. */
export function fieldsIn(text: string): string[] {
  return [...text.matchAll(field)].map((match) => read(match[1] ?? "").name);
}

/**
 * Fills fields once: a value that holds braces is not read again. A field without value takes its
 * fallback; with neither it leaves together with the comma and space before it, so that
 * "Thank you, {first_name}." reads "Thank you." for a shopper without a name. Fields that are not in
 * `values` stay.
 */
export function fillFields(text: string, values: Partial<Record<ContentField, string | null>>): string {
  let filled = "";
  let end = 0;
  for (const match of text.matchAll(field)) {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    const { name, fallback } = read(match[1] ?? "");
    const value = values[name as ContentField];
    const words = value === null || value === "" ? fallback : value;
    if (value === undefined) filled += before + match[0];
    else filled += words ? before + words : withoutComma(before);
  }
  return (filled + text.slice(end)).trim();
}

function read(inBraces: string): { name: string; fallback: string } {
  const [name = "", ...fallback] = inBraces.split("|");
  return { name: name.trim(), fallback: fallback.join("|").trim() };
}

/** Without the comma and the space that would have led to a field. */
function withoutComma(text: string): string {
  const words = text.trimEnd();
  return words.endsWith(",") ? words.slice(0, -1) : words;
}
