import { began } from "./calendar";
import { differencesOf } from "./compare";
import type { Found, FoundReward } from "./found";
import type { History, PlacedOrder } from "./history";
import type { Expected, ExpectedOrder, ExpectedReward } from "./oracle";

const order = (id: string, person: number): PlacedOrder => ({
  id,
  person,
  wave: 0,
  placedAt: began,
  email: `p${person}@mail.example`,
  customerId: null,
  accountEmail: null,
  loggedIn: false,
  channel: "fixed",
  currency: "eur",
  value: 2_000n,
  hints: [],
  traces: { phone: null, payment: null, device: null, ip: null, userAgent: null, paidSearch: false },
});

const history: History = {
  seed: 1,
  began,
  waves: 1,
  programs: [],
  orders: [order("o1", 1), order("o2", 2), order("o3", 3)],
  changes: [],
  uses: [],
  poison: [],
};

const owed = (rule: string, change: Partial<ExpectedReward> = {}): ExpectedReward => ({
  rule,
  side: "advocate",
  person: 1,
  net: 500n,
  currency: "eur",
  class: "given",
  ...change,
});

const none = { advocate: null, verdicts: ["none"], reasons: [], rewards: [], capped: false };
const sent = { advocate: 1, verdicts: ["qualified"], reasons: [], capped: false };

/** Anna (1) sent Ben (2), who earned her €5.00 and a milestone; Carl (3) came by himself. */
const expected: Expected = {
  orders: new Map<string, ExpectedOrder>([
    ["o1", none],
    ["o2", { ...sent, rewards: [owed("advocate")] }],
    ["o3", none],
  ]),
  milestones: new Map([[1, [owed("friends-3", { net: 1_000n })]]]),
  friends: new Map([[1, 1]]),
  caps: new Map(),
};

const row = (orderId: string, participantId: string, change = {}) => ({
  orderId,
  participantId,
  verdict: "none",
  reasons: [],
  advocateId: null,
  ...change,
});

const reward = (change: Partial<FoundReward> = {}): FoundReward => ({
  orderId: "o2",
  rule: "advocate",
  side: "advocate",
  participantId: "anna",
  value: 500n,
  reversed: 0n,
  payout: 500n,
  currency: "eur",
  state: "issued",
  code: "THANKS-1",
  reviewOpen: false,
  ...change,
});
const milestone = reward({ rule: "friends-3", value: 1_000n, payout: 1_000n, code: "THANKS-2" });

const promotion = (code: string, amount: bigint, change = {}) => ({
  code,
  amount,
  active: true,
  used: false,
  ...change,
});
const mail = (id: string, about: string, template = "reward-issued") => ({ id, template, about });

const right: Found = {
  orders: [
    row("o1", "anna"),
    row("o2", "ben", { verdict: "qualified", advocateId: "anna" }),
    row("o3", "carl"),
  ],
  rewards: [reward(), milestone],
  friends: [{ advocateId: "anna", count: 1 }],
  promotions: [promotion("THANKS-1", 500n), promotion("THANKS-2", 1_000n)],
  mails: [mail("m1", "THANKS-1"), mail("m2", "THANKS-2"), mail("m3", "o1", "order-confirmation")],
  balances: [{ participantId: "anna", currency: "eur", amount: -1_500n }],
  sums: { eur: 0n },
  open: [],
  dead: ["order.placed:ghost-0"],
};

function told(change: Partial<Found>, wanted: Expected = expected) {
  const { lost, doubled, mismatches } = differencesOf(history, wanted, { ...right, ...change });
  return { lost, doubled, mismatches };
}

const nothing = { lost: [], doubled: [], mismatches: [] };

