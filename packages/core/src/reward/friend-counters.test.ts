import type { Program } from "../program/program";
import type { RewardTrigger } from "../program/reward-rule";
import { friendCounterKeys, heldFriendCounters } from "./friend-counters";

const program = (...triggers: RewardTrigger[]): Program => ({
  id: "p",
  version: 1,
  shopName: "Shop",
  landingUrl: "https://shop.example",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: null,
  rewards: triggers.map((trigger, nth) => ({
    id: `rule_${nth}`,
    side: "advocate",
    kind: "points",
    trigger,
    amount: { type: "units", count: 1 },
  })),
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 30,
});

const scopes = (...triggers: RewardTrigger[]) =>
  friendCounterKeys(program(...triggers), "anna", new Date("2026-11-25T12:00:00Z")).map(({ scope }) => scope);

const bonus = (period: "month" | "year"): RewardTrigger => ({ on: "period-end", period, top: 3 });

describe("an advocate's qualified friends", () => {
  it("are counted ever, where the advocate's own counters are", () => {
    expect(friendCounterKeys(program({ on: "order" }), "anna", new Date(0))).toEqual([
      { programId: "p", scope: "friends", subject: "anna" },
    ]);
  });

  it("are counted in each period that a bonus looks at, once however many bonuses do", () => {
    expect(scopes(bonus("month"), { on: "milestone", friends: 3 }, bonus("year"), bonus("month"))).toEqual([
      "friends",
      "friends:2026-11",
      "friends:2026",
    ]);
  });

  it("are held before a decision where a milestone or a tier is decided by them, and only there", () => {
    const at = new Date("2026-11-25T12:00:00Z");
    const milestone = program({ on: "milestone", friends: 3 }, bonus("month"));
    expect(heldFriendCounters(milestone, "anna", at)).toEqual(friendCounterKeys(milestone, "anna", at));
    const plain = program({ on: "order" });
    const [rule] = plain.rewards;
    const tiers = [{ from: 1, amount: { type: "fixed" as const, amounts: { eur: "5.00" } } }];
    const tiered = {
      ...plain,
      rewards: rule === undefined ? [] : [{ ...rule, amount: { type: "tiered" as const, tiers } }],
    };
    expect(heldFriendCounters(tiered, "anna", at)).toEqual(friendCounterKeys(tiered, "anna", at));
    expect(heldFriendCounters(program({ on: "order" }, bonus("month")), "anna", at)).toEqual([]);
  });
});
