import { GoodwordError } from "./errors";
import { createGoodword } from "./goodword";
import type { GoodwordOptions, Ports } from "./ports/ports";
import type { ProgramDefinition } from "./program/program";

const program: ProgramDefinition = {
  id: "friends",
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/welcome",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  rewards: [
    {
      id: "friend-order",
      side: "advocate",
      kind: "points",
      trigger: { on: "order" },
      amount: { type: "units", count: 1 },
    },
  ],
  conditions: [],
  attributionWindowDays: 30,
  holdDays: 30,
};
const notifier = { send: async () => {}, close: async () => {} };

function problemOf(change: Partial<GoodwordOptions>, ports: Partial<Ports> = {}): string | null {
  const host = { clock: { now: () => new Date(0) }, issuer: { kinds: ["points"] }, notifier, ...ports };
  const options = {
    secret: "s".repeat(32),
    programs: [program],
    mails: { orderConfirmation: true },
    ...change,
  };
  try {
    createGoodword(host as unknown as Ports, options);
    return null;
  } catch (error) {
    if (error instanceof GoodwordError) return `${error.code} ${error.action} ${error.message}`;
    throw error;
  }
}

describe("the engine's options", () => {
  it("hold", () => {
    expect(problemOf({})).toBeNull();
    expect(problemOf({ programs: [] })).toBeNull();
  });

  it("need a secret of 32 characters", () => {
    expect(problemOf({ secret: "s".repeat(31) })).toBe(
      "GW_OPTIONS fix-config [goodword] options.secret: expected at least 32 characters, got 31 characters",
    );
  });

  it("take a new secret with the one before, and name the one of a list that is wrong", () => {
    const [fresh, old] = ["t".repeat(32), "s".repeat(32)];
    expect(problemOf({ secret: [fresh, old] })).toBeNull();
    expect(problemOf({ secret: [fresh, "s".repeat(31)] })).toMatch(
      /options\.secret\[1\]: expected at least 32 characters, got 31 characters$/,
    );
    expect(problemOf({ secret: [fresh, fresh] })).toMatch(
      /options\.secret\[1\]: expected a secret that is not/,
    );
    expect(problemOf({ secret: [] })).toMatch(
      /options\.secret: expected .* list of one to three.*, got a list of 0$/,
    );
  });

  it("name the program and the field that is wrong", () => {
    const text = problemOf({ programs: [program, { ...program, id: "other", holdDays: -1 }] });
    expect(text).toMatch(/^GW_OPTIONS fix-config \[goodword\] options\.programs\[1\]\.holdDays: /);
    expect(problemOf({}, { issuer: { kinds: ["store-credit"] } as unknown as Ports["issuer"] })).toMatch(
      /options\.programs\[0\]\.rewards\[0\]\.kind/,
    );
  });

  it("have no mails where there is no way to send them", () => {
    expect(problemOf({}, { notifier: null })).toMatch(/options\.mails\.orderConfirmation: expected false/);
    expect(problemOf({ mails: { orderConfirmation: false } }, { notifier: null })).toBeNull();
  });
});
