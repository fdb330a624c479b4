import fc from "fast-check";
import { keyedHash, normalizeEmail } from "./identity";
import { areNearMatches, nearMatchKeys } from "./near-match-email";

const secret = "s".repeat(32);
const near = (one: string, other: string) =>
  areNearMatches(nearMatchKeys(secret, one), nearMatchKeys(secret, other));

describe("a near match", () => {
  it.each([
    ["anna+x@a.example", "anna@a.example"],
    ["anna+x@a.example", "anna+y@a.example"],
    ["anna+x@a.example", "anna@b.example"],
    ["anna+x@a.example", "anna+x@b.example"],
    ["anna+@a.example", "anna@b.example"],
    ["Anna+x@a.example", "anna@b.example"],
    ["a+x@a.example", "a@b.example"],
    ["anna+x@gmail.com", "anna@a.example"],
    ["anna@gmail.com", "anna+x@a.example"],
    ["anna+x@gmail.com", "anna@proton.me"],
    ["anna-x@yahoo.com", "anna@a.example"],
    ["x@anna.fastmail.com", "anna@a.example"],
    ["anna.berg+x@a.example", "a_nna-berg@b.example"],
    ["anna.berg+x@gmail.com", "anna.berg@b.example"],
    ["info+x@a.example", "info@b.example"],
    ["._-+x@a.example", "._-@b.example"],
  ])("is %j of %j", (one, other) => {
    expect(near(one, other)).toBe(true);
    expect(near(other, one)).toBe(true);
  });

  it.each([
    ["info@a.example", "info@b.example"],
    ["anna@gmail.com", "anna@outlook.com"],
    ["anna.berg@a.example", "annaberg@a.example"],
    ["anna-x@a.example", "anna@b.example"],
    ["anna+x@a.example", "annab@a.example"],
    ["+x@a.example", "+x@b.example"],
    ["+x@a.example", "+y@a.example"],
    ["+x@gmail.com", "+x@a.example"],
    ["._-+x@a.example", ".-_@b.example"],
    ["anna+x", "anna"],
    ["anna+x@", "anna@a.example"],
    ["", ""],
  ])("is not %j of %j", (one, other) => {
    expect(near(one, other)).toBe(false);
    expect(near(other, one)).toBe(false);
  });

  it("is found by keyed hashes, of which the address is no part", () => {
    const [any, tagged] = [
      keyedHash(secret, "near-email-any", "anna"),
      keyedHash(secret, "near-email-tagged", "anna"),
    ];
    expect(nearMatchKeys(secret, "anna@a.example")).toEqual({ held: [any], sought: [tagged] });
    expect(nearMatchKeys(secret, "anna+x@a.example")).toEqual({ held: [any, tagged], sought: [any] });
    expect(nearMatchKeys("t".repeat(32), "anna@a.example").held).not.toEqual([any]);
    const bare = keyedHash(secret, "near-email-any", "+x");
    expect(nearMatchKeys(secret, "+x@a.example").held).toEqual([bare]);
    expect(nearMatchKeys(secret, "anna")).toEqual({ held: [], sought: [] });
  });

  it("needs the same name and one tag, whichever address is asked first", () => {
    const name = fc.constantFrom("anna", "ben", "info");
    const tag = fc.constantFrom("", "+x", "+", "+y+z");
    const domain = fc.constantFrom("a.example", "b.example", "gmail.com", "proton.me", "outlook.com");
    const address = fc.record({ name, tag, domain });
    fc.assert(
      fc.property(address, address, (one, other) => {
        const [a, b] = [one, other].map(({ name, tag, domain }) => `${name}${tag}@${domain}`) as [
          string,
          string,
        ];
        fc.pre(normalizeEmail(a) !== normalizeEmail(b));
        const expected = one.name === other.name && one.tag + other.tag !== "";
        expect(near(a, b)).toBe(expected);
        expect(near(b, a)).toBe(expected);
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
    );
  });
});
