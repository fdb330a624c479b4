import { readsProfane } from "./profanity";
import { isReservedCode } from "./reserved-codes";

/** Latin letters that are no plain letter with a mark. */
const letters: Readonly<Record<string, string>> = {
  Æ: "AE",
  Œ: "OE",
  Ø: "O",
  Ł: "L",
  Đ: "D",
  Ð: "D",
  Þ: "TH",
  Ħ: "H",
  Ŧ: "T",
};

/**
 * The human part of a code from a first name: its first word in A–Z, without apostrophes and hyphens; null
 * when that is not 2 to 12 letters (another script, a title, an address typed as a name) or would read as
 * profane or as the shop itself. Never cut short: half a name is another word.
 */
export function humanPart(firstName: string): string | null {
  const name = firstName
    .trim()
    .replace(/\s.*/su, "")
    .normalize("NFKD")
    .replace(/[\p{M}'’ʼ‐-]/gu, "")
    .toUpperCase()
    .replace(/[^A-Z]/g, (letter) => letters[letter] ?? letter);
  return /^[A-Z]{2,12}$/.test(name) && !isReservedCode(name) && !readsProfane(name) ? name : null;
}
