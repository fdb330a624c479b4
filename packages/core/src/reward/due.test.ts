import type { RewardRule, RewardTrigger } from "../program/reward-rule";
import { holdEnd, type OrderInRelation, paysForOrder } from "./due";

const rule = (trigger: RewardTrigger): RewardRule => ({
  id: "r",
  side: "advocate",
  kind: "commission",
  trigger,
  amount: { type: "percentage", percent: 5 },
});

const order = (more: Partial<OrderInRelation> = {}): OrderInRelation => ({
  isFirst: false,
  convertedAt: new Date("2026-01-31T10:00:00Z"),
  placedAt: new Date("2026-02-15T10:00:00Z"),
  earlierGrants: 0,
  ...more,
});

describe("a rule for orders", () => {
  it.each([{ on: "order" }, { on: "order", orders: "first" }] as const)(
    "pays for the first order only: %j",
    (trigger) => {
      expect(paysForOrder(rule(trigger), order({ isFirst: true }))).toBe(true);
      expect(paysForOrder(rule(trigger), order())).toBe(false);
    },
  );

  it("pays for every order for good where it names no end", () => {
    const lifetime = rule({ on: "order", orders: "every" });
    expect(paysForOrder(lifetime, order({ isFirst: true }))).toBe(true);
    expect(paysForOrder(lifetime, order({ placedAt: new Date("2099-01-01"), earlierGrants: 1_000 }))).toBe(
      true,
    );
  });

  it.each([
    // 31 January and a month is the end of 28 February's clock time; the end is outside.
    ["2026-01-31T10:00:00Z", 1, "2026-02-28T09:59:59.999Z", "2026-02-28T10:00:00Z"],
    ["2028-01-31T10:00:00Z", 1, "2028-02-29T09:59:59.999Z", "2028-02-29T10:00:00Z"],
    ["2026-01-15T00:00:00Z", 12, "2027-01-14T23:59:59.999Z", "2027-01-15T00:00:00Z"],
    ["2026-10-31T00:00:00Z", 4, "2027-02-27T23:59:59.999Z", "2027-02-28T00:00:00Z"],
    ["2026-11-30T23:30:00Z", 1, "2026-12-30T23:29:59.999Z", "2026-12-30T23:30:00Z"],
    ["2026-03-01T00:00:00Z", 2, "2026-04-30T23:59:59.999Z", "2026-05-01T00:00:00Z"],
  ])("from %s for %i months pays at %s and no longer at %s", (converted, months, last, over) => {
    const monthly = rule({ on: "order", orders: "every", months });
    const convertedAt = new Date(converted);
    expect(paysForOrder(monthly, order({ convertedAt, placedAt: new Date(last) }))).toBe(true);
    expect(paysForOrder(monthly, order({ convertedAt, placedAt: new Date(over) }))).toBe(false);
  });

  it("pays for the first order whenever it was placed, and for one that was told late", () => {
    const monthly = rule({ on: "order", orders: "every", months: 1 });
    expect(paysForOrder(monthly, order({ isFirst: true, placedAt: new Date("2027-01-01") }))).toBe(true);
    expect(paysForOrder(monthly, order({ placedAt: new Date("2026-01-30") }))).toBe(true);
  });

  it("pays for at most so many of a friend's orders", () => {
    const counted = rule({ on: "order", orders: "every", count: 3 });
    expect(paysForOrder(counted, order({ earlierGrants: 2 }))).toBe(true);
    expect(paysForOrder(counted, order({ earlierGrants: 3 }))).toBe(false);
    expect(paysForOrder(counted, order({ earlierGrants: 4 }))).toBe(false);
    expect(paysForOrder(counted, order({ isFirst: true, earlierGrants: 3 }))).toBe(false);
  });

  it.each<RewardTrigger>([
    { on: "milestone", friends: 1 },
    { on: "level", level: 1, requires: { shares: 1 } },
    { on: "period-end", period: "month", top: 1 },
  ])("is not one with the trigger %j", (trigger) => {
    expect(paysForOrder(rule(trigger), order({ isFirst: true }))).toBe(false);
  });
});

describe("the end of a hold", () => {
  const dates = {
    placedAt: new Date("2026-11-01T08:00:00Z"),
    capturedAt: new Date("2026-11-02T08:00:00Z"),
    fulfilledAt: new Date("2026-11-05T08:00:00Z"),
    deliveredAt: new Date("2026-11-07T08:00:00Z"),
  };

  it.each([
    [undefined, "2026-12-01T08:00:00.000Z"],
    ["placed", "2026-12-01T08:00:00.000Z"],
    ["captured", "2026-12-02T08:00:00.000Z"],
    ["fulfilled", "2026-12-05T08:00:00.000Z"],
    ["delivered", "2026-12-07T08:00:00.000Z"],
  ] as const)("counts the program's days from %s", (holdFrom, end) => {
    const program = holdFrom === undefined ? { holdDays: 30 } : { holdDays: 30, holdFrom };
    expect(holdEnd(program, {}, dates)?.toISOString()).toBe(end);
  });

  it("counts the rule's own days where it has them, none included", () => {
    expect(holdEnd({ holdDays: 30 }, { holdDays: 1 }, dates)?.toISOString()).toBe("2026-11-02T08:00:00.000Z");
    expect(holdEnd({ holdDays: 30 }, { holdDays: 0 }, dates)).toEqual(dates.placedAt);
  });

  it("is not known while what it counts from has not happened", () => {
    const waiting = { ...dates, capturedAt: null, fulfilledAt: null, deliveredAt: null };
    expect(holdEnd({ holdDays: 0, holdFrom: "captured" }, {}, waiting)).toBeNull();
    expect(holdEnd({ holdDays: 0, holdFrom: "fulfilled" }, {}, waiting)).toBeNull();
    expect(holdEnd({ holdDays: 0, holdFrom: "delivered" }, {}, waiting)).toBeNull();
    expect(holdEnd({ holdDays: 0, holdFrom: "placed" }, {}, waiting)).toEqual(dates.placedAt);
  });
});
