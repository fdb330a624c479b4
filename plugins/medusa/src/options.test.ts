import { checkProgram } from "@goodword/core";
import { parseOptions } from "./options";
import { programDefinition } from "./program-definition";

const secret = "0123456789abcdef0123456789abcdef";

function options(change: Record<string, unknown> = {}, program: Record<string, unknown> = {}) {
  return {
    secret,
    program: {
      id: "friends",
      shopName: "Morning Goods",
      landingUrl: "https://shop.example/",
      shareUrl: "https://shop.example/go",
      codeWord: "FRIEND",
      friend: { type: "percentage", percent: 15 },
      advocate: { type: "fixed", amounts: { eur: "10.00" } },
      conditions: { newCustomer: true },
      attributionWindowDays: 30,
      holdDays: 30,
      ...program,
    },
    ...change,
  };
}

describe("the plugin's options", () => {
  it("take what is needed and fill in the rest", () => {
    expect(parseOptions(options())).toMatchObject({ mails: { orderConfirmation: false }, trustProxy: 0 });
  });

  it.each([
    [{}, [{ type: "captured" }]],
    [{ payment: "captured" }, [{ type: "captured" }]],
    [{ payment: "placed" }, []],
  ])("count an order once it is paid, unless they say otherwise: %j", (payment, conditions) => {
    const { program } = parseOptions(options({}, { conditions: { newCustomer: false, ...payment } }));
    expect(programDefinition(program).conditions).toEqual(conditions);
    expect(checkProgram(programDefinition(program))).toEqual([]);
  });

  it("leave out the database that Medusa adds to every module's", () => {
    expect(parseOptions(options({ database: { clientUrl: "postgres://" } }))).not.toHaveProperty("database");
  });

  it("count requests in memory where nothing else is said, and elsewhere with a word", () => {
    expect(parseOptions(options()).limits).toEqual({ store: "memory", shopServers: [], promotions: true });
    const limits = { store: "redis", url: "redis://127.0.0.1:6379", shopServers: ["203.0.113.7"] };
    expect(parseOptions(options({ limits })).limits).toEqual({ ...limits, promotions: true });
    expect(parseOptions(options({ limits: { store: "postgres" } })).limits.store).toBe("postgres");
  });

  it("take the slash off the address that codes are appended to", () => {
    expect(parseOptions(options({}, { shareUrl: "https://shop.example/go/" })).program.shareUrl).toBe(
      "https://shop.example/go",
    );
  });

  it.each([
    [
      { type: "fixed", amounts: { eur: "10.00" } },
      "discount-code",
      { type: "fixed", amounts: { eur: "10.00" } },
    ],
    [{ type: "percentage", percent: 10 }, "discount-code", { type: "percentage", percent: 10 }],
    [
      { type: "store-credit", amounts: { eur: "5" } },
      "store-credit",
      { type: "fixed", amounts: { eur: "5" } },
    ],
    [{ type: "payout", amounts: { eur: "5" } }, "payout", { type: "fixed", amounts: { eur: "5" } }],
    [{ type: "points", points: 120 }, "points", { type: "units", count: 120 }],
    [{ type: "free-product", product: "mug" }, "free-product", { type: "units", count: 1, item: "mug" }],
    [
      { type: "free-product", product: "MUG-1", pieces: 2 },
      "free-product",
      { type: "units", count: 2, item: "MUG-1" },
    ],
  ])("promise the advocate what they say: %j", (advocate, kind, amount) => {
    const { program } = parseOptions(options({}, { advocate }));
    const definition = programDefinition(program);
    expect(definition.rewards).toMatchObject([{ side: "advocate", kind, amount }]);
    expect(checkProgram(definition)).toEqual([]);
  });

  it.each([
    [
      { type: "gift" },
      'type: expected "fixed", "percentage", "store-credit", "points", "free-product" or "payout" as its type, got "gift"',
    ],
    [{ type: "points", points: 1.5 }, "points: expected 1–1000000, got 1.5"],
    [{ type: "points", points: 5, amounts: {} }, "amounts: not an option; leave it out or correct its name"],
    [{ type: "free-product", product: "a mug" }, "product: expected the id or SKU of a variant"],
    [{ type: "free-product", product: "mug", pieces: 0 }, "pieces: expected 1–100, got 0"],
    [{ type: "store-credit", amounts: { eur: 5 } }, "amounts.eur: expected a decimal"],
    [{ type: "payout" }, "amounts: expected record, got nothing"],
  ])("refuse an advocate's reward that is none, with its path and the fix: %j", (advocate, sentence) => {
    expect(() => parseOptions(options({}, { advocate }))).toThrow(
      `[goodword] options.program.advocate.${sentence}`,
    );
  });

  it.each([
    [{ limits: { store: "file" } }, {}, 'options.limits.store: expected "memory", "postgres" or "redis"'],
    [{ limits: { store: "redis" } }, {}, "options.limits.url: expected an address such as redis://"],
    [{ limits: { store: "memory", url: "redis://x" } }, {}, "options.limits.url: not an option"],
    [{ limits: { store: "redis", url: "http://x" } }, {}, "options.limits.url: expected an address such as"],
    [
      { limits: { store: "memory", shopServers: ["shop.example"] } },
      {},
      'options.limits.shopServers.0: expected an IP address, got "shop.example"',
    ],
    [
      { limits: { store: "memory", promotions: "no" } },
      {},
      "options.limits.promotions: expected true or false",
    ],
    [{}, { holdDays: -1 }, "options.program.holdDays: expected 0–365, got -1"],
    [{}, { holdDays: undefined }, "options.program.holdDays: expected 0–365, got nothing"],
    [{}, { holdDay: 3 }, "options.program.holdDay: not an option; leave it out or correct its name"],
    [
      {},
      { landingUrl: "shop" },
      'options.program.landingUrl: expected an address such as https://shop.example, got "shop"',
    ],
    [{}, { landingUrl: "javascript:alert(1)" }, "options.program.landingUrl: expected an address"],
    [
      {},
      { friend: { type: "gift" } },
      'options.program.friend.type: expected "percentage" or "fixed" as its type, got "gift"',
    ],
    [
      {},
      { friend: { type: "percentage", percent: 0 } },
      "options.program.friend.percent: expected more than 0",
    ],
    [
      {},
      { advocate: { type: "fixed", amounts: { eur: 10 } } },
      "options.program.advocate.amounts.eur: expected a decimal",
    ],
    [
      {},
      { advocate: { type: "fixed", amounts: { jpy: "1.5" } } },
      "options.program.advocate.amounts.jpy: expected a decimal",
    ],
    [
      {},
      { advocate: { type: "fixed", amounts: { EURO: "1" } } },
      "options.program.advocate.amounts.EURO: expected a key",
    ],
    [
      {},
      { friend: { type: "fixed", amounts: { usd: "5" } } },
      "options.program.advocate.amounts: expected at least one currency that program.friend is offered in",
    ],
    [{ program: undefined }, {}, "options.program: expected object, got nothing"],
    [{ mails: { orderConfirmation: true } }, {}, "options.smtp: expected a host and a port"],
    [{ smtp: { host: "localhost", port: 25 } }, {}, "options.from: expected the sender"],
    [{ smtp: { host: "localhost", port: Number.NaN } }, {}, "options.smtp.port: expected 1–65535, got NaN"],
    [
      { publicUrl: "http://api.shop.example" },
      {},
      'options.publicUrl: expected an https address without a query, such as https://api.shop.example (http only on localhost), got "http://api.shop.example"',
    ],
    [{ publicUrl: "https://api.shop.example/?a=1" }, {}, "options.publicUrl: expected an https address"],
    [{ publicUrl: "javascript:alert(1)" }, {}, "options.publicUrl: expected an https address"],
    [{ publicUrl: 1 }, {}, "options.publicUrl: expected an https address"],
    [{ trustProxy: true }, {}, "options.trustProxy: expected 0–10, got true"],
  ])("refuse a mistake with its path and the fix (%#)", (change, program, sentence) => {
    expect(() => parseOptions(options(change, program))).toThrow(`[goodword] ${sentence}`);
  });

  it.each([
    ["https://api.shop.example/", "https://api.shop.example"],
    ["https://shop.example/medusa//", "https://shop.example/medusa"],
    ["http://localhost:9000", "http://localhost:9000"],
  ])("take the server's public address %s", (publicUrl, read) => {
    expect(parseOptions(options({ publicUrl }))).toMatchObject({ publicUrl: read });
  });

  it("take a new secret with the ones before", () => {
    const list = [`${secret}3`, `${secret}2`, secret];
    expect(parseOptions(options({ secret: list }))).toMatchObject({ secret: list });
  });

  it("name every mistake at once", () => {
    const mistakes = () => parseOptions(options({}, { holdDays: -1, codeWord: "friend" }));
    expect(mistakes).toThrow(/holdDays/);
    expect(mistakes).toThrow(/codeWord/);
  });

  it("never repeat a secret", () => {
    expect(() => parseOptions(options({ secret: "hunter2" }))).toThrow(
      "[goodword] options.secret: expected at least 32 characters, got 7 characters",
    );
    const refused = (given: unknown) => {
      try {
        parseOptions(options({ secret: given }));
      } catch (error) {
        return String(error);
      }
      return "";
    };
    expect(refused([secret, "hunter2"])).toContain(
      "[goodword] options.secret.1: expected at least 32 characters, got 7 characters",
    );
    expect(refused([secret, secret])).toMatch(
      /options\.secret\.1: expected a secret that is not in the list/,
    );
    expect(refused([secret, secret])).not.toContain(secret);
    expect(refused([])).toMatch(/options\.secret: .* one to three.*, got a list of 0/);
    expect(refused(undefined)).toContain("options.secret: expected at least 32 characters, got nothing");
    const smtp = { host: "localhost", port: 25, user: "me", pass: 42 };
    expect(() => parseOptions(options({ smtp }))).toThrow(/options\.smtp\.pass: .*got a number/);
  });
});
