/** Longer than any name, short enough to read at once: what is typed may be as long as a request. */
const mostRead = 500;
const longestName = 40;
/** "Juan de la Cruz y García" has six words; what has more is a sentence. */
const mostWords = 6;
/** "Henry 8" is a name, "0170 1234567" a phone number. */
const mostDigits = 3;

/** Stands on its own key on some keyboards, and is typed for an apostrophe: normalised it would be a loose accent. */
const typedApostrophes = /[´`]/g;
/** What nobody sees: control characters, direction marks, zero-width and unassigned characters, half a pair. */
const invisible = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
/** Emoji and other pictures beside a name. */
const pictures = /[\p{So}\p{Sk}]/gu;
/** A line end is a control character too, and a space to the reader. */
const spaces = /[\s\p{Z}\p{Cc}]+/gu;
/** Letters, marks, digits and what stands within names; a name with anything else is none. */
const nameOnly = /^[\p{L}\p{M}\p{N} '’‘ʼ"“”.,·・‧\-‐‑–()]+$/u;
/** `shop.example`, `1.2.3.4`, `例。com`, whatever stands before and after. An initial has one letter: "J.R.R." is a name. */
const address = /[\p{L}\p{M}\p{N}][.。](?:[\p{L}\p{M}\p{N}-]{2}|\p{N})/u;
/** Looks like a full stop between Latin letters; only Catalan writes one, between two l. */
const middleDot = /(?:\p{Script=Latin}[·‧・]\p{Script=Latin})(?<!l[·‧]l)/iu;
const stackedMarks = /\p{M}{5}/u;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * A name from a host as it may stand in a mail or on a page of the shop: in one spelling (NFKC), on one line, without
 * characters that nobody sees, at most 40 characters as a reader counts them. Null for what is no name: an address, a
 * link, a phone number, a sentence. Whoever typed it must not be able to write the shop's mail.
 * @example displayName(" Anne-Marie\u200B ") // "Anne-Marie"
 * @example displayName("Visit evil.example now") // null
 */
export function displayName(given: unknown): string | null {
  if (typeof given !== "string") return null;
  const name = visible(given.slice(0, mostRead).replace(typedApostrophes, "’"), pictures);
  if (!/\p{L}/u.test(name) || !nameOnly.test(name) || stackedMarks.test(name)) return null;
  if (address.test(name) || middleDot.test(name) || /\bwww\b/i.test(name)) return null;
  if (name.split(" ").length > mostWords || (name.match(/\p{N}/gu) ?? []).length > mostDigits) return null;
  return cut(name, longestName);
}

/**
 * A text from a host in one line, such as a product's title that a shopper may have had personalised: without control
 * characters and those that nobody sees, and cut. Empty where nothing is left.
 */
export function displayLine(given: string, longest: number): string {
  return cut(visible(given.slice(0, 10 * longest)), longest);
}

function visible(text: string, ...others: readonly RegExp[]): string {
  const spaced = text.normalize("NFKC").replace(spaces, " ");
  const shown = [invisible, ...others].reduce((left, gone) => left.replace(gone, ""), spaced);
  return shown.normalize("NFKC").replace(spaces, " ").trim();
}

/** Between two characters as a reader sees them, never within one; four units a character is more than names need. */
function cut(text: string, longest: number): string {
  let kept = "";
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (count === longest || kept.length + segment.length > 4 * longest) break;
    kept += segment;
    count += 1;
  }
  return kept.trim();
}
