import { checkProgram } from "../check-program";
import { full, having, aPlainRule as rule } from "../full-definition";
import type { RewardKind } from "../reward-rule";

const with5 = (change: object) => having("rewards[5]", { ...rule, ...change });
const messages = (definition: unknown, kinds?: readonly RewardKind[]) =>
  checkProgram(definition, kinds && { kinds }).map(({ code, message }) => `${code} ${message}`);

describe("a rule", () => {
  it.each<[change: object, message: string]>([
    [{ side: "friend", kind: "commission" }, '.side: expected "advocate" for a commission, got "friend"'],
    [
      { side: "friend", trigger: { on: "milestone", friends: 2 } },
      '.trigger.on: expected "order" for a friend\'s reward, got "milestone"',
    ],
    [
      { kind: "payout", amount: { type: "units", count: 1 } },
      '.amount.type: expected an amount of money for kind "payout", got "units"',
    ],
    [{ kind: "points" }, '.amount.type: expected "units" for kind "points", got "fixed"'],
    [{ kind: "free-product" }, '.amount.type: expected "units" for kind "free-product", got "fixed"'],
    [{ kind: "gated-content" }, '.amount.type: expected "units" for kind "gated-content", got "fixed"'],
    [
      { kind: "points", amount: { type: "units", count: 1, item: "x" } },
      '.amount.item: expected nothing for kind "points", got "x"',
    ],
    [
      { kind: "free-product", amount: { type: "units", count: 1 } },
      '.amount.item: expected what to give for kind "free-product", got nothing',
    ],
    [
      { kind: "gated-content", amount: { type: "units", count: 1 } },
      '.amount.item: expected what to give for kind "gated-content", got nothing',
    ],
    [
      { kind: "custom", amount: { type: "units", count: 1 } },
      '.amount.item: expected what to give for kind "custom", got nothing',
    ],
    [
      { kind: "points", amount: { type: "units", count: 1 }, cap: { eur: "1" } },
      ".cap: bounds money, and this rule gives pieces; leave it out",
    ],
    [
      { trigger: { on: "order", months: 3 } },
      '.trigger.months: needs trigger.orders "every"; set it, or leave this out',
    ],
    [
      { trigger: { on: "order", orders: "first", count: 3 } },
      '.trigger.count: needs trigger.orders "every"; set it, or leave this out',
    ],
    [
      { trigger: { on: "period-end", period: "week", top: 1 }, amount: { type: "percentage", percent: 5 } },
      ".amount: is a share of an order, and this trigger has none; use a fixed amount",
    ],
    [
      { trigger: { on: "period-end", period: "year", top: 1 }, boosts: full.rewards[0]?.boosts },
      ".boosts: go by when an order was placed, and this trigger has none; leave them out",
    ],
  ])("does not contradict itself: %j", (change, message) => {
    const [problem, ...others] = checkProgram(with5(change));
    expect(others).toEqual([]);
    const field = `rewards[5]${message.slice(0, message.indexOf(":"))}`;
    expect(problem).toEqual({ field, code: "GW_PROGRAM_CONTRADICTION", message: `rewards[5]${message}` });
  });

  it("shares no order at a level of the ladder, not in its last tier either", () => {
    const trigger = { on: "level", level: 2, requires: { friends: 5 } };
    const last = (amount: object) => ({
      type: "tiered",
      tiers: [
        { from: 1, amount: rule.amount },
        { from: 2, amount },
      ],
    });
    expect(checkProgram(with5({ trigger, amount: last(rule.amount) }))).toEqual([]);
    expect(
      checkProgram(with5({ trigger, amount: last({ type: "hybrid", amounts: { eur: "1" }, percent: 1 }) })),
    ).toMatchObject([{ field: "rewards[5].amount", code: "GW_PROGRAM_CONTRADICTION" }]);
  });

  it("may share the order that completes a milestone, with a boost", () => {
    const trigger = { on: "milestone", friends: 4 };
    const { boosts } = full.rewards[0] as { boosts: object };
    expect(checkProgram(with5({ trigger, amount: { type: "percentage", percent: 5 }, boosts }))).toEqual([]);
  });

  it("may pay for every order without an end", () => {
    expect(checkProgram(with5({ trigger: { on: "order", orders: "every" } }))).toEqual([]);
    expect(checkProgram(with5({ kind: "custom" }))).toEqual([]);
  });

  it("is of a kind that the shop can issue", () => {
    expect(messages(full, ["store-credit", "free-product", "points", "payout"])).toEqual([
      'GW_PROGRAM_KIND rewards[4].kind: expected "store-credit", "free-product", "points", or "payout", got "custom"',
    ]);
    expect(messages({ ...full, rewards: [rule], caps: {} }, [])).toEqual([
      'GW_PROGRAM_KIND rewards[0].kind: expected no reward, as this shop issues none, got "discount-code"',
    ]);
  });
});

