import { GoodwordError } from "../errors";
import type { Ids } from "../ids";
import { humanPart } from "./code-human-part";

/** Without 0/O, 1/I/L, vowels and the digits that are read as vowels: said aloud without doubt, and hardly a word appears. */
const alphabet = "256789BCDFGHJKMNPQRSTVWXYZ";
/** Nine characters of 26 are 42 bits: enough where the human part is the same for everybody. */
const randomLength = 9;
/** Six are 28 bits, beside a name that a stranger would have to know. */
const randomLengthBesideName = 6;
/** Chance needs a second draw one time in two; nobody's luck is this bad. */
const mostDraws = 64;

/**
 * A new code such as `FRIEND-7KQ2MXWPB`, in upper case.
 * @throws GoodwordError `GW_RANDOMNESS` when the source of randomness gives nothing usable.
 */
export function newCode(word: string, ids: Ids): string {
  return `${word.toUpperCase()}-${randomPart(randomLength, ids)}`;
}

/**
 * A new code for an advocate: `ANNA-7KQ2MX` from the first name, and as `newCode` from the program's word
 * when there is no name that can be used. `firstName` is null unless the shopper agreed to show it.
 */
export function newAdvocateCode(
  { firstName, word }: { readonly firstName: string | null; readonly word: string },
  ids: Ids,
): string {
  const human = firstName === null ? null : humanPart(firstName);
  return human === null ? newCode(word, ids) : `${human}-${randomPart(randomLengthBesideName, ids)}`;
}

function randomPart(length: number, ids: Ids): string {
  let random = "";
  for (let draws = 0; draws < mostDraws; draws += 1) {
    for (const byte of ids.bytes(length)) {
      // 234 is the last multiple of 26 below 256; bytes past it would favour the first letters.
      if (byte < 234 && random.length < length) random += alphabet[byte % alphabet.length];
    }
    if (random.length === length) return random;
  }
  throw new GoodwordError(
    "GW_RANDOMNESS",
    `codes: ${mostDraws} draws gave no code that can be used; is the source of randomness broken?`,
  );
}

/** The code as it is stored, or null for what cannot be one. Codes are the same in any case. */
export function readCode(text: string): string | null {
  const code = text.trim();
  // Before capitals are made, for those of `ß` and `ﬁ` would be letters of a code that nobody typed.
  return /^[A-Za-z0-9](?:[A-Za-z0-9-]{1,38}[A-Za-z0-9])$/.test(code) ? code.toUpperCase() : null;
}

/** A word, and nine characters of the alphabet above. */
const minted = /^[A-Z0-9]{2,12}-[256789BCDFGHJKMNPQRSTVWXYZ]{9}$/;

/** Whether a text has the form of a code that `newCode` makes, such as a friend's or a reward's. */
export function hasMintedForm(text: string): boolean {
  return minted.test(text.trim().toUpperCase());
}

/** `https://shop.example/go/friend-7kq2mxwpb` */
export function shareLink(shareUrl: string, code: string): string {
  return `${shareUrl.replace(/(?<!\/)\/+$/, "")}/${code.toLowerCase()}`;
}

export interface ReferralCode {
  /** Upper case: `FRIEND-7KQ2MXWPB`. */
  readonly code: string;
  readonly programId: string;
  readonly participantId: string;
  readonly status: "active" | "disabled";
  /** The one that is shown. Others of the same person still work. */
  readonly primary: boolean;
  readonly createdAt: Date;
}

/** What a visit of its share link asks of a code. */
export type CodeLink = Pick<ReferralCode, "code" | "programId" | "status">;
