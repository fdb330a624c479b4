import fc from "fast-check";
import { currency } from "../money/money";
import type { Condition } from "../program/conditions";
import type { Program } from "../program/program";
import type { RewardAmount, RewardRule } from "../program/reward-rule";
import { type Conversion, paysIn, qualify, type Verdict } from "./qualification";
import { type RejectionReason, rejectionReasons } from "./referral";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1000);
const placedAt = new Date("2026-11-10T12:00:00Z");
const day = 86_400_000;
const after = (days: number, milliseconds = 0) => new Date(placedAt.getTime() + days * day + milliseconds);

const good: Conversion = {
  id: "order_1",
  currency: currency("eur"),
  value: 2000n,
  discount: 500n,
  shipping: 490n,
  tax: 399n,
  refunded: 0n,
  country: "de",
  placedAt,
  canceledAt: null,
  capturedAt: null,
  fulfilledAt: null,
  deliveredAt: null,
  lines: [
    { productId: "mug", categoryIds: ["kitchen", "gifts"] },
    { productId: null, categoryIds: [] },
  ],
  buyerId: "ben",
  advocateId: "anna",
  hasEarlierOrder: false,
  standingOrders: [{ orderId: "order_1", placedAt }],
  bound: false,
  asOf: placedAt,
};

function ruleOf(amount: RewardAmount, side: RewardRule["side"] = "advocate"): RewardRule {
  return { id: `rule-${amount.type}`, side, kind: "discount-code", trigger: { on: "order" }, amount };
}
const tenEuros = ruleOf({ type: "fixed", amounts: { eur: "10" } });

function programOf(conditions: readonly Condition[], change: Partial<Program> = {}): Program {
  return {
    id: "default",
    version: 1,
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/friend",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    rewards: [tenEuros],
    conditions,
    attributionWindowDays: 30,
    holdDays: 14,
    ...change,
  };
}

const qualified: Verdict = { outcome: "qualified", reasons: [] };
const rejected = (...reasons: RejectionReason[]): Verdict => ({ outcome: "rejected", reasons });
const judge = (change: Partial<Conversion>, ...conditions: Condition[]) =>
  qualify({ ...good, ...change }, programOf(conditions));

describe("qualification without conditions", () => {
  it("asks nothing the program does not ask", () => {
    expect(judge({ value: 1n, country: null, hasEarlierOrder: true, lines: [] })).toEqual(qualified);
  });

  it("refuses the advocate's own order", () => {
    expect(judge({ buyerId: "anna" })).toEqual(rejected("self-referral"));
  });

  it("refuses a cancelled order", () => {
    expect(judge({ canceledAt: placedAt })).toEqual(rejected("order-canceled"));
  });

  it("refuses an order whose whole value was given back, not one less by a cent", () => {
    expect(judge({ refunded: 2001n })).toEqual(rejected("order-refunded"));
    expect(judge({ refunded: 2000n })).toEqual(rejected("order-refunded"));
    expect(judge({ refunded: 1999n })).toEqual(qualified);
  });

  it("takes an order that cost nothing for no refund", () => {
    expect(judge({ value: 0n, refunded: 0n })).toEqual(qualified);
    expect(judge({ value: 1n, refunded: 1n })).toEqual(rejected("order-refunded"));
  });

  it("refuses a currency that no rule pays in", () => {
    expect(judge({ currency: currency("usd") })).toEqual(rejected("currency-not-offered"));
  });
});

