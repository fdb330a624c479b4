import fc from "fast-check";
import { GoodwordError } from "../errors";
import { currency } from "../money/money";
import type { Caps } from "../program/program";
import { type CappedGrant, counterKeysOf, grantWithin, releaseFrom } from "./caps";
import type { Counter, CounterKey } from "./counter";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);
const at = new Date("2026-11-25T12:00:00Z");
const eur = (amount: bigint) => ({ amount, currency: currency("eur") });
const anna = { advocateId: "anna", at };
const program = (caps?: Caps) => (caps === undefined ? { id: "p" } : { id: "p", caps });

/** Counters as a store keeps them. */
class Counters {
  private readonly counts = new Map<string, Counter>();

  hold(keys: readonly CounterKey[]): Counter[] {
    return keys.map((key) => this.counts.get(JSON.stringify(key)) ?? { ...key, count: 0n });
  }

  save(counters: readonly Counter[]): void {
    for (const { count, ...key } of counters) this.counts.set(JSON.stringify(key), { ...key, count });
  }

  count(subject: string, scope: string): bigint {
    return this.hold([{ programId: "p", scope, subject }])[0]?.count as bigint;
  }

  all(): Record<string, bigint> {
    return Object.fromEntries([...this.counts].sort().map(([key, { count }]) => [key, count]));
  }
}

/** Every cap at once, none of them near. */
const wide: Caps = {
  perAdvocate: 99,
  perAdvocatePeriod: { count: 99, period: "month" },
  perProgram: 99,
  budget: { eur: "999", points: "999" },
};

const keysOf = (caps?: Caps, advocateId = "anna", code = "eur") =>
  counterKeysOf(program(caps), { advocateId, at, currency: currency(code) });

const counted = (counts: readonly bigint[], caps: Caps) =>
  keysOf(caps).map((key, place) => ({ ...key, count: counts[place] as bigint }));

const cap = (grant: CappedGrant) => (grant.granted ? null : grant.cap);

describe("the counters of a grant", () => {
  it("are the advocate's ever and in the period, the program's, and what was spent", () => {
    expect(keysOf(wide)).toEqual([
      { programId: "p", scope: "rewards", subject: "anna" },
      { programId: "p", scope: "rewards:2026-11", subject: "anna" },
      { programId: "p", scope: "rewards", subject: "" },
      { programId: "p", scope: "spent:eur", subject: "" },
    ]);
  });

  it("are only those that are capped, as orders would wait for one another", () => {
    expect(keysOf()).toEqual([]);
    expect(keysOf({})).toEqual([]);
    expect(keysOf({ perAdvocate: 1 })).toEqual([{ programId: "p", scope: "rewards", subject: "anna" }]);
    expect(keysOf({ perProgram: 1 })).toEqual([{ programId: "p", scope: "rewards", subject: "" }]);
    expect(keysOf({ budget: { usd: "1" } })).toEqual([]);
  });

  it.each([
    ["day", "rewards:2026-11-25"],
    ["week", "rewards:2026-W48"],
    ["month", "rewards:2026-11"],
    ["quarter", "rewards:2026-Q4"],
    ["year", "rewards:2026"],
  ] as const)("name the %s that is capped", (period, scope) => {
    expect(keysOf({ perAdvocatePeriod: { count: 1, period } })).toEqual([
      { programId: "p", scope, subject: "anna" },
    ]);
  });

  it("count what was spent in the reward's own unit", () => {
    expect(keysOf(wide, "ben", "points").at(-1)?.scope).toBe("spent:points");
  });
});

