import fc from "fast-check";
import { checkProgram } from "./check-program";
import { full, having, aPlainRule as rule } from "./full-definition";
import { type RewardKind, rewardKinds } from "./reward-rule";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };

const messages = (definition: unknown, kinds?: readonly RewardKind[]) =>
  checkProgram(definition, kinds && { kinds }).map(({ code, message }) => `${code} ${message}`);

describe("a program's definition", () => {
  it("may hold everything that there is", () => {
    expect(checkProgram(full)).toEqual([]);
    expect(checkProgram(full, { kinds: rewardKinds })).toEqual([]);
  });

  it("needs no more than this", () => {
    const { id, shopName, landingUrl, shareUrl, codeWord, attributionWindowDays, holdDays } = full;
    const least = {
      id,
      shopName,
      landingUrl,
      shareUrl,
      codeWord,
      attributionWindowDays,
      holdDays,
      rewards: [],
      conditions: [],
    };
    expect(checkProgram({ ...least, friend: { type: "percentage", percent: 10 } })).toEqual([]);
    expect(messages({ ...least, friend: null })).toEqual([
      "GW_PROGRAM_CONTRADICTION rewards: nobody gets anything; give the friend or the advocate something",
    ]);
    expect(checkProgram({ ...least, friend: null, rewards: [rule] })).toEqual([]);
  });

  it.each([
    ["id", 'id: expected 1 to 64 of a–z, 0–9 and "-", such as "friends", got nothing'],
    ["shopName", "shopName: expected a text of one line and at most 100 characters, got nothing"],
    ["landingUrl", 'landingUrl: expected an address such as "https://shop.example/welcome", got nothing'],
    [
      "shareUrl",
      'shareUrl: expected an address without "?" or "#", such as "https://shop.example/go", got nothing',
    ],
    ["codeWord", 'codeWord: expected 2 to 12 capital letters, such as "FRIEND", got nothing'],
    ["friend", "friend: expected a benefit, or null for none, got nothing"],
    ["rewards", "rewards: expected a list of reward rules, got nothing"],
    ["conditions", "conditions: expected a list of conditions, got nothing"],
    ["attributionWindowDays", "attributionWindowDays: expected a whole number from 1 to 365, got nothing"],
    ["holdDays", "holdDays: expected a whole number from 0 to 365, got nothing"],
    ["rewards[0].side", 'rewards[0].side: expected "advocate" or "friend", got nothing'],
    [
      "rewards[0].kind",
      'rewards[0].kind: expected "discount-code", "store-credit", "points", "free-product", "gated-content", "payout", "commission", or "custom", got nothing',
    ],
    ["rewards[0].trigger", 'rewards[0].trigger: expected an object with "on", got nothing'],
    [
      "rewards[0].trigger.on",
      'rewards[0].trigger.on: expected "order", "milestone", "level", or "period-end", got nothing',
    ],
    [
      "rewards[0].amount.type",
      'rewards[0].amount.type: expected "fixed", "percentage", "hybrid", "tiered", or "units", got nothing',
    ],
    ["friend.type", 'friend.type: expected "fixed" or "percentage", got nothing'],
    [
      "conditions[0].type",
      'conditions[0].type: expected "new-customer", "minimum-order", "products", "categories", "markets", "nth-order", "orders", "captured", "fulfilled", or "delivered", got nothing',
    ],
    [
      "caps.perAdvocatePeriod.period",
      'caps.perAdvocatePeriod.period: expected "day", "week", "month", "quarter", or "year", got nothing',
    ],
  ])("is refused without %s, which is named", (path, message) => {
    expect(checkProgram(having(path, undefined))).toEqual([
      { field: path, code: "GW_PROGRAM_FIELD_MISSING", message },
    ]);
  });

  it.each<[path: string, value: unknown, message: string]>([
    ["id", "Friends", 'id: expected 1 to 64 of a–z, 0–9 and "-", such as "friends", got "Friends"'],
    [
      "id",
      "a".repeat(65),
      `id: expected 1 to 64 of a–z, 0–9 and "-", such as "friends", got "${"a".repeat(60)}…"`,
    ],
    ["shopName", " ", 'shopName: expected a text of one line and at most 100 characters, got " "'],
    ["shopName", "a\nb", 'shopName: expected a text of one line and at most 100 characters, got "a\\nb"'],
    [
      "shopName",
      "a".repeat(101),
      `shopName: expected a text of one line and at most 100 characters, got "${"a".repeat(60)}…"`,
    ],
    ["codeWord", "F", 'codeWord: expected 2 to 12 capital letters, such as "FRIEND", got "F"'],
    [
      "shareUrl",
      "https://shop.example/go?x=1",
      'shareUrl: expected an address without "?" or "#", such as "https://shop.example/go", got "https://shop.example/go?x=1"',
    ],
    ["salesChannels", [], "salesChannels: expected a list of sales channels, got an empty list"],
    ["friend", "10%", 'friend: expected a benefit, or null for none, got "10%"'],
    [
      "friend.amounts",
      {},
      'friend.amounts: expected amounts by currency, such as { "eur": "10.00" }, got an empty object',
    ],
    [
      "friend.amounts",
      [],
      'friend.amounts: expected amounts by currency, such as { "eur": "10.00" }, got an empty list',
    ],
    [
      "friend.amounts.eur",
      "ten",
      'friend.amounts.eur: expected a decimal in major units such as "10.00", got "ten"',
    ],
    [
      "friend.amounts.eur",
      10,
      'friend.amounts.eur: expected a decimal in major units such as "10.00", got 10',
    ],
    [
      "friend.amounts.jpy",
      "5.0",
      'friend.amounts.jpy: expected a decimal in major units such as "1000", got "5.0"',
    ],
    [
      "friend.amounts.EUR",
      "5",
      'friend.amounts.EUR: expected an ISO 4217 currency in small letters, such as "eur", got "EUR"',
    ],
    [
      "rewards[0].amount.tiers[0].amount.amounts.eur",
      "0.00",
      'rewards[0].amount.tiers[0].amount.amounts.eur: expected a decimal in major units such as "10.00", got "0.00"',
    ],
    ["rewards[0].amount.tiers", [], "rewards[0].amount.tiers: expected a list of tiers, got an empty list"],
    [
      "rewards[0].amount.tiers[0].from",
      2,
      "rewards[0].amount.tiers[0].from: expected 1 for the first tier, got 2",
    ],
    [
      "rewards[0].amount.tiers[1].from",
      1,
      "rewards[0].amount.tiers[1].from: expected more than 1, the tier before, got 1",
    ],
    [
      "rewards[0].boosts[0].to",
      "2026-11-20",
      'rewards[0].boosts[0].to: expected a date after 2026-11-20, got "2026-11-20"',
    ],
    ["rewards[0].boosts", [], "rewards[0].boosts: expected a list of boosts, got an empty list"],
    [
      "rewards[2].trigger.requires",
      {},
      "rewards[2].trigger.requires: expected exactly one of shares, invitations and friends, got an empty object",
    ],
    [
      "rewards[2].trigger.requires",
      { shares: 1, friends: 1 },
      "rewards[2].trigger.requires: expected exactly one of shares, invitations and friends, got an object",
    ],
    [
      "conditions[2]",
      { type: "products" },
      "conditions[2]: expected ids to include or to exclude, got an object",
    ],
    [
      "conditions[3]",
      { type: "categories" },
      "conditions[3]: expected ids to include or to exclude, got an object",
    ],
    ["conditions[2].include", [], "conditions[2].include: expected a list of ids, got an empty list"],
    [
      "conditions[4].countries",
      ["uk"],
      'conditions[4].countries[0]: expected a country of two small letters, such as "de" or "gb", got "uk"',
    ],
    ["endsAt", "2026-11-01", 'endsAt: expected a date after 2026-11-01, got "2026-11-01"'],
    [
      "preservedClickIds",
      ["ref"],
      'preservedClickIds[0]: expected a parameter such as "gclid", other than ref and s1–s5, got "ref"',
    ],
    ["nameShare", "yes", 'nameShare: expected true or false, got "yes"'],
    ["combination", "both", 'combination: expected "stack" or "best", got "both"'],
    ["attributionTouch", "none", 'attributionTouch: expected "last" or "first", got "none"'],
    ["holdFrom", true, 'holdFrom: expected "placed", "captured", "fulfilled", or "delivered", got true'],
    [
      "caps",
      null,
      'caps: expected an object with "perAdvocate", "perAdvocatePeriod", "perProgram", or "budget", got null',
    ],
    ["trust.points", 3, "trust.points: expected an object, got 3"],
    [
      "trust.thresholds.review",
      70,
      "trust.thresholds.review: expected a whole number from 1 to 69 (below the decline threshold), got 70.",
    ],
  ])("refuses %s as %j", (path, value, message) => {
    expect(checkProgram(having(path, value))).toEqual([
      { field: message.slice(0, message.indexOf(":")), code: "GW_PROGRAM_VALUE", message },
    ]);
  });

  it.each<[path: string, least: number, most: number]>([
    ["attributionWindowDays", 1, 365],
    ["bindingDays", 1, 3650],
    ["holdDays", 0, 365],
    ["caps.perAdvocate", 1, 1_000_000],
    ["caps.perAdvocatePeriod.count", 1, 1_000_000],
    ["caps.perProgram", 1, 1_000_000],
    ["rewards[0].holdDays", 0, 365],
    ["rewards[0].expiresAfterDays", 1, 3650],
    ["rewards[0].trigger.months", 1, 120],
    ["rewards[0].trigger.count", 1, 100_000],
    ["rewards[0].amount.tiers[1].from", 2, 100_000],
    ["rewards[0].boosts[0].percent", 101, 10_000],
    ["rewards[1].trigger.friends", 1, 100_000],
    ["rewards[1].amount.count", 1, 1_000_000],
    ["rewards[2].trigger.requires.friends", 1, 100_000],
    ["rewards[3].trigger.top", 1, 1000],
    ["rewards[3].trigger.minimumFriends", 1, 100_000],
  ])("takes %s from %d to %d and no fractions", (path, least, most) => {
    for (const value of [least, most]) expect(checkProgram(having(path, value))).toEqual([]);
    for (const value of [least - 1, most + 1, least + 0.5, String(least), Number.NaN]) {
      expect(checkProgram(having(path, value))).toMatchObject([{ field: path, code: "GW_PROGRAM_VALUE" }]);
    }
  });

  it.each<[condition: object, field: string, least: number, most: number]>([
    [{ type: "nth-order" }, "n", 1, 100],
    [{ type: "orders", withinDays: 30 }, "count", 2, 100],
    [{ type: "orders", count: 2 }, "withinDays", 1, 365],
  ])("takes a condition %j with %s from %d to %d", (condition, field, least, most) => {
    const check = (n: number) => checkProgram(having("conditions", [{ ...condition, [field]: n }]));
    for (const n of [least, most]) expect(check(n)).toEqual([]);
    for (const n of [least - 1, most + 1]) {
      expect(check(n)).toMatchObject([{ field: `conditions[0].${field}`, code: "GW_PROGRAM_VALUE" }]);
    }
  });

  it.each(["shares", "invitations", "friends"])("takes a level that requires %s", (name) => {
    const level = (count: number) => ({
      ...full.rewards[2],
      kind: "gated-content",
      amount: { type: "units", count: 1, item: "course" },
      trigger: { on: "level", level: 1, requires: { [name]: count } },
    });
    expect(checkProgram(having("rewards[2]", level(3)))).toEqual([]);
    expect(checkProgram(having("rewards[2]", level(0)))).toHaveLength(1);
  });

  it.each([0.01, 12.34, 100])("takes %d percent", (percent) => {
    expect(checkProgram(having("rewards[4].amount.percent", percent))).toEqual([]);
  });

  it.each([0, -1, 0.001, 12.345, 100.01, "10", Number.POSITIVE_INFINITY, Number.NaN])(
    "refuses %p percent",
    (percent) => {
      const [problem] = checkProgram(having("rewards[4].amount.percent", percent));
      expect(problem?.message).toContain(
        "rewards[4].amount.percent: expected more than 0 and at most 100, with at most two decimals, got ",
      );
    },
  );

  it.each(["1", "0.01", "12.5", "12.50", "999999999999.99"])("takes the amount %p", (amount) => {
    expect(checkProgram(having("friend.amounts.eur", amount))).toEqual([]);
  });

  it.each([
    "0",
    "0.00",
    "-1",
    "+1",
    "1.",
    ".5",
    "01",
    "1.005",
    "1,50",
    "1e3",
    " 1",
    "1 ",
    "1\n",
    "",
    "1000000000000",
  ])("refuses the amount %p", (amount) => {
    expect(checkProgram(having("friend.amounts.eur", amount))).toMatchObject([
      { field: "friend.amounts.eur", code: "GW_PROGRAM_VALUE" },
    ]);
  });

  it("goes by the currency's own digits", () => {
    expect(checkProgram(having("friend.amounts.kwd", "1.005"))).toEqual([]);
    expect(messages(having("friend.amounts.kwd", "1.0005"))).toEqual([
      'GW_PROGRAM_VALUE friend.amounts.kwd: expected a decimal in major units such as "10.000", got "1.0005"',
    ]);
  });

  it.each([
    "https://shop.example",
    "https://shop.example:8443/a/b",
    "http://localhost:8000/welcome",
    "http://127.0.0.1/welcome",
  ])("takes the address %s", (address) => {
    expect(checkProgram(having("landingUrl", address))).toEqual([]);
    expect(checkProgram(having("shareUrl", address))).toEqual([]);
  });

  it.each([
    "http://shop.example",
    "http://localhost.example",
    "http://xlocalhost",
    "http://127.0.0.1.example",
    "ftp://localhost/a",
    "javascript:alert(1)",
    "//shop.example",
    "shop.example",
    "https://",
    "https://anna@shop.example",
    "https://:pass@shop.example",
    " https://shop.example",
    "https://shop.example/a b",
    "https://shop.example/\u0000",
    `https://shop.example/${"a".repeat(1980)}`,
    42,
  ])("refuses the address %p", (address) => {
    expect(checkProgram(having("landingUrl", address))).toMatchObject([{ field: "landingUrl" }]);
    expect(checkProgram(having("shareUrl", address))).toMatchObject([{ field: "shareUrl" }]);
  });

  it("takes an address of 2000 characters, and a share address without a question or a fragment only", () => {
    expect(checkProgram(having("landingUrl", `https://shop.example/${"a".repeat(1979)}`))).toEqual([]);
    expect(checkProgram(having("shareUrl", "https://shop.example/go#x"))).toHaveLength(1);
  });

  it.each(["2026-02-28", "2024-02-29", "2026-10-31T23:59Z", "2026-10-31T23:59:59.999+02:00"])(
    "takes the date %p",
    (date) => {
      expect(checkProgram(having("startsAt", date))).toEqual([]);
    },
  );

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-1-1",
    "2026-01-01T10:00",
    "2026-01-01T25:00Z",
    "01.01.2026",
    "x2026-01-01",
    "2026-01-01x",
    0,
    "",
  ])("refuses the date %p", (date) => {
    expect(messages(having("startsAt", date))).toEqual([
      `GW_PROGRAM_VALUE startsAt: expected a date such as "2026-12-01" or "2026-12-01T09:00:00Z", got ${JSON.stringify(date)}`,
    ]);
  });

  it.each(["DE", "deu", "d", "xd1", "uk", 4])("refuses the country %p", (country) => {
    expect(checkProgram(having("markets", [country]))).toMatchObject([{ field: "markets[0]" }]);
  });

  it.each(["s1", "s5", "ref", "", "a b", "a".repeat(65)])("refuses to carry on the parameter %p", (name) => {
    expect(checkProgram(having("preservedClickIds", [name]))).toMatchObject([
      { field: "preservedClickIds[0]" },
    ]);
  });

  it.each(["s0", "s6", "refs", "s15", "xs1", "click_id", "a".repeat(64)])(
    "carries on the parameter %p",
    (name) => {
      expect(checkProgram(having("preservedClickIds", [name]))).toEqual([]);
    },
  );

  it.each(["FR", "ABCDEFGHIJKL"])("takes the code word %s", (word) => {
    expect(checkProgram(having("codeWord", word))).toEqual([]);
  });

  it.each(["ABCDEFGHIJKLM", "friend", "FR1", "AFRIENDa", "-FR"])("refuses the code word %s", (word) => {
    expect(checkProgram(having("codeWord", word))).toMatchObject([{ field: "codeWord" }]);
  });

  it("takes the longest id and name", () => {
    expect(checkProgram(having("id", "a".repeat(64)))).toEqual([]);
    expect(checkProgram(having("shopName", "a".repeat(100)))).toEqual([]);
    expect(checkProgram(having("conditions[2].include", ["a".repeat(200)]))).toEqual([]);
    expect(checkProgram(having("conditions[2].include", ["a".repeat(201)]))).toHaveLength(1);
  });

  it.each<[object, string]>([
    [having("advocate", {}) as object, "advocate"],
    [having("version", 1) as object, "version"],
    [having("rewards[0].amount.amounts", { eur: "1" }) as object, "rewards[0].amount.amounts"],
    [having("rewards[0].trigger.friends", 1) as object, "rewards[0].trigger.friends"],
    [having("conditions[0].n", 1) as object, "conditions[0].n"],
    [having("caps.perDay", 1) as object, "caps.perDay"],
    [having("trust.rules", {}) as object, "trust.rules"],
    [having("trust.points", { luck: 5 }) as object, "trust.points.luck"],
    [JSON.parse(JSON.stringify(full).replace("{", '{"__proto__":1,')), "__proto__"],
  ])("refuses a field nobody knows by its name: %#", (definition, field) => {
    const [problem, ...others] = checkProgram(definition);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field, code: "GW_PROGRAM_FIELD_UNKNOWN" });
    expect(problem?.message).toMatch(/: is not a (field|setting); use /);
  });

  it("lists the fields there are", () => {
    expect(messages(having("value.includeVat", true))).toEqual([
      'GW_PROGRAM_FIELD_UNKNOWN value.includeVat: is not a field; use "includeTax", "includeShipping", or "beforeDiscounts"',
    ]);
    expect(messages(having("conditions[0].n", 1))).toEqual([
      'GW_PROGRAM_FIELD_UNKNOWN conditions[0].n: is not a field; use "type"',
    ]);
  });

  it.each([
    "levels",
    "depth",
    "parent",
    "parents",
    "upline",
    "downline",
    "generation",
    "generations",
    "secondLevel",
    "subAffiliates",
  ])("is one level deep: %s is refused wherever it stands", (name) => {
    for (const at of ["", "rewards[0].", "rewards[0].trigger.", "caps."]) {
      expect(messages(having(`${at}${name}`, 2))).toEqual([
        `GW_MULTILEVEL ${at}${name}: a program is one level deep; leave this out`,
      ]);
    }
  });

  it("is one level deep: nobody but the advocate and the friend gets anything", () => {
    expect(messages(having("rewards[0].side", "grand-advocate"))).toEqual([
      'GW_MULTILEVEL rewards[0].side: expected "advocate" or "friend", as a program is one level deep, got "grand-advocate"',
    ]);
  });

  it("names everything that is wrong at once", () => {
    expect(messages({ ...full, id: 1, holdDays: -1, rewards: [], extra: 1 })).toEqual([
      expect.stringContaining("GW_PROGRAM_FIELD_UNKNOWN extra"),
      expect.stringContaining("GW_PROGRAM_VALUE id"),
      expect.stringContaining("GW_PROGRAM_VALUE holdDays"),
    ]);
  });

  it.each<[unknown, string]>([
    [undefined, "nothing"],
    [null, "null"],
    ["x", '"x"'],
    [[], "an empty list"],
    [[1], "a list"],
    [() => 1, "a function"],
    [5n, "5"],
  ])("is an object, not %p", (definition, got) => {
    const [problem, ...others] = checkProgram(definition);
    expect(others).toEqual([]);
    expect(problem?.field).toBe("program");
    expect(problem?.message).toMatch(/^program: expected an object with "id", "shopName", /);
    expect(problem?.message.endsWith(`, got ${got}`)).toBe(true);
  });

  it("is looked at without failing, whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        for (const { code, field, message } of checkProgram(value)) {
          expect(code).toMatch(/^GW_(PROGRAM_[A-Z_]+|MULTILEVEL)$/);
          expect(message.startsWith(`${field}: `)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("is looked at without failing where any part of it is anything", () => {
    const paths = [
      "id",
      "friend",
      "friend.amounts",
      "rewards",
      "rewards[0]",
      "rewards[0].trigger",
      "rewards[0].amount",
      "rewards[0].amount.tiers",
      "rewards[0].boosts",
      "rewards[2].trigger.requires",
      "conditions",
      "conditions[2]",
      "value",
      "caps",
      "caps.budget",
      "trust",
      "trust.points",
      "markets",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        expect(Array.isArray(checkProgram(having(path, value)))).toBe(true);
      }),
      runs,
    );
  });
});
