import fc from "fast-check";
import { humanPart } from "./code-human-part";

describe("the human part of a code", () => {
  it.each([
    ["Anna", "ANNA"],
    [" anna  maria ", "ANNA"],
    ["Anna \nMaria", "ANNA"],
    ["Anna-Maria", "ANNAMARIA"],
    ["Anna\u2010Maria", "ANNAMARIA"],
    ["O'Shea", "OSHEA"],
    ["O\u2019Shea", "OSHEA"],
    ["O\u02bcShea", "OSHEA"],
    ["Zo\u00eb", "ZOE"],
    ["Zoe\u0308", "ZOE"],
    ["\u00c5sa", "ASA"],
    ["J\u00fcrgen", "JURGEN"],
    ["Stra\u00df", "STRASS"],
    ["S\u00f8ren", "SOREN"],
    ["\u00c6gir", "AEGIR"],
    ["\u0152dile", "OEDILE"],
    ["\u0141ukasz", "LUKASZ"],
    ["\u0110or\u0111e", "DORDE"],
    ["\u00d0an", "DAN"],
    ["\u00deor", "THOR"],
    ["\u0126al", "HAL"],
    ["\u0166om", "TOM"],
    ["I\u015f\u0131l", "ISIL"],
    ["Jo", "JO"],
    ["Abcdefghijkl", "ABCDEFGHIJKL"],
    ["Annalena", "ANNALENA"],
    ["Anushka", "ANUSHKA"],
  ])("of %j is %s", (firstName, part) => {
    expect(humanPart(firstName)).toBe(part);
  });

  it.each([
    ["nothing", ""],
    ["blanks", "  "],
    ["one letter", "A"],
    ["thirteen letters", "Abcdefghijklm"],
    ["another script", "\u0410\u043d\u043d\u0430"],
    ["an initial with a dot", "A. Maria"],
    ["an address", "anna@company.example"],
    ["digits", "Anna2"],
    ["a swear word", "Dick"],
    ["a word of the shop's own", "Admin"],
    ["another of them, in pieces", "Sup-port"],
  ])("is none for %s", (_, firstName) => {
    expect(humanPart(firstName)).toBeNull();
  });

  it("is 2 to 12 letters or none, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (typed) => {
        expect(humanPart(typed) ?? "NONE").toMatch(/^[A-Z]{2,12}$/);
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
    );
  });
});