describe("the currencies a program pays in", () => {
  const pays = (amount: RewardAmount, code: string) => paysIn({ rewards: [ruleOf(amount)] }, currency(code));
  const amounts = { eur: "10" };
  const fixed = { type: "fixed", amounts } as const;

  it.each<[string, RewardAmount, boolean]>([
    ["a fixed amount in those it names", fixed, false],
    ["a percentage in any", { type: "percentage", percent: 5 }, true],
    ["both together in those it names", { type: "hybrid", amounts, percent: 5 }, false],
    ["points in any", { type: "units", count: 100 }, true],
    ["tiers as each of them does", { type: "tiered", tiers: [{ from: 1, amount: fixed }] }, false],
  ])("%s", (_, amount, elsewhere) => {
    expect(pays(amount, "eur")).toBe(true);
    expect(pays(amount, "usd")).toBe(elsewhere);
  });

  it("are those of any rule of either side", () => {
    const friends = ruleOf({ type: "fixed", amounts: { usd: "5" } }, "friend");
    const rewards = [tenEuros, friends];
    expect(["eur", "usd", "jpy"].map((code) => paysIn({ rewards }, currency(code)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("are all where it pays nothing", () => {
    expect(paysIn({ rewards: [] }, currency("jpy"))).toBe(true);
  });
});

describe("the condition", () => {
  it("new customer refuses one who ordered before", () => {
    expect(judge({}, { type: "new-customer" })).toEqual(qualified);
    expect(judge({ hasEarlierOrder: true }, { type: "new-customer" })).toEqual(rejected("existing-customer"));
  });

  it("new customer was judged before where the friend is bound", () => {
    expect(judge({ hasEarlierOrder: true, bound: true }, { type: "new-customer" })).toEqual(qualified);
  });

  it("new customer says nothing of an advocate's own order, which says more", () => {
    const own = { buyerId: "anna", hasEarlierOrder: true };
    expect(judge(own, { type: "new-customer" })).toEqual(rejected("self-referral"));
  });

  const minimum: Condition = { type: "minimum-order", amounts: { eur: "20", jpy: "3000" } };

  it("minimum order counts an order of exactly the minimum, and not a cent less", () => {
    expect(judge({ value: 2000n }, minimum)).toEqual(qualified);
    expect(judge({ value: 1999n }, minimum)).toEqual(rejected("below-minimum"));
  });

  it("minimum order reads the currency's own minor units, and asks nothing in one it does not name", () => {
    const anywhere = programOf([minimum], { rewards: [] });
    const in_ = (code: string, value: bigint) =>
      qualify({ ...good, currency: currency(code), value }, anywhere);
    expect(in_("jpy", 3000n)).toEqual(qualified);
    expect(in_("jpy", 2999n)).toEqual(rejected("below-minimum"));
    expect(in_("usd", 1n)).toEqual(qualified);
  });

  it.each([
    ["as it is said: after discounts, before tax and shipping", undefined, 2000n],
    ["before discounts", { beforeDiscounts: true }, 2500n],
    ["with shipping", { includeShipping: true }, 2490n],
    ["with tax", { includeTax: true }, 2399n],
    ["with all", { beforeDiscounts: true, includeShipping: true, includeTax: true }, 3389n],
    ["with none", { beforeDiscounts: false, includeShipping: false, includeTax: false }, 2000n],
  ])("value is measured %s", (_, value, measured) => {
    const asks = (minor: bigint) =>
      qualify(
        good,
        programOf([{ type: "minimum-order", amounts: { eur: `${minor / 100n}.${minor % 100n}` } }], {
          ...(value && { value }),
        }),
      );
    expect(asks(measured)).toEqual(qualified);
    expect(asks(measured + 1n)).toEqual(rejected("below-minimum"));
    const refunding = (refunded: bigint) =>
      qualify({ ...good, refunded }, programOf([], { ...(value && { value }) }));
    expect(refunding(measured)).toEqual(rejected("order-refunded"));
    expect(refunding(measured - 1n)).toEqual(qualified);
  });

  it.each<["products" | "categories", string, string, RejectionReason, RejectionReason]>([
    ["products", "mug", "tea", "product-not-included", "product-excluded"],
    ["categories", "gifts", "food", "category-not-included", "category-excluded"],
  ])(
    "%s wants one line of those included, and none of those excluded",
    (type, has, other, absent, present) => {
      const of = (lists: { include?: string[]; exclude?: string[] }) => judge({}, { type, ...lists });
      expect(of({})).toEqual(qualified);
      expect(of({ include: [other, has] })).toEqual(qualified);
      expect(of({ include: [other] })).toEqual(rejected(absent));
      expect(of({ include: [] })).toEqual(rejected(absent));
      expect(of({ exclude: [other] })).toEqual(qualified);
      expect(of({ exclude: [] })).toEqual(qualified);
      expect(of({ exclude: [other, has] })).toEqual(rejected(present));
      expect(of({ include: [other], exclude: [has] })).toEqual(rejected(absent, present));
      expect(of({ include: [has], exclude: [has] })).toEqual(rejected(present));
    },
  );

  it("products and categories do not match what the host has no id for", () => {
    const unknown = { lines: [{ productId: null, categoryIds: [] }] };
    expect(judge(unknown, { type: "products", include: ["mug"], exclude: ["null", ""] })).toEqual(
      rejected("product-not-included"),
    );
    expect(judge(unknown, { type: "categories", include: ["gifts"], exclude: [""] })).toEqual(
      rejected("category-not-included"),
    );
  });

  it("products and categories look at every line", () => {
    const lines = ["tea", "mug"].map((id) => ({ productId: id, categoryIds: [`${id}s`] }));
    expect(judge({ lines }, { type: "products", include: ["mug"] })).toEqual(qualified);
    expect(judge({ lines }, { type: "products", exclude: ["mug"] })).toEqual(rejected("product-excluded"));
    expect(judge({ lines }, { type: "categories", exclude: ["mugs"] })).toEqual(
      rejected("category-excluded"),
    );
  });

  it("markets wants a country that is known and listed", () => {
    const markets: Condition = { type: "markets", countries: ["at", "de"] };
    expect(judge({ country: "de" }, markets)).toEqual(qualified);
    expect(judge({ country: "fr" }, markets)).toEqual(rejected("market-not-included"));
    expect(judge({ country: null }, markets)).toEqual(rejected("market-not-included"));
  });

  it("captured waits for the payment", () => {
    expect(judge({ capturedAt: placedAt }, { type: "captured" })).toEqual(qualified);
    expect(judge({ fulfilledAt: placedAt }, { type: "captured" })).toEqual({
      outcome: "waiting",
      reasons: [],
      for: ["capture"],
      until: null,
    });
  });

  it("delivered waits for the parcel to come", () => {
    expect(judge({ deliveredAt: placedAt }, { type: "delivered" })).toEqual(qualified);
    expect(judge({ fulfilledAt: placedAt }, { type: "delivered" })).toEqual({
      outcome: "waiting",
      reasons: [],
      for: ["delivery"],
      until: null,
    });
  });

  it("fulfilled waits for the parcel to leave", () => {
    expect(judge({ fulfilledAt: placedAt }, { type: "fulfilled" })).toEqual(qualified);
    expect(judge({ capturedAt: placedAt }, { type: "fulfilled" })).toEqual({
      outcome: "waiting",
      reasons: [],
      for: ["fulfilment"],
      until: null,
    });
  });
});

/** Orders of one friend on these days; which of them is judged, and when. */
function ordered(days: readonly number[], which: number, asOf: Date = after(days.at(-1) ?? 0)): Conversion {
  const standingOrders = days.map((at, i) => ({ orderId: `order_${i}`, placedAt: after(at) }));
  const placed = standingOrders[which]?.placedAt as Date;
  return { ...good, id: `order_${which}`, placedAt: placed, standingOrders, asOf };
}

describe("the n-th order", () => {
  it("counts, and no other", () => {
    for (const n of [1, 2, 3]) {
      const verdicts = [0, 1, 2].map((i) =>
        qualify(ordered([0, 1, 2], i), programOf([{ type: "nth-order", n }])),
      );
      expect(verdicts).toEqual([1, 2, 3].map((at) => (at === n ? qualified : rejected("not-the-nth-order"))));
    }
  });

  it("goes by when orders were placed, not by when they arrived", () => {
    const second = programOf([{ type: "nth-order", n: 2 }]);
    const late = ordered([5, 1, 9], 0);
    expect(qualify(late, second)).toEqual(qualified);
    const unlisted = { ...late, standingOrders: late.standingOrders.slice(1) };
    expect(qualify(unlisted, second)).toEqual(qualified);
  });

  it("of two orders of one moment is decided by their ids, the same for both", () => {
    const twins = (which: number, reversed: boolean): Verdict => {
      const conversion = ordered([0, 0], which);
      const standingOrders = reversed ? [...conversion.standingOrders].reverse() : conversion.standingOrders;
      return qualify({ ...conversion, standingOrders }, programOf([{ type: "nth-order", n: 2 }]));
    };
    for (const reversed of [false, true]) {
      expect(twins(0, reversed)).toEqual(rejected("not-the-nth-order"));
      expect(twins(1, reversed)).toEqual(qualified);
    }
  });
});

describe("a number of orders within days", () => {
  const three: Condition = { type: "orders", count: 3, withinDays: 30 };
  const program = programOf([three]);
  const waiting = { outcome: "waiting", reasons: [], for: ["more-orders"], until: after(30) };

  it("waits until the deadline while orders are missing", () => {
    expect(qualify(ordered([0], 0), program)).toEqual(waiting);
    expect(qualify(ordered([0, 5], 0), program)).toEqual(waiting);
    expect(qualify(ordered([0, 5], 1), program)).toEqual(waiting);
    expect(qualify(ordered([0, 5], 1, after(30, -1)), program)).toEqual(waiting);
  });

  it("is over at the deadline", () => {
    expect(qualify(ordered([0, 5], 0, after(30)), program)).toEqual(rejected("too-few-orders"));
    expect(qualify(ordered([0, 5], 1, after(31)), program)).toEqual(rejected("too-few-orders"));
  });

  it("qualifies the order that completes it, on the last moment too", () => {
    expect(qualify(ordered([0, 5, 9], 2), program)).toEqual(qualified);
    expect(qualify(ordered([0, 5, 30], 2, after(40)), program)).toEqual(qualified);
    expect(qualify(ordered([0, 5, 30.001], 2), program)).toEqual(rejected("too-few-orders"));
  });

  it("counts from the first order, however old the second is", () => {
    expect(qualify(ordered([0, 25, 31], 2), program)).toEqual(rejected("too-few-orders"));
  });

  it("refuses every other order once one completed it", () => {
    for (const which of [0, 1, 3]) {
      expect(qualify(ordered([0, 5, 9, 12], which), program)).toEqual(rejected("not-the-nth-order"));
    }
    expect(qualify(ordered([0, 5, 9, 99], 3), program)).toEqual(rejected("not-the-nth-order"));
  });

  it("refuses an order from after the deadline even where the clock that asks is behind", () => {
    expect(qualify(ordered([0, 31], 1, after(1)), program)).toEqual(rejected("too-few-orders"));
    expect(qualify(ordered([0, 30], 1, after(1)), program)).toEqual(waiting);
  });

  it("of one is the first order", () => {
    const one = programOf([{ type: "orders", count: 1, withinDays: 1 }]);
    expect(qualify(ordered([0, 0.5], 0), one)).toEqual(qualified);
    expect(qualify(ordered([0, 0.5], 1), one)).toEqual(rejected("not-the-nth-order"));
  });

  it("qualifies exactly one of any orders that are enough, and none of others", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 60 }),
        (at, count, withinDays) => {
          const rules = programOf([{ type: "orders", count, withinDays }]);
          const outcomes = at.map((_, i) => qualify(ordered(at, i, after(999)), rules).outcome);
          const sorted = [...at].sort((a, b) => a - b);
          const enough = (sorted[count - 1] ?? Number.POSITIVE_INFINITY) - (sorted[0] ?? 0) <= withinDays;
          expect(outcomes.filter((outcome) => outcome === "qualified")).toHaveLength(enough ? 1 : 0);
          expect(outcomes).not.toContain("waiting");
          if (enough) expect(outcomes[at.indexOf(sorted[count - 1] as number)]).toBe("qualified");
        },
      ),
      { numRuns },
    );
  });
});

