import { began, day, startOf } from "./calendar";
import type { Hint, History, OrderChange, PlacedOrder } from "./history";
import { expectedOf } from "./oracle";
import { simulatedPrograms } from "./programs";

const nothing = { phone: null, payment: null, device: null, ip: null, userAgent: null, paidSearch: false };

/** An order of person 1 in the wave of its number's tens: `o10` is placed in wave 1. */
function order(id: string, person: number, change: Partial<PlacedOrder> = {}): PlacedOrder {
  const wave = change.wave ?? 0;
  return {
    id,
    person,
    wave,
    placedAt: startOf(wave) + day,
    email: `p${person}@mail.example`,
    customerId: null,
    accountEmail: null,
    loggedIn: false,
    channel: "fixed",
    currency: "eur",
    value: 2_000n,
    hints: [],
    traces: nothing,
    ...change,
  };
}

const typed = (person: number, program: string): Hint => ({
  kind: "typed",
  of: { person, program, orderId: `o${person}` },
});

function refund(orderId: string, refunded: bigint, change: Partial<OrderChange> = {}): OrderChange {
  return { orderId, wave: 1, at: startOf(1) + 2 * day, kind: "refunded", refunded, ...change };
}

function told(orders: readonly PlacedOrder[], changes: readonly OrderChange[] = []) {
  const history: History = {
    seed: 1,
    began,
    waves: 16,
    programs: simulatedPrograms(5),
    orders,
    changes,
    uses: [],
    poison: [],
  };
  const expected = expectedOf(history);
  return {
    ...expected,
    of: (id: string) => expected.orders.get(id),
    paid: (id: string) =>
      expected.orders
        .get(id)
        ?.rewards.map(({ rule, person, net, currency }) => `${rule} ${person} ${net} ${currency}`),
  };
}

const anna = order("o1", 1);
const ben = (program: string, change: Partial<PlacedOrder> = {}) =>
  order("o2", 2, { wave: 1, hints: [typed(1, program)], ...change });