describe("a grant", () => {
  const grant = (counts: readonly bigint[], caps: Caps, amount = 1000n) =>
    grantWithin(program(caps), counted(counts, caps), { ...anna, value: eur(amount) });

  it("counts once everywhere and spends its amount", () => {
    expect(grant([1n, 2n, 3n, 400n], wide)).toEqual({
      granted: true,
      counters: [
        { programId: "p", scope: "rewards", subject: "anna", count: 2n },
        { programId: "p", scope: "rewards:2026-11", subject: "anna", count: 3n },
        { programId: "p", scope: "rewards", subject: "", count: 4n },
        { programId: "p", scope: "spent:eur", subject: "", count: 1400n },
      ],
    });
  });

  it("is always within a program without caps", () => {
    expect(grantWithin(program(), [], { ...anna, value: eur(10n ** 12n) })).toEqual({
      granted: true,
      counters: [],
    });
  });

  it.each([
    ["advocate", { perAdvocate: 3 }, 2n, 3n],
    ["advocate-period", { perAdvocatePeriod: { count: 3, period: "week" } }, 2n, 3n],
    ["program", { perProgram: 3 }, 2n, 3n],
    ["budget", { budget: { eur: "30.00" } }, 2000n, 2001n],
  ] as const)("is the last within the cap %s, and the next is refused", (name, caps, last, full) => {
    expect(cap(grant([last], caps))).toBeNull();
    expect(grant([full], caps)).toEqual({ granted: false, cap: name });
  });

  it("is refused at a cap of none", () => {
    expect(cap(grant([0n], { perAdvocate: 0 }))).toBe("advocate");
    expect(cap(grant([0n], { perProgram: 0 }))).toBe("program");
    expect(cap(grant([0n], { budget: { eur: "0" } }, 1n))).toBe("budget");
  });

  it("names the advocate's cap before the period's, the program's and the budget", () => {
    const full = [99n, 99n, 99n, 99_900n];
    const above = (first: number) =>
      cap(
        grant(
          full.map((count, place) => (place < first ? 0n : count)),
          wide,
        ),
      );
    expect([0, 1, 2, 3, 4].map(above)).toEqual(["advocate", "advocate-period", "program", "budget", null]);
  });

  it("has no budget in a unit that is not named, and one of points where they are", () => {
    const value = { amount: 6n, currency: currency("points") };
    const within = (budget: Record<string, string>) => {
      const held = keysOf({ budget }, "anna", "points").map((key) => ({ ...key, count: 5n }));
      return cap(grantWithin(program({ budget }), held, { ...anna, value }));
    };
    expect(within({ eur: "1" })).toBeNull();
    expect(within({ points: "11" })).toBeNull();
    expect(within({ points: "10" })).toBe("budget");
  });

  it("is no guess: a counter that was not held is a mistake", () => {
    const held = keysOf(wide).map((key) => ({ ...key, count: 0n }));
    for (const missing of held) {
      const others = held.filter((counter) => counter !== missing);
      const act = () => grantWithin(program(wide), others, { ...anna, value: eur(1n) });
      expect(act).toThrow(GoodwordError);
      expect(act).toThrow(expect.objectContaining({ code: "GW_COUNTER_NOT_HELD" }));
      expect(act).toThrow(`caps: counter ${missing.scope} of "${missing.subject}" was not held`);
    }
    const ofOther = held.map((counter) => ({ ...counter, programId: "other" }));
    expect(() => grantWithin(program(wide), ofOther, { ...anna, value: eur(1n) })).toThrow(/was not held/);
  });
});

describe("a release", () => {
  const release = (counts: readonly bigint[], amount: bigint, whole: boolean) =>
    releaseFrom(program(wide), counted(counts, wide), { ...anna, value: eur(amount), whole });

  it("of a part frees its money only", () => {
    expect(release([2n, 2n, 5n, 1000n], 300n, false)).toEqual(counted([2n, 2n, 5n, 700n], wide));
  });

  it("of the whole frees its places too, in the period it was granted in", () => {
    expect(release([2n, 2n, 5n, 1000n], 700n, true)).toEqual(counted([1n, 1n, 4n, 300n], wide));
    expect(release([2n, 2n, 5n, 1000n], 0n, true)).toEqual(counted([1n, 1n, 4n, 1000n], wide));
  });

  it("never goes below nothing", () => {
    expect(release([0n, 0n, 0n, 100n], 101n, true)).toEqual(counted([0n, 0n, 0n, 0n], wide));
    expect(release([1n, 1n, 1n, 100n], 100n, true)).toEqual(counted([0n, 0n, 0n, 0n], wide));
  });

  it("changes nothing where nothing is capped", () => {
    expect(releaseFrom(program(), [], { ...anna, value: eur(1n), whole: true })).toEqual([]);
  });

  it("needs its counters held", () => {
    expect(() => releaseFrom(program(wide), [], { ...anna, value: eur(1n), whole: true })).toThrow(
      /was not held/,
    );
  });
});

