import type { Ids } from "../ports/clock";

/** Without 0/O, 1/I/L and vowels: read aloud without doubt, and no words appear. */
const alphabet = "23456789BCDFGHJKMNPQRSTVWXYZ";
/** Nine characters of 28 are 43 bits: enough where the human part is the same for everybody. */
const randomLength = 9;

/** A new code such as `FRIEND-7KQ2MXWPB`, in upper case. */
export function newCode(word: string, ids: Ids): string {
  let random = "";
  while (random.length < randomLength) {
    for (const byte of ids.bytes(randomLength)) {
      // 252 is the last multiple of 28 below 256; bytes past it would favour the first letters.
      if (byte < 252 && random.length < randomLength) random += alphabet[byte % alphabet.length];
    }
  }
  return `${word.toUpperCase()}-${random}`;
}

/** The code as it is stored, or null for what cannot be one. Codes are the same in any case. */
export function readCode(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z0-9](?:[A-Z0-9-]{1,38}[A-Z0-9])$/.test(code) ? code : null;
}

/** `https://shop.example/go/friend-7kq2mxwpb` */
export function shareLink(shareUrl: string, code: string): string {
  return `${shareUrl.replace(/\/+$/, "")}/${code.toLowerCase()}`;
}