describe("by the rules", () => {
  it("a friend's order earns both sides theirs, and a stranger's earns nobody anything", () => {
    const { of, paid, friends } = told([anna, ben("fixed")]);
    expect(of("o1")).toEqual({ advocate: null, verdicts: ["none"], reasons: [], rewards: [], capped: false });
    expect(of("o2")).toMatchObject({ advocate: 1, verdicts: ["qualified"], reasons: [], capped: false });
    expect(paid("o2")).toEqual(["advocate 1 500 eur", "friend 2 50 points"]);
    expect(friends).toEqual(new Map([[1, 1]]));
  });

  it("an order of nobody in particular is not recorded", () => {
    expect(told([order("o1", 1, { email: null })]).of("o1")).toBeUndefined();
    expect(told([order("o1", 1, { email: null, customerId: "c1", loggedIn: true })]).of("o1")).toBeDefined();
  });

  it.each([
    [1_000n, ["commission 1 250 eur"]],
    [1_004n, ["commission 1 126 eur"]],
  ])("a percentage rounds half to the even cent (%s)", (value, expected) => {
    const percent = value === 1_000n ? 2n : 1n;
    expect(told([anna, ben("share", { value: value * percent })]).paid("o2")).toEqual(
      value === 1_000n ? expected : ["commission 1 126 eur"],
    );
  });

  it("refunds take back their part, rounded once over all of them", () => {
    // 500 × 333 ÷ 2000 is 83.25, of 500 × 667 it is 166.75; points 50 × 667 ÷ 2000 is 16.675.
    const { paid } = told([anna, ben("fixed")], [refund("o2", 333n), refund("o2", 667n, { wave: 2 })]);
    expect(paid("o2")).toEqual(["advocate 1 333 eur", "friend 2 33 points"]);
  });

  it("of a half the even number is taken back", () => {
    // 250 × 20 ÷ 2000 is 2.5 and 250 × 12 ÷ 2000 is 1.5.
    expect(told([anna, ben("share")], [refund("o2", 20n)]).paid("o2")).toEqual(["commission 1 248 eur"]);
    expect(told([anna, ben("share")], [refund("o2", 12n)]).paid("o2")).toEqual(["commission 1 248 eur"]);
  });

  it.each<[string, OrderChange]>([
    ["refunded in full", refund("o2", 2_000n)],
    ["charged back beyond its value", refund("o2", 2_500n)],
    ["cancelled", refund("o2", 0n, { kind: "canceled" })],
  ])("an order that is %s leaves nothing", (_how, change) => {
    const { of, friends } = told([anna, ben("fixed")], [change]);
    expect(of("o2")).toMatchObject({ verdicts: ["qualified", "rejected"], reasons: null, rewards: [] });
    expect(friends.size).toBe(0);
  });

  it("a bound friend's later orders earn a share each, without a word of the advocate", () => {
    const later = order("o3", 2, { wave: 2, value: 800n });
    expect(told([later, anna, ben("share")]).paid("o3")).toEqual(["commission 1 100 eur"]);
    expect(told([later, anna, ben("fixed")]).of("o3")?.advocate).toBeNull();
  });

  it("a bound friend's order that came to nothing may never have been known for one", () => {
    const later = order("o3", 2, { wave: 2 });
    const gone = refund("o3", 2_000n, { wave: 2, at: startOf(2) + 2 * day });
    expect(told([anna, ben("share"), later], [gone]).of("o3")).toMatchObject({
      advocate: 1,
      verdicts: ["qualified", "rejected", "none"],
    });
  });

  it("a friend counts as long as any of their orders stands", () => {
    const later = order("o3", 2, { wave: 2 });
    const gone = (id: string) => refund(id, 0n, { kind: "canceled", wave: 3, at: startOf(3) + 2 * day });
    expect(told([anna, ben("share"), later], [gone("o2")]).friends).toEqual(new Map([[1, 1]]));
    expect(told([anna, ben("share"), later], [gone("o2"), gone("o3")]).friends).toEqual(new Map());
  });

  it("a hybrid pays both parts, up to its cap", () => {
    expect(told([anna, ben("hybrid")]).paid("o2")).toEqual(["both 1 300 eur"]);
    expect(told([anna, ben("hybrid", { value: 19_999n })]).paid("o2")).toEqual(["both 1 900 eur"]);
    expect(told([anna, ben("hybrid", { currency: "jpy", value: 20_000n })]).paid("o2")).toEqual([
      "both 1 1200 jpy",
    ]);
  });

  it("a currency nobody is paid in is refused, while points are the same in all", () => {
    expect(told([anna, ben("hybrid", { currency: "chf" })]).of("o2")?.reasons).toEqual([
      "currency-not-offered",
    ]);
    expect(told([anna, ben("fixed", { currency: "chf" })]).paid("o2")).toEqual(["friend 2 50 points"]);
  });

  it("the minimum itself is enough, in each currency's own minor units", () => {
    const reasons = (currency: string, value: bigint) =>
      told([anna, ben("fixed", { currency, value })]).of("o2")?.reasons;
    expect(reasons("eur", 1_500n)).toEqual([]);
    expect(reasons("eur", 1_499n)).toEqual(["below-minimum"]);
    expect(reasons("jpy", 1_500n)).toEqual([]);
    expect(reasons("kwd", 4_999n)).toEqual(["below-minimum"]);
    expect(reasons("kwd", 5_000n)).toEqual([]);
  });

  it("whoever ordered before is no new customer, unless that was cancelled", () => {
    const before = order("o3", 2, { wave: 0 });
    expect(told([anna, before, ben("fixed")]).of("o2")?.reasons).toEqual(["existing-customer"]);
    expect(
      told([anna, before, ben("fixed")], [refund("o3", 0n, { kind: "canceled" })]).of("o2")?.reasons,
    ).toEqual([]);
    expect(told([anna, before, ben("share")]).of("o2")?.reasons).toEqual([]);
  });

  it("one's own code is a self-referral, and loses to anybody else's", () => {
    const own = order("o3", 1, { wave: 2, hints: [typed(1, "fixed")] });
    expect(told([anna, own]).of("o3")).toMatchObject({
      advocate: 1,
      verdicts: ["rejected"],
      reasons: ["self-referral"],
    });
    const both = order("o3", 1, {
      wave: 2,
      hints: [
        typed(1, "share"),
        { kind: "cookie", of: { person: 2, program: "share", orderId: "o2" }, at: startOf(2) },
      ],
    });
    expect(told([anna, order("o2", 2), both]).of("o3")).toMatchObject({ advocate: 2, reasons: [] });
  });

  it("a typed code outweighs a claim, a claim a cookie, and a claim's own benefit code any of them but the typed one", () => {
    const of = (person: number) => ({ person, program: "fixed", orderId: `o${person}` });
    const advocate = (...hints: Hint[]) =>
      told([anna, order("o3", 3), ben("fixed", { hints })]).of("o2")?.advocate;
    const cookie: Hint = { kind: "cookie", of: of(3), at: startOf(1) };
    expect(advocate(cookie, { kind: "claim", of: of(1), applied: false })).toBe(1);
    expect(advocate({ kind: "claim", of: of(3), applied: false }, typed(1, "fixed"))).toBe(1);
    expect(advocate({ kind: "claim", of: of(3), applied: true }, cookie)).toBe(3);
    expect(advocate({ kind: "nonsense", text: "X" }, cookie)).toBe(3);
    expect(advocate({ kind: "nonsense", text: "X" })).toBeNull();
  });

  it("a cookie counts for 30 days, the last moment included, and not before it was set", () => {
    const placedAt = startOf(1) + day;
    const advocate = (at: number) =>
      told([
        anna,
        ben("fixed", { hints: [{ kind: "cookie", of: { person: 1, program: "fixed", orderId: "o1" }, at }] }),
      ]).of("o2")?.advocate;
    expect(advocate(placedAt - 30 * day)).toBe(1);
    expect(advocate(placedAt - 30 * day - 1)).toBeNull();
    expect(advocate(placedAt)).toBe(1);
    expect(advocate(placedAt + 1)).toBeNull();
  });

  it("nobody may be sent by whom they sent", () => {
    const back = order("o3", 1, { wave: 2, hints: [typed(2, "share")] });
    expect(told([anna, ben("share"), back]).of("o3")).toMatchObject({
      verdicts: ["rejected"],
      reasons: ["advocate-loop"],
    });
    const further = order("o4", 3, { wave: 2, hints: [typed(2, "share")] });
    const round = order("o5", 1, { wave: 3, hints: [typed(3, "share")] });
    expect(told([anna, ben("share"), further, round]).of("o5")?.reasons).toEqual(["advocate-loop"]);
  });

  it("payment is waited for", () => {
    expect(told([anna, ben("captured")]).of("o2")).toMatchObject({ verdicts: ["waiting"], rewards: [] });
    const captured = refund("o2", 0n, { kind: "captured" });
    expect(told([anna, ben("captured")], [captured]).paid("o2")).toEqual(["credit 1 777 eur"]);
    expect(told([anna, ben("captured", { value: 1n })]).of("o2")?.reasons).toEqual(["below-minimum"]);
  });

  it("of two orders asked for in 14 days the second earns, and neither when it comes later", () => {
    const second = (placedAt: number) => order("o3", 2, { wave: 5, placedAt });
    const deadline = startOf(1) + 15 * day;
    const inTime = told([anna, ben("repeat"), second(deadline), order("o4", 2, { wave: 6 })]);
    expect(inTime.paid("o3")).toEqual(["second 1 800 eur"]);
    expect(inTime.of("o2")?.reasons).toEqual(["not-the-nth-order"]);
    expect(inTime.of("o4")?.reasons).toEqual(["not-the-nth-order"]);
    const late = told([anna, ben("repeat"), second(deadline + 1)]);
    expect(late.of("o2")?.reasons).toEqual(["too-few-orders"]);
    expect(late.of("o3")).toMatchObject({ advocate: 1, reasons: ["too-few-orders"] });
  });

  it("milestones belong to an advocate with enough friends whose orders stand", () => {
    const friends = [2, 3, 4].map((person) =>
      order(`o${person}`, person, { wave: 1, hints: [typed(1, "milestones")] }),
    );
    expect(told([anna, ...friends]).milestones.get(1)).toEqual([
      { rule: "friends-3", side: "advocate", person: 1, net: 1_000n, currency: "eur", class: "given" },
    ]);
    expect(told([anna, ...friends], [refund("o3", 2_000n)]).milestones.get(1)).toEqual([]);
  });

  it("a cap is a number of rewards for whoever is first", () => {
    const friends = [2, 3].map((person) =>
      order(`o${person}`, person, { wave: 1, hints: [typed(1, "capped")] }),
    );
    const { caps, of } = told([anna, ...friends]);
    expect(caps).toEqual(new Map([["capped", { most: 5, asked: 2 }]]));
    expect(of("o2")?.capped).toBe(true);
  });
});

