import { parseOptions } from "./options";

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

  it("leave out the database that Medusa adds to every module's", () => {
    expect(parseOptions(options({ database: { clientUrl: "postgres://" } }))).not.toHaveProperty("database");
  });

  it("take the slash off the address that codes are appended to", () => {
    expect(parseOptions(options({}, { shareUrl: "https://shop.example/go/" })).program.shareUrl).toBe(
      "https://shop.example/go",
    );
  });

  it.each([
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
    [{ trustProxy: true }, {}, "options.trustProxy: expected 0–10, got true"],
  ])("refuse a mistake with its path and the fix (%#)", (change, program, sentence) => {
    expect(() => parseOptions(options(change, program))).toThrow(`[goodword] ${sentence}`);
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
    const smtp = { host: "localhost", port: 25, user: "me", pass: 42 };
    expect(() => parseOptions(options({ smtp }))).toThrow(/options\.smtp\.pass: .*got a number/);
  });
});
