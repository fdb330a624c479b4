import { timingSafeEqual } from "node:crypto";
import { type Secret, secretsOf } from "../secret";
import { keyedHash } from "./identity";

/** How long link and number work. */
export const proofDays = 7;
/** Numbers that may be typed for one link. */
export const mostProofTries = 5;
/** How often one pair may be asked about: staff's mails are wanted once, and at most a nuisance twice more. */
export const mostProofRequests = 3;

const digits = 8;

/** Why staff cannot ask a person whether two records are theirs. */
export const askRefusals = [
  /** The shop has no public address or no way to send mail. */
  "not-offered",
  /** Decided meanwhile, or one of the records is no more. */
  "decided",
  "asked-enough",
  /** The shop has no address that one of the two is known by. */
  "no-address",
] as const;
export type AskRefusal = (typeof askRefusals)[number];

/**
 * The secret part of a link: 256 bits that nobody can compute without the shop's secret. Nothing of it is stored, and
 * the mail is the same on each try.
 */
export function proofToken(secret: string, seed: string): string {
  return Buffer.from(keyedHash(secret, "same-person-link", seed), "hex").toString("base64url");
}

/** What a link's request is found by. Of another purpose's token it would be another hash. */
export function proofTokenHash(secret: string, token: string): string {
  return keyedHash(secret, "same-person-token", token);
}

/** Under each secret: what a link that was mailed before the secret was changed is found by, too. */
export function proofTokenHashes(secret: Secret, token: string): string[] {
  return secretsOf(secret).map((one) => proofTokenHash(one, token));
}

/** The secret that a request's link and number are made with; null where the shop has it no more. */
export function secretOfProof(
  secret: Secret,
  { seed, tokenHash }: { readonly seed: string; readonly tokenHash: string },
): string | null {
  return secretsOf(secret).find((one) => proofTokenHash(one, proofToken(one, seed)) === tokenHash) ?? null;
}

/** The number for the other mailbox: eight digits. */
export function proofNumber(secret: string, seed: string): string {
  const random = BigInt(`0x${keyedHash(secret, "same-person-number", seed)}`);
  return String(random % 10n ** BigInt(digits)).padStart(digits, "0");
}

/** As it is written in the mail: `4821 0937`. */
export function spacedNumber(number: string): string {
  return `${number.slice(0, digits / 2)} ${number.slice(digits / 2)}`;
}

/** Whether somebody typed the number, with blanks or dashes in it or without. Takes the same time for every wrong one. */
export function isProofNumber(secret: string, seed: string, typed: string): boolean {
  const plain = typed
    .slice(0, 100)
    .normalize("NFKC")
    .replace(/[\s\p{Pd}]/gu, "");
  const hash = (number: string) => Buffer.from(keyedHash(secret, "same-person-typed", number), "hex");
  return timingSafeEqual(hash(plain), hash(proofNumber(secret, seed)));
}
