import type { Program } from "./program";
import type { RewardRule } from "./reward-rule";
import { grantedRule, ruleOf } from "./rule-of";

const rule = (id: string): RewardRule => ({
  id,
  side: "advocate",
  kind: "points",
  trigger: { on: "order" },
  amount: { type: "units", count: 1 },
});
const first = rule("friend-order");
const second = rule("friend-order-2");
const program = { rewards: [first, second] } as unknown as Program;

describe("the rule of a reward", () => {
  it("is the one its grant names, whichever time it was granted", () => {
    expect(ruleOf(program, "friend-order")).toBe(first);
    expect(ruleOf(program, "friend-order-2")).toBe(second);
    expect(ruleOf(program, "friend-order~2")).toBe(first);
    expect(ruleOf(program, "friend-order-2~11")).toBe(second);
  });

  it("is none where the program has no such rule", () => {
    expect(ruleOf(program, "friend")).toBeNull();
    expect(ruleOf(program, "~2")).toBeNull();
    expect(ruleOf(program, "")).toBeNull();
  });

  it("is named by itself the first time, and with the time after", () => {
    expect(grantedRule(first, 1)).toBe("friend-order");
    expect(grantedRule(first, 2)).toBe("friend-order~2");
    expect(grantedRule(first, 3)).toBe("friend-order~3");
  });
});