describe("what was found is compared with what should be", () => {
  it("and there is nothing to say when it is right", () => {
    expect(told({})).toEqual(nothing);
  });

  it("an order that was never recorded is lost", () => {
    expect(told({ orders: right.orders.slice(0, 2) }).lost).toEqual(["o3: was never recorded"]);
  });

  it("an order that should not be there, two persons in one record and one in two are told", () => {
    expect(told({ orders: [...right.orders, row("o9", "nobody")] }).mismatches).toEqual([
      "o9: recorded, though nobody can be thanked for it",
    ]);
    expect(told({ orders: [...right.orders.slice(0, 2), row("o3", "anna")] }).mismatches[0]).toBe(
      "o3: persons 1 and 3 are one record",
    );
    const twice = { ...history, orders: [order("o1", 1), order("o2", 2), order("o3", 1)] };
    expect(differencesOf(twice, expected, right).mismatches).toEqual([
      "o3: person 1 is two records, anna and carl",
    ]);
  });

  it("another advocate, verdict or reason is told", () => {
    const ben = (change: object) =>
      told({
        orders: [
          row("o1", "anna"),
          row("o2", "ben", { verdict: "qualified", advocateId: "anna", ...change }),
          row("o3", "carl"),
        ],
      }).mismatches;
    expect(ben({ advocateId: "carl" })).toEqual(["o2: advocate should be 1, is 3"]);
    expect(ben({ advocateId: "unknown" })).toEqual(["o2: advocate should be 1, is -1"]);
    expect(ben({ verdict: "rejected", reasons: ["below-minimum"] })).toEqual([
      "o2: verdict should be qualified, is rejected below-minimum",
    ]);
    expect(ben({ reasons: ["below-minimum"] })).toEqual(["o2: reasons should be , is below-minimum"]);
  });

  it("what may be nobody's has no advocate, or the one it should have", () => {
    const wanted: Expected = {
      ...expected,
      orders: new Map<string, ExpectedOrder>([
        ...expected.orders,
        ["o3", { ...none, advocate: 1, verdicts: ["rejected", "none"], reasons: null }],
      ]),
    };
    const found = (change: object) =>
      told({ orders: [...right.orders.slice(0, 2), row("o3", "carl", change)] }, wanted);
    expect(found({})).toEqual(nothing);
    expect(found({ verdict: "rejected", advocateId: "anna" })).toEqual(nothing);
    expect(found({ verdict: "rejected" }).mismatches).toEqual(["o3: advocate should be 1, is null"]);
    expect(found({ advocateId: "ben" }).mismatches).toEqual(["o3: advocate should be 1, is 2"]);
  });

  it("reasons are the same in any order, and not asked where anything may have been seen first", () => {
    const wanted = (reasons: string[] | null): Expected => ({
      ...expected,
      orders: new Map<string, ExpectedOrder>([
        ...expected.orders,
        ["o3", { ...none, verdicts: ["rejected"], reasons }],
      ]),
    });
    const orders = [
      ...right.orders.slice(0, 2),
      row("o3", "carl", { verdict: "rejected", reasons: ["a", "b"] }),
    ];
    expect(told({ orders }, wanted(["b", "a"]))).toEqual(nothing);
    expect(told({ orders }, wanted(null))).toEqual(nothing);
    expect(told({ orders }, wanted(["a", "c"])).mismatches).toEqual(["o3: reasons should be a, c, is a, b"]);
  });

  it("a reward that is missing, or still on its way, is lost", () => {
    expect(told({ rewards: [milestone] }).lost).toContain("o2: advocate of 500 eur is missing");
    expect(told({ rewards: [reward({ state: "pending" }), milestone] }).lost).toEqual([
      "o2: advocate: still pending",
    ]);
    expect(told({ rewards: [reward({ state: "approved" }), milestone] }).lost).toEqual([
      "o2: advocate: still approved",
    ]);
    expect(told({ rewards: [reward()] }).lost).toEqual(["person 1: milestone friends-3 is missing"]);
  });

  it("a second reward of a kind is doubled, one that nobody is owed is told", () => {
    expect(told({ rewards: [reward(), reward({ code: "THANKS-3" }), milestone] }).doubled).toContain(
      "o2 advocate advocate: granted twice",
    );
    expect(
      told({ rewards: [reward(), milestone, reward({ orderId: "o3", code: "X" })] }).mismatches,
    ).toContain("o3: advocate of 500 stands (issued), though nothing is owed");
    expect(told({ rewards: [reward(), milestone, { ...milestone, orderId: "o3" }] }).doubled).toContain(
      "o3: person 1 has the milestone friends-3 once too often",
    );
    expect(
      told({ rewards: [reward(), milestone, { ...milestone, orderId: "o3", participantId: "?" }] }).doubled,
    ).toContain("o3: person -1 has the milestone friends-3 once too often");
  });

  it.each(["declined", "reversed", "expired"])("what was %s stands for nothing", (state) => {
    expect(told({ rewards: [reward(), milestone, reward({ orderId: "o3", state, code: "X" })] })).toEqual(
      nothing,
    );
  });

  it("what was taken back altogether stands for nothing", () => {
    expect(
      told({
        rewards: [
          reward(),
          milestone,
          reward({ orderId: "o3", state: "pending", reversed: 500n, code: "X" }),
        ],
      }),
    ).toEqual(nothing);
  });

  it("another amount, currency, receiver or state is told", () => {
    const found = (change: Partial<FoundReward>) => told({ rewards: [reward(change), milestone] }).mismatches;
    expect(found({ reversed: 1n })).toContain("o2: advocate: amount should be 500 eur, is 499 eur");
    expect(found({ currency: "usd" })).toContain("o2: advocate: amount should be 500 eur, is 500 usd");
    expect(found({ participantId: "carl" })).toContain("o2: advocate: receiver should be 1, is 3");
    expect(found({ participantId: "?" })).toContain("o2: advocate: receiver should be 1, is -1");
    expect(found({ state: "odd" })).toContain("o2: advocate: state should be given, is odd");
    expect(found({ side: "friend" })).toContain(
      "o2: advocate of 500 stands (issued), though nothing is owed",
    );
  });

  it("what a person is to look at waits for them", () => {
    const wanted: Expected = {
      ...expected,
      orders: new Map([
        ...expected.orders,
        ["o2", { ...sent, rewards: [owed("advocate", { class: "review" })] }],
      ]),
    };
    const found = (change: Partial<FoundReward>) =>
      told(
        {
          rewards: [reward({ payout: null, ...change }), milestone],
          promotions: [promotion("THANKS-2", 1_000n)],
        },
        wanted,
      );
    expect(found({ state: "pending", reviewOpen: true })).toEqual(nothing);
    expect(found({ state: "pending" }).lost).toEqual(["o2: advocate: still pending"]);
    expect(found({ state: "issued", payout: 0n }).mismatches).toEqual([
      "o2: advocate: state should be review, is issued",
    ]);
  });

  it("a cap is met and not passed", () => {
    const capped = { ...sent, capped: true, rewards: [owed("few")] };
    const wanted = (most: number): Expected => ({
      ...expected,
      orders: new Map<string, ExpectedOrder>([
        ["o1", none],
        ["o2", capped],
        ["o3", { ...capped, rewards: [owed("few")] }],
      ]),
      milestones: new Map(),
      caps: new Map([["capped", { most, asked: 2 }]]),
    });
    const few = (orderId: string, code: string) => reward({ orderId, rule: "few", code });
    const found = (...rewards: FoundReward[]): Partial<Found> => ({
      orders: [
        row("o1", "anna"),
        ...["o2", "o3"].map((id) => row(id, id, { verdict: "qualified", advocateId: "anna" })),
      ],
      rewards,
      promotions: rewards.map(({ code }) => promotion(code, 500n)),
      mails: rewards.map(({ code }) => mail(`m-${code}`, code)),
      balances: [{ participantId: "anna", currency: "eur", amount: BigInt(-500 * rewards.length) }],
    });
    expect(told(found(few("o2", "A")), wanted(1))).toEqual(nothing);
    expect(told(found(few("o2", "A"), few("o3", "B")), wanted(5))).toEqual(nothing);
    expect(told(found(few("o2", "A"), few("o3", "B")), wanted(1)).doubled).toEqual([
      "capped: 2 rewards within a cap of 1",
    ]);
    expect(told(found(few("o2", "A")), wanted(2)).lost).toEqual(["capped: 1 rewards, though 2 asked for 2"]);
    expect(told(found(), wanted(2)).lost).toEqual(["capped: 0 rewards, though 2 asked for 2"]);
  });

  it("friends who count are counted, over all of a person's records", () => {
    expect(told({ friends: [] }).mismatches).toEqual(["person 1: qualified friends should be 1, is 0"]);
    expect(
      told({
        friends: [
          { advocateId: "anna", count: 1 },
          { advocateId: "anna", count: 1 },
        ],
      }).mismatches,
    ).toEqual(["person 1: qualified friends should be 1, is 2"]);
    expect(told({ friends: [...right.friends, { advocateId: "?", count: 1 }] }).mismatches).toEqual([
      "person -1: qualified friends should be 0, is 1",
    ]);
  });

  it("a code that was issued works, is worth its payout, and no other works", () => {
    const second = promotion("THANKS-2", 1_000n);
    expect(told({ promotions: [second] }).lost).toEqual(["o2: its code THANKS-1 does not work"]);
    expect(told({ promotions: [promotion("THANKS-1", 500n, { active: false }), second] }).lost).toEqual([
      "o2: its code THANKS-1 does not work",
    ]);
    expect(told({ promotions: [promotion("THANKS-1", 499n), second] }).mismatches).toEqual([
      "o2: THANKS-1: worth should be 500, is 499",
    ]);
    expect(told({ promotions: [...right.promotions, promotion("THANKS-9", 7n)] }).doubled).toEqual([
      "THANKS-9: worth 7, works and is no reward's",
    ]);
    expect(told({ promotions: [...right.promotions, promotion("THANKS-9", 7n, { active: false })] })).toEqual(
      nothing,
    );
  });

  it("each is told once of a reward, twice at most where it was exchanged, and of an order once", () => {
    expect(told({ mails: [...right.mails, mail("m1", "THANKS-1")] })).toEqual(nothing);
    expect(told({ mails: [...right.mails, mail("m9", "THANKS-1")] }).doubled).toEqual([
      "o2: told of THANKS-1 by 2 mails",
    ]);
    expect(told({ mails: right.mails.slice(1) }).lost).toEqual(["o2: nobody was told of THANKS-1"]);
    expect(told({ mails: [...right.mails, mail("m9", "o1", "order-confirmation")] }).doubled).toEqual([
      "order-confirmation o1: 2 mails",
    ]);
    const rewards = [reward({ value: 600n, reversed: 100n }), milestone];
    expect(told({ rewards, mails: [...right.mails, mail("m9", "THANKS-1")] })).toEqual(nothing);
    expect(
      told({ rewards, mails: [...right.mails, mail("m8", "THANKS-1"), mail("m9", "THANKS-1")] }).doubled,
    ).toEqual(["o2: told of THANKS-1 by 3 mails"]);
  });

  it("the books say what is owed, less what was used", () => {
    const balances = (amount: bigint) => [{ participantId: "anna", currency: "eur", amount }];
    expect(told({ balances: balances(-1_499n) }).mismatches).toEqual([
      "person 1 eur: books should be 1500, is 1499",
    ]);
    expect(told({ balances: [] }).mismatches).toEqual(["person 1 eur: books should be 1500, is 0"]);
    expect(
      told({ balances: [...right.balances, { participantId: "?", currency: "eur", amount: -1n }] })
        .mismatches,
    ).toEqual(["person -1 eur: books should be 0, is 1"]);
    const used = [promotion("THANKS-1", 500n, { used: true }), promotion("THANKS-2", 1_000n)];
    const rewards = [reward({ state: "redeemed" }), milestone];
    expect(told({ rewards, promotions: used, balances: balances(-1_000n) })).toEqual(nothing);
    expect(told({ rewards, promotions: used }).mismatches).toEqual([
      "person 1 eur: books should be 1500, is 2000",
    ]);
    expect(
      told({
        rewards: [
          reward(),
          milestone,
          reward({ orderId: "o3", participantId: "?", state: "declined", code: "X" }),
        ],
        promotions: [...right.promotions, promotion("X", 3n, { used: true })],
      }).mismatches,
    ).toEqual(["person -1 eur: books should be 0, is 3"]);
  });

  it("a message that is not done is lost, and one set aside unless it was poison", () => {
    expect(told({ open: ["issue:1"] }).lost).toEqual(["message issue:1: not done"]);
    expect(told({ dead: ["order.placed:o1"] }).lost).toEqual(["message order.placed:o1: set aside"]);
  });
});