describe("what an order shows of its buyer", () => {
  const known = { ...nothing, phone: "1", payment: "card", device: "d", ip: "::1", userAgent: "ua" };
  const judged = (change: Partial<PlacedOrder>) => {
    const { of } = told([order("o1", 1, { traces: known }), ben("hybrid", change)]);
    return of("o2")?.reasons?.[0] ?? of("o2")?.rewards[0]?.class;
  };

  it.each<[string, Partial<PlacedOrder>, string]>([
    ["the same phone", { traces: { ...nothing, phone: "1" } }, "trust-declined"],
    ["the same card", { traces: { ...nothing, payment: "card" } }, "trust-declined"],
    ["the same device", { traces: { ...nothing, device: "d" } }, "review"],
    ["the same visit", { traces: { ...nothing, ip: "::1", userAgent: "ua" } }, "given"],
    ["the same network alone", { traces: { ...nothing, ip: "::1" }, email: "x@mailinator.com" }, "given"],
    ["a paid advertisement", { traces: { ...nothing, paidSearch: true } }, "given"],
    ["a throw-away mailbox", { email: "x@mailinator.com" }, "given"],
    [
      "a throw-away mailbox and the same visit",
      { email: "x@mailinator.com", traces: { ...nothing, ip: "::1", userAgent: "ua" } },
      "review",
    ],
    [
      "a throw-away mailbox and an advertisement",
      { email: "x@mailinator.com", traces: { ...nothing, paidSearch: true } },
      "review",
    ],
    [
      "the same device and an advertisement",
      { traces: { ...nothing, device: "d", paidSearch: true } },
      "trust-declined",
    ],
    ["the advocate's address with a tag elsewhere", { email: "p1+x@elsewhere.example" }, "review"],
    ["another address with a tag", { email: "q1+x@elsewhere.example" }, "given"],
    ["nothing", {}, "given"],
  ])("%s: %s", (_what, change, end) => {
    expect(judged(change)).toBe(end);
  });

  it("counts only what the advocate had shown in an earlier wave", () => {
    const advocate = order("o1", 1, { wave: 1, placedAt: startOf(1) + day, traces: known });
    const { of } = told([
      advocate,
      ben("hybrid", { placedAt: startOf(1) + 2 * day, traces: { ...nothing, payment: "card" } }),
    ]);
    expect(of("o2")?.reasons).toEqual([]);
  });

  it("an address that is not known is near nobody's", () => {
    const { of } = told([
      order("o1", 1, { email: null, customerId: "c1", loggedIn: true }),
      ben("hybrid", { email: "p1+x@elsewhere.example" }),
    ]);
    expect(of("o2")?.rewards[0]?.class).toBe("given");
    const unknown = told([anna, ben("hybrid", { email: null, customerId: "c2", loggedIn: true })]);
    expect(unknown.of("o2")?.rewards[0]?.class).toBe("given");
  });
});
