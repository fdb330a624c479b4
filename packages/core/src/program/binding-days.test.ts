import { bindingDaysOf } from "./binding-days";
import type { Condition } from "./conditions";
import type { Program } from "./program";
import type { RewardTrigger } from "./reward-rule";

const days = (change: {
  bindingDays?: number;
  triggers?: readonly RewardTrigger[];
  conditions?: readonly Condition[];
}) => {
  const { triggers = [{ on: "order" }], conditions = [], ...rest } = change;
  return bindingDaysOf({
    ...rest,
    conditions,
    rewards: triggers.map((trigger) => ({ trigger })),
  } as unknown as Program);
};

const every: RewardTrigger = { on: "order", orders: "every" };

describe("a friend is bound", () => {
  it("as many days as the program says, whatever else it promises", () => {
    expect(days({ bindingDays: 90 })).toBe(90);
    expect(days({ bindingDays: 0 })).toBe(0);
    expect(days({ bindingDays: 30, triggers: [every], conditions: [{ type: "nth-order", n: 2 }] })).toBe(30);
  });

  it("for good where a rule pays for every order, be it one of several", () => {
    expect(days({ triggers: [every] })).toBe(Number.POSITIVE_INFINITY);
    expect(days({ triggers: [{ on: "milestone", friends: 3 }, every] })).toBe(Number.POSITIVE_INFINITY);
  });

  it.each<Condition>([
    { type: "orders", count: 2, withinDays: 30 },
    { type: "nth-order", n: 2 },
  ])("for good where a condition looks at more than one order: %j", (condition) => {
    expect(days({ conditions: [condition] })).toBe(Number.POSITIVE_INFINITY);
    expect(days({ conditions: [{ type: "new-customer" }, condition] })).toBe(Number.POSITIVE_INFINITY);
  });

  it("not at all otherwise", () => {
    expect(days({})).toBeNull();
    expect(days({ triggers: [{ on: "order", orders: "first" }] })).toBeNull();
    expect(
      days({ triggers: [{ on: "milestone", friends: 3 }], conditions: [{ type: "captured" }] }),
    ).toBeNull();
    expect(days({ triggers: [] })).toBeNull();
  });
});