describe("a program's parts", () => {
  it.each<[path: string, value: unknown, message: string]>([
    ["rewards[1].id", "order", "rewards[1].id: is the same as rewards[0].id; keep one of them"],
    [
      "rewards[5]",
      { ...rule, trigger: { on: "milestone", friends: 3 } },
      "rewards[5].trigger.friends: is the same as rewards[1].trigger.friends; keep one of them",
    ],
    [
      "rewards[5]",
      { ...rule, trigger: { on: "level", level: 1, requires: { friends: 1 } } },
      "rewards[5].trigger.level: is the same as rewards[2].trigger.level; keep one of them",
    ],
    [
      "conditions[8]",
      { type: "markets", countries: ["ch"] },
      "conditions[8].type: is the same as conditions[4].type; keep one of them",
    ],
    ["salesChannels", ["web", "web"], "salesChannels[1]: is the same as salesChannels[0]; keep one of them"],
    ["markets", ["de", "gb", "de"], "markets[2]: is the same as markets[0]; keep one of them"],
    [
      "preservedClickIds",
      ["gclid", "gclid"],
      "preservedClickIds[1]: is the same as preservedClickIds[0]; keep one of them",
    ],
    [
      "conditions[2].include",
      ["p1", "p1"],
      "conditions[2].include[1]: is the same as conditions[2].include[0]; keep one of them",
    ],
    [
      "conditions[4].countries",
      ["at", "at"],
      "conditions[4].countries[1]: is the same as conditions[4].countries[0]; keep one of them",
    ],
  ])("are no twins: %s as %j", (path, value, message) => {
    expect(messages(having(path, value))).toEqual([`GW_PROGRAM_DUPLICATE ${message}`]);
  });

  it("make a ladder without gaps", () => {
    const level = (n: number) => ({ ...rule, trigger: { on: "level", level: n, requires: { friends: n } } });
    expect(checkProgram(with5(level(2)))).toEqual([]);
    expect(messages(with5(level(3)))).toEqual([
      "GW_PROGRAM_CONTRADICTION rewards[5].trigger.level: expected a level 2 before level 3, got none",
    ]);
    expect(messages(having("rewards[2].trigger.level", 2))).toEqual([
      "GW_PROGRAM_CONTRADICTION rewards[2].trigger.level: expected a level 1 before level 2, got none",
    ]);
  });

  it("ask for no later order of a new customer", () => {
    expect(messages(having("conditions[5].n", 2))).toEqual([
      "GW_PROGRAM_CONTRADICTION conditions[5].n: expected 1 beside new-customer, as a later order is no new customer's, got 2",
    ]);
    expect(checkProgram(having("conditions", [{ type: "nth-order", n: 2 }]))).toEqual([]);
  });

  it("count orders in one way", () => {
    const orders = { type: "orders", count: 2, withinDays: 30 };
    expect(checkProgram(having("conditions", [orders, { type: "new-customer" }]))).toEqual([]);
    expect(messages(having("conditions", [{ type: "nth-order", n: 1 }, orders]))).toEqual([
      "GW_PROGRAM_CONTRADICTION conditions[1].type: cannot stand beside nth-order; keep one of them",
    ]);
  });

  it("have a currency in common", () => {
    expect(messages(having("friend.amounts", { usd: "1" }))).toEqual([
      "GW_PROGRAM_CONTRADICTION rewards: no currency has both sides' amounts; name the same one on both sides",
    ]);
  });

  it("are budgeted in a currency that rewards use", () => {
    const of = (rewards: object[], budget: object) => messages({ ...full, rewards, caps: { budget } });
    const euros = 'GW_PROGRAM_VALUE caps.budget.usd: expected a currency of the rewards: "eur", got "usd"';
    expect(
      of([rule, { ...rule, id: "y", trigger: { on: "milestone", friends: 2 } }], { eur: "1", usd: "1" }),
    ).toEqual([euros]);
    expect(of([rule, full.rewards[4] as object], { usd: "1" })).toEqual([]);
    expect(of([full.rewards[2] as object], { usd: "1" })).toEqual([
      'GW_PROGRAM_VALUE caps.budget.usd: expected no budget, as no reward is money, got "usd"',
    ]);
  });

  it("are in the order of time", () => {
    expect(checkProgram(having("endsAt", "2026-11-01T00:00:01Z"))).toEqual([]);
    expect(checkProgram(having("endsAt", "2026-10-31"))).toHaveLength(1);
    expect(checkProgram(having("startsAt", undefined))).toEqual([]);
    expect(checkProgram(having("endsAt", undefined))).toEqual([]);
    expect(checkProgram(having("rewards[0].boosts[0].to", "2026-11-20T00:01Z"))).toEqual([]);
  });
});
