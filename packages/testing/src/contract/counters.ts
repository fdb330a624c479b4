import { aCounter } from "../builders";
import type { Given } from "./describe-store";

export function describeCounters(given: Given): void {
  describe("counters", () => {
    it("are 0 where nothing was counted, and answer in the order asked", async () => {
      const { counters } = given();
      const spent = aCounter({ scope: "spent:eur", subject: "", count: 9_007_199_254_740_993n });
      const anna = aCounter({ count: 2n });
      const vip = aCounter({ programId: "vip", count: 3n });
      await counters.save([anna, spent, vip]);
      const nobody = aCounter({ subject: "nobody", count: 0n });
      const ofAll = aCounter({ subject: "", count: 0n });
      const { count: _, ...annasKey } = anna;
      expect(await counters.hold([vip, nobody, annasKey, spent, ofAll])).toEqual([
        vip,
        nobody,
        anna,
        spent,
        ofAll,
      ]);
      await counters.save([
        { ...anna, count: 1n },
        { ...nobody, count: 4n },
      ]);
      expect(await counters.hold([nobody, anna, vip])).toEqual([
        { ...nobody, count: 4n },
        { ...anna, count: 1n },
        vip,
      ]);
      expect(await counters.read([vip, aCounter({ subject: "other", count: 0n }), annasKey])).toEqual([
        vip,
        aCounter({ subject: "other", count: 0n }),
        aCounter({ count: 1n }),
      ]);
      expect(await counters.hold([])).toEqual([]);
      expect(await counters.read([])).toEqual([]);
      await counters.save([]);
    });

    it("count every one of 20 at once, also from nothing, in whatever order they are held", async () => {
      const store = given();
      const keys = [aCounter(), aCounter({ subject: "" }), aCounter({ scope: "spent:eur", subject: "" })];
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.transaction(async ({ counters }) => {
            const held = await counters.hold(n % 2 === 0 ? keys : [...keys].reverse());
            await new Promise((resolve) => setTimeout(resolve, 1));
            await counters.save(held.map((counter) => ({ ...counter, count: counter.count + 1n })));
          }),
        ),
      );
      expect((await store.counters.hold(keys)).map(({ count }) => count)).toEqual([20n, 20n, 20n]);
    });

    it("are added to by 20 at once without being held, beside one that holds them", async () => {
      const store = given();
      const anna = aCounter({ count: 0n });
      const other = aCounter({ scope: "friends:2026-11", count: 0n });
      await store.transaction(async ({ counters }) => {
        await counters.add([
          { ...other, count: 5n },
          { ...anna, count: 9_007_199_254_740_993n },
        ]);
        await counters.add([{ ...anna, count: -9_007_199_254_740_993n }]);
      });
      await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.transaction(async ({ counters }) => {
            if (n % 2 === 0) {
              const [held] = await counters.hold([anna]);
              await new Promise((resolve) => setTimeout(resolve, 1));
              await counters.save([{ ...anna, count: (held?.count ?? 0n) + 1n }]);
            } else {
              await counters.add([
                { ...anna, count: 1n },
                { ...other, count: -1n },
              ]);
            }
          }),
        ),
      );
      expect(await store.counters.read([anna, other])).toEqual([
        { ...anna, count: 20n },
        { ...other, count: -5n },
      ]);
      await store.counters.add([]);
    });

    it("let 50 of 200 through at once where 50 is the cap", async () => {
      const store = given();
      const passed = await Promise.all(
        Array.from({ length: 200 }, () =>
          store.transaction(async ({ counters }) => {
            const [counter] = await counters.hold([aCounter({ subject: "" })]);
            if (counter === undefined || counter.count >= 50n) return false;
            await counters.save([{ ...counter, count: counter.count + 1n }]);
            return true;
          }),
        ),
      );
      expect(passed.filter(Boolean)).toHaveLength(50);
    });

    it("rank the advocates of a program, without the program itself and who has none", async () => {
      const { counters } = given();
      const friends = (subject: string, count: bigint) =>
        aCounter({ scope: "friends:2026-11", subject, count });
      await counters.save([
        friends("", 99n),
        friends("c", 3n),
        friends("a", 3n),
        friends("B", 3n),
        friends("ten", 10n),
        friends("two", 2n),
        friends("zero", 0n),
        aCounter({ scope: "friends", subject: "ever", count: 50n }),
        aCounter({ programId: "vip", scope: "friends:2026-11", subject: "elsewhere", count: 50n }),
      ]);
      const { top } = counters;
      expect((await top("default", "friends:2026-11", 9)).map(({ subject }) => subject)).toEqual([
        "ten",
        "B",
        "a",
        "c",
        "two",
      ]);
      expect(await top("default", "friends:2026-11", 2)).toEqual([friends("ten", 10n), friends("B", 3n)]);
      expect(await top("unknown", "friends:2026-11", 2)).toEqual([]);
    });
  });
}
