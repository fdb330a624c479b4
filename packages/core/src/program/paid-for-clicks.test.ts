import fc from "fast-check";
import { checkProgram } from "./check-program";
import { full, having } from "./full-definition";
import { isPaidForClicks } from "./paid-for-clicks";
import { type LevelRequirement, type RewardKind, rewardKinds } from "./reward-rule";

const money = { type: "fixed", amounts: { eur: "5" } };
const piece = { type: "units", count: 1, item: "thing" };
const amounts: Partial<Record<RewardKind, object>> = {
  points: { type: "units", count: 100 },
  "free-product": piece,
  "gated-content": piece,
};
const level = (kind: RewardKind, place: number, requires: object, amount = amounts[kind] ?? money) => ({
  id: `level-${place}`,
  side: "advocate",
  kind,
  trigger: { on: "level", level: place, requires },
  amount,
});
const problemsOf = (...rewards: object[]) => checkProgram({ ...full, rewards, caps: {} });
const message = (index: number) =>
  `rewards[${index}].trigger.requires: gives something with a price for shares or invitations, which one person can make; ask for friends, such as { "friends": 1 }, or give something without a price (kind "gated-content")`;

describe("a level for shares or invitations", () => {
  it.each(
    rewardKinds
      .filter((kind) => kind !== "gated-content")
      .flatMap((kind) => [
        { kind, requires: { shares: 3 } },
        { kind, requires: { invitations: 20 } },
      ]),
  )("gives nothing with a price: $kind for $requires", ({ kind, requires }) => {
    expect(problemsOf(level(kind, 1, requires))).toEqual([
      { code: "GW_PAID_FOR_CLICKS", field: "rewards[0].trigger.requires", message: message(0) },
    ]);
    expect(problemsOf(level(kind, 1, { friends: 1 }))).toEqual([]);
  });

  it("gives nothing with a price above a level for friends either: one friend is no leave to pay oneself", () => {
    const problems = problemsOf(level("payout", 1, { friends: 1 }), level("payout", 2, { invitations: 20 }));
    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ["rewards[1].trigger.requires", "GW_PAID_FOR_CLICKS"],
    ]);
  });

  it("gives no piece of whatever else a host gives, as nobody knows what that is worth", () => {
    expect(problemsOf(level("custom", 1, { shares: 1 }, piece))).toMatchObject([
      { code: "GW_PAID_FOR_CLICKS" },
    ]);
  });

  it("may open content", () => {
    expect(problemsOf(level("gated-content", 1, { shares: 1 }))).toEqual([]);
    expect(problemsOf(level("gated-content", 1, { invitations: 20 }))).toEqual([]);
  });

  it("is named with its place in the program", () => {
    const [problem] = checkProgram(having("rewards[2].trigger.requires", { shares: 2 }));
    expect(problem).toEqual({
      code: "GW_PAID_FOR_CLICKS",
      field: "rewards[2].trigger.requires",
      message: message(2),
    });
  });
});

it("never lets a program be saved that pays without a friend's order", () => {
  const requires = fc.oneof<fc.Arbitrary<LevelRequirement>[]>(
    fc.record({ shares: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ invitations: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ friends: fc.integer({ min: 1, max: 100 }) }),
  );
  const ladder = fc.array(fc.tuple(fc.constantFrom(...rewardKinds), requires), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(ladder, (levels) => {
      const rewards = levels.map(([kind, needs], index) => level(kind, index + 1, needs));
      const paid = levels.some(([kind, needs]) => kind !== "gated-content" && !("friends" in needs));
      expect(problemsOf(...rewards).length > 0).toBe(paid);
      expect(rewards.some((rule) => isPaidForClicks(rule as never))).toBe(paid);
    }),
    { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) },
  );
});