describe("several findings", () => {
  it("are all said, in one order", () => {
    const all: Partial<Conversion> = {
      value: 1n,
      refunded: 1n,
      currency: currency("usd"),
      country: "fr",
      canceledAt: placedAt,
      hasEarlierOrder: true,
    };
    const conditions: Condition[] = [
      { type: "nth-order", n: 2 },
      { type: "orders", count: 2, withinDays: 30 },
      { type: "markets", countries: ["de"] },
      { type: "categories", include: ["food"], exclude: ["gifts"] },
      { type: "products", include: ["tea"], exclude: ["mug"] },
      { type: "minimum-order", amounts: { usd: "20" } },
      { type: "new-customer" },
    ];
    const reasons: RejectionReason[] = [
      "existing-customer",
      "below-minimum",
      "product-not-included",
      "product-excluded",
      "category-not-included",
      "category-excluded",
      "market-not-included",
      "not-the-nth-order",
      "too-few-orders",
      "currency-not-offered",
      "order-canceled",
      "order-refunded",
    ];
    expect(judge({ ...all, asOf: after(30) }, ...conditions)).toEqual(rejected(...reasons));
    const own = { ...all, asOf: after(30), buyerId: "anna" };
    expect(judge(own, ...conditions)).toEqual(rejected("self-referral", ...reasons.slice(1)));
  });

  it("outweigh waiting", () => {
    const conditions: Condition[] = [{ type: "captured" }, { type: "markets", countries: ["fr"] }];
    expect(judge({}, ...conditions)).toEqual(rejected("market-not-included"));
  });

  it("are waited for together, until the first deadline", () => {
    const conditions: Condition[] = [
      { type: "orders", count: 2, withinDays: 30 },
      { type: "fulfilled" },
      { type: "orders", count: 3, withinDays: 20 },
      { type: "captured" },
    ];
    expect(judge({}, ...conditions)).toEqual({
      outcome: "waiting",
      reasons: [],
      for: ["capture", "fulfilment", "more-orders"],
      until: after(20),
    });
  });

  it("are said once where two conditions find the same", () => {
    const twice: Condition = { type: "markets", countries: ["fr"] };
    expect(judge({}, twice, twice)).toEqual(rejected("market-not-included"));
  });
});

