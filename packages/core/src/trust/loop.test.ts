import fc from "fast-check";
import { refusesLoop } from "./loop";

/** Who referred whom, written friend → advocate. */
const chain = (edges: Record<string, string>) => (id: string) => edges[id] ?? null;

describe("a loop of advocates", () => {
  it("is refused when the friend is the advocate", () => {
    expect(refusesLoop("anna", "anna", chain({}))).toBe(true);
  });

  it("is refused when the friend referred the advocate", () => {
    expect(refusesLoop("ben", "anna", chain({ ben: "anna" }))).toBe(true);
  });

  it("is refused when the friend referred the advocate through others", () => {
    expect(refusesLoop("cem", "anna", chain({ cem: "ben", ben: "anna" }))).toBe(true);
  });

  it("is not seen in a chain, nor in two friends of one advocate", () => {
    expect(refusesLoop("anna", "ben", chain({}))).toBe(false);
    expect(refusesLoop("cem", "dora", chain({ cem: "ben", ben: "anna" }))).toBe(false);
    expect(refusesLoop("ben", "cem", chain({ ben: "anna", cem: "anna" }))).toBe(false);
  });

  it("is looked for to the end where stored data already runs in a circle", () => {
    const circle = chain({ anna: "cem", ben: "anna", cem: "ben" });
    expect(refusesLoop("anna", "dora", circle)).toBe(false);
    expect(refusesLoop("anna", "ben", circle)).toBe(true);
  });

  it("asks for each participant once", () => {
    const asked: string[] = [];
    const circle = chain({ anna: "ben", ben: "cem", cem: "ben" });
    refusesLoop("anna", "dora", (id) => {
      asked.push(id);
      return circle(id);
    });
    expect(asked).toEqual(["anna", "ben", "cem"]);
  });

  it("never arises in data that was built by asking first", () => {
    const names = fc.constantFrom("a", "b", "c", "d", "e", "f");
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names), { maxLength: 30 }), (wishes) => {
        const referredBy = new Map<string, string>();
        for (const [advocate, friend] of wishes) {
          if (referredBy.has(friend)) continue;
          if (!refusesLoop(advocate, friend, (id) => referredBy.get(id) ?? null)) {
            referredBy.set(friend, advocate);
          }
        }
        for (const start of referredBy.keys()) {
          const above: string[] = [];
          for (
            let id = referredBy.get(start);
            id !== undefined && above.length <= referredBy.size;
            id = referredBy.get(id)
          ) {
            above.push(id);
          }
          expect(above).not.toContain(start);
          expect(new Set(above).size).toBe(above.length);
        }
      }),
      { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
    );
  });
});
