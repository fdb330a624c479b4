import fc from "fast-check";
import type { RewardRule, RewardTrigger } from "../program/reward-rule";
import { rankAdvocates } from "./period-bonus";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

const rule = (trigger: RewardTrigger): RewardRule => ({
  id: "bonus",
  side: "advocate",
  kind: "payout",
  trigger,
  amount: { type: "fixed", amounts: { eur: "100" } },
});

const bonus = (top: number, minimumFriends?: number) =>
  rule({
    on: "period-end",
    period: "month",
    top,
    ...(minimumFriends === undefined ? {} : { minimumFriends }),
  });

const counts = (friends: Record<string, number>) =>
  Object.entries(friends).map(([advocateId, count]) => ({ advocateId, friends: count }));

const places = (friends: Record<string, number>, of: RewardRule) =>
  rankAdvocates(counts(friends), of).map(({ rank, advocateId }) => `${rank} ${advocateId}`);

describe("a period's bonus", () => {
  it("goes to those with the most friends, as many as it is for", () => {
    expect(rankAdvocates(counts({ ben: 2, anna: 7, cleo: 4, dan: 1 }), bonus(3))).toEqual([
      { advocateId: "anna", rank: 1, friends: 7 },
      { advocateId: "cleo", rank: 2, friends: 4 },
      { advocateId: "ben", rank: 3, friends: 2 },
    ]);
    expect(places({ anna: 1 }, bonus(3))).toEqual(["1 anna"]);
    expect(places({ anna: 1 }, bonus(0))).toEqual([]);
  });

  it("lets those with as many share a rank", () => {
    expect(places({ cleo: 5, anna: 5, ben: 3, dan: 1 }, bonus(3))).toEqual(["1 anna", "1 cleo", "3 ben"]);
    expect(places({ anna: 5, cleo: 3, ben: 3 }, bonus(3))).toEqual(["1 anna", "2 ben", "2 cleo"]);
  });

  it("goes to none of those tied for fewer places than they are", () => {
    expect(places({ anna: 5, ben: 3, cleo: 3 }, bonus(2))).toEqual(["1 anna"]);
    expect(places({ anna: 3, ben: 3 }, bonus(1))).toEqual([]);
    expect(places({ anna: 3, ben: 3 }, bonus(2))).toEqual(["1 anna", "1 ben"]);
    expect(places({ anna: 3, ben: 3, cleo: 3 }, bonus(2))).toEqual([]);
  });

  it("needs a least number of friends, one where none is named", () => {
    expect(places({ anna: 5, ben: 4, cleo: 3 }, bonus(3, 4))).toEqual(["1 anna", "2 ben"]);
    expect(places({ anna: 1, ben: 0 }, bonus(3))).toEqual(["1 anna"]);
    expect(places({ anna: 1, ben: 0 }, bonus(3, 0))).toEqual(["1 anna"]);
  });

  it("is not another rule's", () => {
    expect(rankAdvocates(counts({ anna: 5 }), rule({ on: "order" }))).toEqual([]);
  });

  it("is never given more often than promised, nor past somebody with more friends, nor by who is told first", () => {
    const drawn = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        drawn,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 3 }),
        (friends, top, least) => {
          const all = friends.map((count, nth) => ({ advocateId: `a${nth}`, friends: count }));
          const winners = rankAdvocates(all, bonus(top, least));
          expect(winners.length).toBeLessThanOrEqual(top);
          const won = new Set(winners.map(({ advocateId }) => advocateId));
          for (const winner of winners) {
            expect(winner.friends).toBeGreaterThanOrEqual(Math.max(least, 1));
            expect(winner.rank).toBe(1 + all.filter((other) => other.friends > winner.friends).length);
            const level = all.filter((other) => other.friends >= winner.friends);
            expect(level.every(({ advocateId }) => won.has(advocateId))).toBe(true);
          }
          expect(rankAdvocates(all.toReversed(), bonus(top, least))).toEqual(winners);
          // As many of the highest as there are places, and one more, are enough to know.
          const highest = all.toSorted((a, b) => b.friends - a.friends).slice(0, top + 1);
          expect(rankAdvocates(highest, bonus(top, least))).toEqual(winners);
        },
      ),
      { numRuns },
    );
  });
});
