import fc from "fast-check";
import type { LevelRequirement, RewardRule, RewardTrigger } from "../program/reward-rule";
import { climb, ladderOf } from "./ladder";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

const rule = (id: string, trigger: RewardTrigger): RewardRule => ({
  id,
  side: "advocate",
  kind: "points",
  trigger,
  amount: { type: "units", count: 10 },
});

const level = (place: number, requires: LevelRequirement) =>
  rule(`level_${place}`, { on: "level", level: place, requires });

const share = level(1, { shares: 1 });
const invite = level(2, { invitations: 3 });
const friend = level(3, { friends: 2 });
const more = level(4, { friends: 5 });
const ladder = [share, invite, friend, more];
const nothing = { shares: 0, invitations: 0, friends: 0 };
const none = new Set<string>();

describe("a ladder", () => {
  it("is the program's levels from the lowest, whatever else it promises", () => {
    const rewards = [friend, rule("order", { on: "order" }), share, more, invite];
    expect(ladderOf({ rewards })).toEqual(ladder);
    expect(ladderOf({ rewards: [rule("order", { on: "order" })] })).toEqual([]);
  });

  it("begins with the first level next and all others locked", () => {
    expect(climb(ladder, nothing, none)).toEqual({
      granted: [],
      next: { rule: share, have: 0, need: 1 },
      locked: [invite, friend, more],
    });
  });

  it("grants a level at its count and not one before", () => {
    const have = (invitations: number) => climb(ladder, { ...nothing, shares: 1, invitations }, none);
    expect(have(2)).toEqual({
      granted: [share],
      next: { rule: invite, have: 2, need: 3 },
      locked: [friend, more],
    });
    expect(have(3)).toEqual({
      granted: [share, invite],
      next: { rule: friend, have: 0, need: 2 },
      locked: [more],
    });
  });

  it("needs all lower levels for a higher one", () => {
    expect(climb(ladder, { shares: 0, invitations: 9, friends: 9 }, none)).toEqual({
      granted: [],
      next: { rule: share, have: 0, need: 1 },
      locked: [invite, friend, more],
    });
    expect(climb(ladder, { shares: 1, invitations: 0, friends: 9 }, none).granted).toEqual([share]);
  });

  it("grants each level once, and keeps what was reached when counts fall", () => {
    const reached = new Set(["level_1", "level_2"]);
    expect(climb(ladder, { ...nothing, friends: 2 }, reached)).toEqual({
      granted: [friend],
      next: { rule: more, have: 2, need: 5 },
      locked: [],
    });
    expect(climb(ladder, nothing, reached)).toEqual({
      granted: [],
      next: { rule: friend, have: 0, need: 2 },
      locked: [more],
    });
  });

  it("knows no rules but levels", () => {
    expect(climb([rule("order", { on: "order" })], nothing, none)).toEqual({
      granted: [],
      next: null,
      locked: [],
    });
  });

  it("ends at the top", () => {
    const all = { shares: 1, invitations: 3, friends: 5 };
    expect(climb(ladder, all, none)).toEqual({ granted: ladder, next: null, locked: [] });
    expect(climb(ladder, all, new Set(ladder.map(({ id }) => id)))).toEqual({
      granted: [],
      next: null,
      locked: [],
    });
    expect(climb([], all, none)).toEqual({ granted: [], next: null, locked: [] });
  });

  it("asks for a level that was put in below one already reached", () => {
    expect(climb(ladder, nothing, new Set(["level_2"]))).toEqual({
      granted: [],
      next: { rule: share, have: 0, need: 1 },
      locked: [friend, more],
    });
  });

  it("reaches the same levels step by step as at once", () => {
    const count = fc.integer({ min: 0, max: 7 });
    const facts = fc.record({ shares: count, invitations: count, friends: count });
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 6 }), (steps) => {
        const reached = new Set<string>();
        const best = { ...nothing };
        for (const step of steps) {
          for (const what of ["shares", "invitations", "friends"] as const) best[what] += step[what];
          const { granted, next, locked } = climb(ladder, best, reached);
          for (const { id } of granted) {
            expect(reached.has(id)).toBe(false);
            reached.add(id);
          }
          expect(reached.size + (next === null ? 0 : 1) + locked.length).toBe(ladder.length);
        }
        const atOnce = climb(ladder, best, none).granted;
        expect([...reached]).toEqual(atOnce.map(({ id }) => id));
      }),
      { numRuns },
    );
  });
});
