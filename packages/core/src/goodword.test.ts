import { GoodwordError } from "./errors";
import { createGoodword } from "./goodword";
import type { GoodwordOptions, Ports } from "./ports/ports";
import type { ProgramDefinition } from "./program/program";

const program: ProgramDefinition = {
  id: "friends",
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/friend",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  rewards: [
    {
      id: "friend-order",
      side: "advocate",
      kind: "discount-code",
      trigger: { on: "order" },
      amount: { type: "fixed", amounts: { eur: "10" } },
    },
  ],
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 30,
};

/** Only what is looked at before anything is done. */
const ports = (change: Partial<Ports> = {}) =>
  ({
    store: {},
    clock: { now: () => new Date(0) },
    issuer: { kinds: ["discount-code"] },
    notifier: null,
    ...change,
  }) as unknown as Ports;

const options = (change: Partial<GoodwordOptions> = {}): GoodwordOptions => ({
  secret: "s".repeat(32),
  programs: [program],
  mails: { orderConfirmation: false },
  ...change,
});

describe("making the engine", () => {
  it("takes what is right, and has every act", () => {
    const goodword = createGoodword(ports(), options());
    expect(typeof goodword.work).toBe("function");
    expect(goodword.lostClicks()).toBe(0);
  });

  it.each<[string, Partial<GoodwordOptions>, Partial<Ports>]>([
    ["[goodword] options.secret: expected at least 32 characters, got 31", { secret: "s".repeat(31) }, {}],
    ["[goodword] options.programs[0].holdDays: ", { programs: [{ ...program, holdDays: -1 }] }, {}],
    ["[goodword] options.programs[0].rewards[0].kind: ", {}, { issuer: { kinds: ["points"] } as never }],
    [
      "[goodword] options.mails.orderConfirmation: expected false without a way to send mail, got true",
      { mails: { orderConfirmation: true } },
      {},
    ],
  ])("refuses: %s", (message, wrong, without) => {
    const make = () => createGoodword(ports(without), options(wrong));
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: "GW_OPTIONS", action: "fix-config" }));
  });

  it("says what a failure asks for, to be tried again where nothing is said", () => {
    const cause = new Error("away");
    expect(new GoodwordError("GW_TEST", "test", { cause })).toMatchObject({ cause, action: "retry" });
    expect(new GoodwordError("GW_TEST", "test").cause).toBeUndefined();
  });
});
