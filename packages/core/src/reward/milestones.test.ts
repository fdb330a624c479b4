import type { RewardRule, RewardTrigger } from "../program/reward-rule";
import { milestoneStands, milestonesReached } from "./milestones";

const rule = (id: string, trigger: RewardTrigger): RewardRule => ({
  id,
  side: "advocate",
  kind: "store-credit",
  trigger,
  amount: { type: "fixed", amounts: { eur: "10" } },
});

const third = rule("third", { on: "milestone", friends: 3 });
const fifth = rule("fifth", { on: "milestone", friends: 5 });
const order = rule("order", { on: "order" });
const level = rule("level", { on: "level", level: 1, requires: { friends: 3 } });
const program = { rewards: [fifth, order, third, level] };

describe("milestones", () => {
  it.each([
    [0, 2, []],
    [2, 3, [third]],
    [3, 4, []],
    [4, 5, [fifth]],
    [5, 6, []],
    [2, 5, [third, fifth]],
    [0, 99, [third, fifth]],
    [5, 2, []],
    [3, 3, []],
  ])("from %i to %i friends are passed once, the nearest first", (before, after, reached) => {
    expect(milestonesReached(program, { before, after })).toEqual(reached);
  });

  it("stand while the advocate still has as many friends", () => {
    expect(milestoneStands(third, 4)).toBe(true);
    expect(milestoneStands(third, 3)).toBe(true);
    expect(milestoneStands(third, 2)).toBe(false);
  });

  it("are not what other rules depend on", () => {
    expect(milestoneStands(order, 0)).toBe(true);
    expect(milestoneStands(level, 0)).toBe(true);
  });
});
