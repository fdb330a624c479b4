import fc from "fast-check";
import { readCode } from "./code";
import { checkVanityCode } from "./vanity-code";

const length = (given: number) => `code: use 3 to 40 characters; this has ${given}.`;
const characters = "code: use only the letters A to Z, digits and dashes.";
const dash = "code: begin and end with a letter or a digit.";
const reserved = "code: the shop's own pages use this word; choose another.";
const profane = "code: this could be read as a swear word; choose another.";

describe("a code that the merchant chose", () => {
  it.each([
    ["friend", "FRIEND"],
    [" Summer-26 ", "SUMMER-26"],
    ["abc", "ABC"],
    ["123", "123"],
    ["a-b", "A-B"],
    ["x".repeat(40), "X".repeat(40)],
    ["Scunthorpe", "SCUNTHORPE"],
    ["classic", "CLASSIC"],
    ["dickens", "DICKENS"],
    ["admin-10", "ADMIN-10"],
  ])("%j is used as %s", (text, code) => {
    expect(checkVanityCode(text)).toEqual({ code, problem: null });
  });

  it.each([
    ["", "GW_CODE_LENGTH", length(0)],
    ["ab", "GW_CODE_LENGTH", length(2)],
    [" ab ", "GW_CODE_LENGTH", length(2)],
    ["x".repeat(41), "GW_CODE_LENGTH", length(41)],
    ["a b", "GW_CODE_CHARACTERS", characters],
    ["a_b", "GW_CODE_CHARACTERS", characters],
    ["/go", "GW_CODE_CHARACTERS", characters],
    ["go?", "GW_CODE_CHARACTERS", characters],
    ["caf\u00e9", "GW_CODE_CHARACTERS", characters],
    ["stra\u00dfe", "GW_CODE_CHARACTERS", characters],
    ["-abc", "GW_CODE_DASH", dash],
    ["abc-", "GW_CODE_DASH", dash],
    ["checkout", "GW_CODE_RESERVED", reserved],
    ["Log-In", "GW_CODE_RESERVED", reserved],
    ["sh1t", "GW_CODE_PROFANE", profane],
    ["hurensohn", "GW_CODE_PROFANE", profane],
  ])("%j is refused with %s", (text, code, message) => {
    expect(checkVanityCode(text)).toEqual({ code: null, problem: { field: "code", code, message } });
  });

  it("is one that its link reads again, whatever was typed", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.stringMatching(/^[a-zA-Z0-9-]{0,45}$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { code, problem } = checkVanityCode(text);
        if (code !== null) expect(readCode(code.toLowerCase())).toBe(code);
        // Every text that is a code, and only such a one, is accepted or refused for what it says.
        const says = problem?.code === "GW_CODE_RESERVED" || problem?.code === "GW_CODE_PROFANE";
        expect(code !== null || says).toBe(readCode(text) !== null);
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
    );
  });
});