describe("caps", () => {
  const step = fc.record({
    advocateId: fc.constantFrom("anna", "ben"),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 10, max: 12 }),
    amount: fc.bigInt(1n, 2_000n),
    /** Which grant before is taken back, by how many of four quarters; none when there is none. */
    back: fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 })), { nil: null }),
  });

  it("are never passed, whatever is granted and taken back, and count exactly what stands", () => {
    const limits: Caps = {
      perAdvocate: 5,
      perAdvocatePeriod: { count: 2, period: "month" },
      perProgram: 8,
      budget: { eur: "60.00" },
    };
    const limit: Record<string, bigint> = {
      "anna rewards": 5n,
      "ben rewards": 5n,
      " rewards": 8n,
      " spent:eur": 6_000n,
    };
    const counts = <T>(all: readonly T[], which: (one: T) => boolean) => BigInt(all.filter(which).length);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const counters = new Counters();
        const standing: { advocateId: string; at: Date; left: bigint }[] = [];
        for (const { advocateId, month, day, amount, back } of steps) {
          const old = back === null ? undefined : standing[back[0] % standing.length];
          if (back !== null && old !== undefined) {
            const taken = (old.left * BigInt(back[1])) / 4n;
            const whole = back[1] === 4;
            const keys = counterKeysOf(program(limits), { ...old, currency: currency("eur") });
            counters.save(
              releaseFrom(program(limits), counters.hold(keys), { ...old, value: eur(taken), whole }),
            );
            old.left -= taken;
            if (whole) standing.splice(standing.indexOf(old), 1);
          } else {
            const grant = { advocateId, at: new Date(Date.UTC(2026, month - 1, day)) };
            const keys = counterKeysOf(program(limits), { ...grant, currency: currency("eur") });
            const outcome = grantWithin(program(limits), counters.hold(keys), {
              ...grant,
              value: eur(amount),
            });
            if (outcome.granted) {
              counters.save(outcome.counters);
              standing.push({ ...grant, left: amount });
            }
          }
          const expected: Record<string, bigint> = {
            "anna rewards": counts(standing, (reward) => reward.advocateId === "anna"),
            "ben rewards": counts(standing, (reward) => reward.advocateId === "ben"),
            " rewards": counts(standing, () => true),
            " spent:eur": standing.reduce((sum, { left }) => sum + left, 0n),
          };
          for (const reward of standing) {
            const { advocateId, at } = reward;
            const period = at.getUTCMonth();
            expected[`${advocateId} rewards:2026-${period + 1}`] = counts(
              standing,
              (other) => other.advocateId === advocateId && other.at.getUTCMonth() === period,
            );
          }
          const found = Object.keys(expected).map((name) => {
            const [subject = "", scope = ""] = name.split(" ");
            return [name, counters.count(subject, scope)];
          });
          expect(Object.fromEntries(found)).toEqual(expected);
          const most = Object.keys(expected).filter(
            (name) => (expected[name] as bigint) > (name.includes(":2026") ? 2n : (limit[name] as bigint)),
          );
          expect(most).toEqual([]);
        }
      }),
      { numRuns },
    );
  });

  it("end at the same counts in any order, where none is reached", () => {
    const sequences = fc
      .array(fc.tuple(fc.constantFrom("anna", "ben"), fc.bigInt(1n, 500n)), { minLength: 1, maxLength: 10 })
      .chain((grants) =>
        fc.tuple(fc.constant(grants), fc.shuffledSubarray(grants, { minLength: grants.length })),
      );
    fc.assert(
      fc.property(sequences, ([one, other]) => {
        const after = (grants: typeof one) => {
          const counters = new Counters();
          for (const [advocateId, amount] of grants) {
            const outcome = grantWithin(program(wide), counters.hold(keysOf(wide, advocateId)), {
              advocateId,
              at,
              value: eur(amount),
            });
            if (outcome.granted) counters.save(outcome.counters);
          }
          return counters.all();
        };
        expect(after(other)).toEqual(after(one));
      }),
      { numRuns },
    );
  });

  it("of 50 let exactly 50 of 200 through", () => {
    const counters = new Counters();
    const caps = { perProgram: 50 };
    const outcomes = Array.from({ length: 200 }, (_, nth) => {
      const keys = keysOf(caps, `advocate_${nth}`);
      const outcome = grantWithin(program(caps), counters.hold(keys), {
        advocateId: `advocate_${nth}`,
        at,
        value: eur(1n),
      });
      if (outcome.granted) counters.save(outcome.counters);
      return outcome.granted;
    });
    expect(outcomes.filter(Boolean)).toHaveLength(50);
  });
});
