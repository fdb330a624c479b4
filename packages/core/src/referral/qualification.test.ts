import type { Program } from "../program/program";
import { currency } from "../reward/money";
import { type Conversion, qualify } from "./qualification";
import { moveReferral, type Referral, referralStates } from "./referral";

const program: Program = {
  id: "default",
  shopName: "Mug & Co",
  landingUrl: "https://shop.example/friend",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  advocate: { type: "fixed", amounts: { eur: "10" } },
  conditions: { newCustomer: true, minimumOrder: { eur: "20" } },
  attributionWindowDays: 30,
  holdDays: 14,
};
const referral: Referral = {
  id: "referral_1",
  programId: "default",
  code: "FRIEND-1",
  advocateId: "anna",
  state: "claimed",
  claimHash: "hash",
  benefitCode: "HELLO-1",
  claimedAt: new Date(0),
  friendId: null,
  orderId: null,
  convertedAt: null,
  reasons: [],
};
const good: Conversion = {
  currency: currency("eur"),
  value: 2000n,
  canceledAt: null,
  buyerId: "ben",
  hasEarlierOrder: false,
};

describe("qualification", () => {
  it("accepts a new customer's order of exactly the minimum", () => {
    expect(qualify(good, referral, program)).toEqual({ qualified: true, reasons: [] });
  });

  it.each([
    ["the advocate's own order", { buyerId: "anna" }, "self-referral"],
    ["a known customer", { hasEarlierOrder: true }, "existing-customer"],
    ["a cent below the minimum", { value: 1999n }, "below-minimum"],
    ["a currency the program does not pay in", { currency: currency("usd") }, "currency-not-offered"],
    ["a cancelled order", { canceledAt: new Date(0) }, "order-canceled"],
  ] as const)("refuses %s", (_, change, reason) => {
    expect(qualify({ ...good, ...change }, referral, program)).toEqual({
      qualified: false,
      reasons: [reason],
    });
  });

  it("says every reason at once", () => {
    const all = { ...good, buyerId: "anna", value: 1n, canceledAt: new Date(0) };
    expect(qualify(all, referral, program).reasons).toEqual([
      "self-referral",
      "below-minimum",
      "order-canceled",
    ]);
  });

  it("asks nothing the program does not ask", () => {
    const open = { ...program, conditions: { newCustomer: false } };
    expect(qualify({ ...good, value: 1n, hasEarlierOrder: true }, referral, open).qualified).toBe(true);
  });
});

describe("a referral's state", () => {
  const legal = ["claimed>converted", "converted>qualified", "converted>rejected", "qualified>reversed"];

  it.each(referralStates.flatMap((from) => referralStates.map((to) => [from, to] as const)))(
    "%s to %s",
    (from, to) => {
      const move = () => moveReferral({ ...referral, state: from }, to);
      if (legal.includes(`${from}>${to}`)) expect(move().state).toBe(to);
      else expect(move).toThrow(`cannot move from ${from} to ${to}`);
    },
  );
});