describe("any conditions", () => {
  const condition: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
    { type: "new-customer" },
    { type: "minimum-order", amounts: { eur: "20" } },
    { type: "minimum-order", amounts: { eur: "30" } },
    { type: "products", include: ["mug"] },
    { type: "products", include: ["tea"], exclude: ["mug"] },
    { type: "categories", exclude: ["food"] },
    { type: "categories", include: ["food"] },
    { type: "markets", countries: ["de"] },
    { type: "nth-order", n: 2 },
    { type: "orders", count: 2, withinDays: 30 },
    { type: "orders", count: 3, withinDays: 10 },
    { type: "captured" },
    { type: "fulfilled" },
    { type: "delivered" },
  );
  const conditions = fc.uniqueArray(condition, { maxLength: 14 });
  const moment = fc.option(fc.constant(placedAt));
  const conversion = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
    asked: fc.integer({ min: 0, max: 50 }),
    change: fc.record({
      value: fc.bigInt({ min: 0n, max: 4000n }),
      refunded: fc.bigInt({ min: 0n, max: 4000n }),
      country: fc.constantFrom("de", "fr", null),
      currency: fc.constantFrom(currency("eur"), currency("usd")),
      canceledAt: fc.option(fc.constant(placedAt), { freq: 1 }),
      capturedAt: moment,
      fulfilledAt: moment,
      deliveredAt: moment,
      buyerId: fc.constantFrom("ben", "anna"),
      hasEarlierOrder: fc.boolean(),
      bound: fc.boolean(),
    }),
  });
  const judged = conversion.map(({ days, asked, change }) => ({
    ...ordered(days, 0, after(asked)),
    ...change,
  }));

  it("come to the same in any order of conditions and of earlier orders", () => {
    const shuffled = conditions.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(judged, shuffled, (order, [list, other]) => {
        const turned = { ...order, standingOrders: [...order.standingOrders].reverse() };
        expect(qualify(turned, programOf(other))).toEqual(qualify(order, programOf(list)));
      }),
      { numRuns },
    );
  });

  it("only ever grow stricter, one by one", () => {
    const grade = { qualified: 0, waiting: 1, rejected: 2 };
    fc.assert(
      fc.property(judged, conditions, condition, (order, list, more) => {
        const fewer = qualify(order, programOf(list));
        const verdict = qualify(order, programOf([...list, more]));
        expect(grade[verdict.outcome]).toBeGreaterThanOrEqual(grade[fewer.outcome]);
        expect(verdict.reasons).toEqual(expect.arrayContaining([...fewer.reasons]));
      }),
      { numRuns },
    );
  });

  it("find together what each finds alone", () => {
    fc.assert(
      fc.property(judged, conditions, (order, list) => {
        const alone = new Set<RejectionReason>(
          [programOf([]), ...list.map((one) => programOf([one]))].flatMap((p) => qualify(order, p).reasons),
        );
        const { outcome, reasons } = qualify(order, programOf(list));
        expect(reasons).toEqual(rejectionReasons.filter((reason) => alone.has(reason)));
        expect(outcome === "rejected").toBe(alone.size > 0);
      }),
      { numRuns },
    );
  });
});
