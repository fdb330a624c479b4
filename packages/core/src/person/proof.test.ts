import fc from "fast-check";
import { isProofNumber, proofNumber, proofToken, proofTokenHash, spacedNumber } from "./proof";

const secret = "s".repeat(32);
const seed = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));
const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1_000) };

it("a link's token has 256 bits and stands in a path as it is", () => {
  fc.assert(
    fc.property(seed, (given) => {
      expect(proofToken(secret, given)).toMatch(/^[\w-]{43}$/);
    }),
    runs,
  );
});

it("a number has eight digits, and is known as written in the mail and as people type it", () => {
  fc.assert(
    fc.property(seed, (given) => {
      const number = proofNumber(secret, given);
      expect(number).toMatch(/^\d{8}$/);
      const typed = [number, spacedNumber(number), ` ${number}\n`, number.split("").join("-"), wide(number)];
      for (const one of typed) expect(isProofNumber(secret, given, one)).toBe(true);
    }),
    runs,
  );
});

it("no other number is right", () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 0, max: 99_999_999 }), (given, other) => {
      const typed = String(other).padStart(8, "0");
      fc.pre(typed !== proofNumber(secret, given));
      expect(isProofNumber(secret, given, typed)).toBe(false);
    }),
    runs,
  );
});

it("an empty text, a control character and a very long text are no number", () => {
  for (const typed of ["", "0", "null", "\u0000", "x".repeat(10_000), " ".repeat(10_000)]) {
    expect(isProofNumber(secret, "00", typed)).toBe(false);
  }
});

it("the seed says neither without the secret, and one says nothing of the other", () => {
  const [token, number] = [proofToken(secret, "5eed"), proofNumber(secret, "5eed")];
  expect(proofToken("t".repeat(32), "5eed")).not.toBe(token);
  expect(proofNumber("t".repeat(32), "5eed")).not.toBe(number);
  expect(proofTokenHash(secret, token)).not.toContain(token);
  expect(Buffer.from(token, "base64url").toString("hex")).not.toBe(proofTokenHash(secret, token));
});

/** Digits as a Japanese keyboard writes them. */
function wide(number: string): string {
  return number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
}
