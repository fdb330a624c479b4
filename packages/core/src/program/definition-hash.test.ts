import fc from "fast-check";
import { canonicalJson, definitionHash, definitionOf } from "./definition-hash";
import type { Program } from "./program";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const program: Program = {
  id: "friends",
  version: 2,
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/welcome",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: null,
  rewards: [],
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 30,
};

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, turned(field)]),
  );
}

describe("a definition's hash", () => {
  it("is SHA-256 of canonical JSON", () => {
    expect(canonicalJson({ b: [1, "x", null, true], a: { d: undefined, c: "ü\n" } })).toBe(
      '{"a":{"c":"ü\\n"},"b":[1,"x",null,true]}',
    );
    expect(definitionHash(definitionOf(program))).toBe(
      "f22a46f864156a9e45346aeaa583caca6247f2488aa41c6b4f87e9f3b53badb3",
    );
  });

  it("is of what it says, whichever version that is", () => {
    expect(definitionOf(program)).not.toHaveProperty("version");
    const other = definitionHash(definitionOf({ ...program, version: 9 }));
    expect(definitionHash(definitionOf(program))).toBe(other);
  });

  it("does not see an absent field, and sees a change of any other", () => {
    const { version: _, ...definition } = program;
    const hash = definitionHash(definition);
    expect(definitionHash({ ...definition, markets: undefined } as never)).toBe(hash);
    expect(definitionHash({ ...definition, holdDays: 31 })).not.toBe(hash);
    expect(definitionHash({ ...definition, markets: ["de", "at"] })).not.toBe(
      definitionHash({ ...definition, markets: ["at", "de"] }),
    );
  });

  it("does not see the order of keys, and JSON reads the same from it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // -0 is 0 in JSON.
        const plain = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(turned(plain))).toBe(canonicalJson(plain));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
      runs,
    );
  });

  it("survives what JSON cannot say", () => {
    expect(canonicalJson([undefined, () => 1])).toBe("[null,null]");
  });
});
