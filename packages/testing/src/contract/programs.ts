import { aProgram, aRule, aStoredProgram } from "../builders";
import type { Given } from "./describe-store";

const now = new Date("2026-11-02T09:00:00.000Z");
const byId = (a: { program: { id: string } }, b: { program: { id: string } }) =>
  a.program.id < b.program.id ? -1 : 1;

/** With nested and optional parts, as it must come back to the letter. */
const second = aProgram({
  version: 2,
  shopName: 'Müller\'s "Mugs" & Co',
  friend: null,
  salesChannels: [],
  caps: { perAdvocate: 5, budget: { eur: "1000.00" } },
  rewards: [
    aRule(),
    aRule({
      id: "tiers",
      kind: "commission",
      amount: { type: "tiered", tiers: [{ from: 1, amount: { type: "percentage", percent: 2.5 } }] },
      trigger: { on: "order", orders: "every", months: 12 },
      boosts: [{ from: "2026-11-20T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z", percent: 200 }],
    }),
  ],
});

export function describePrograms(given: Given): void {
  describe("programs", () => {
    it("has none at first", async () => {
      const { programs } = given();
      expect(await programs.all()).toEqual([]);
      expect(await programs.version("default", 1)).toBeNull();
      expect(await programs.move("default", "live", "paused")).toBe(false);
    });

    it("shows the newest version, keeps those before, and leaves the state to its moves", async () => {
      const { programs } = given();
      expect(await programs.add(aStoredProgram({ state: "draft" }), now)).toBe(true);
      const made = aStoredProgram({ program: second, state: "live", seed: "next" });
      expect(await programs.add(made, now)).toBe(true);
      expect(await programs.all()).toEqual([{ program: second, state: "draft", seed: "next" }]);
      expect(await programs.version("default", 1)).toEqual(aProgram());
      expect(await programs.version("default", 2)).toEqual(second);
      expect(await programs.version("default", 3)).toBeNull();
      expect(await programs.version("other", 1)).toBeNull();
    });

    it("refuses a version that is there, and leaves everything as it was", async () => {
      const { programs } = given();
      await programs.add(aStoredProgram(), now);
      await programs.add(aStoredProgram({ program: second, seed: null }), now);
      for (const version of [1, 2]) {
        const late = aProgram({ version, codeWord: "LATE" });
        expect(await programs.add(aStoredProgram({ program: late, state: "ended", seed: "late" }), now)).toBe(
          false,
        );
      }
      expect(await programs.all()).toEqual([{ program: second, state: "live", seed: null }]);
      expect(await programs.version("default", 1)).toEqual(aProgram());
    });

    it("takes a version from one of 10 who add it at once", async () => {
      const { programs } = given();
      const add = (version: number, n: number) =>
        programs.add(
          aStoredProgram({ program: aProgram({ version, codeWord: `WORD-${n}` }), seed: `${n}` }),
          now,
        );
      for (const version of [1, 2]) {
        const added = await Promise.all(Array.from({ length: 10 }, (_, n) => add(version, n)));
        expect(added.filter(Boolean)).toHaveLength(1);
        const winner = added.indexOf(true);
        expect(await programs.all()).toMatchObject([
          { program: { version, codeWord: `WORD-${winner}` }, seed: `${winner}` },
        ]);
      }
    });

    it("moves a program only from the state it was read in, and no other program", async () => {
      const { programs } = given();
      await programs.add(aStoredProgram(), now);
      await programs.add(aStoredProgram({ program: aProgram({ id: "vip" }), seed: null }), now);
      expect(await programs.move("default", "paused", "ended")).toBe(false);
      expect(await programs.move("default", "live", "paused")).toBe(true);
      expect(await programs.move("default", "live", "ended")).toBe(false);
      expect((await programs.all()).sort(byId)).toEqual([
        aStoredProgram({ state: "paused" }),
        aStoredProgram({ program: aProgram({ id: "vip" }), seed: null }),
      ]);
      expect(await programs.move("unknown", "live", "paused")).toBe(false);
    });

    it("is moved by one of 10 who move it at once", async () => {
      const { programs } = given();
      await programs.add(aStoredProgram(), now);
      const moved = await Promise.all(
        Array.from({ length: 10 }, () => programs.move("default", "live", "paused")),
      );
      expect(moved.filter(Boolean)).toHaveLength(1);
    });
  });
}
