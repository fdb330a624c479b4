import { GoodwordError } from "../errors";
import { currency } from "../money/money";
import {
  accounts,
  assertBalanced,
  expiredEntry,
  grantedEntry,
  issuedEntry,
  type LedgerEntry,
  mergedEntry,
  personBalances,
  redeemedEntry,
  reversedEntry,
  unmergedEntry,
} from "./ledger";
import type { Reward } from "./reward";

const reward = (more: Partial<Reward> = {}): Reward => ({
  id: "reward_1",
  programId: "default",
  programVersion: 1,
  orderId: "order_2",
  referralId: "referral_1",
  rule: "friend-order",
  side: "advocate",
  kind: "discount-code",
  participantId: "anna",
  value: { amount: 1000n, currency: currency("eur") },
  reversed: 0n,
  restored: 0n,
  payout: null,
  settled: 0n,
  state: "pending",
  code: "THANKS-1",
  dueAt: new Date(0),
  createdAt: new Date(0),
  issuedAt: null,
  reversedAt: null,
  expiresAt: null,
  usedBeforeReversal: null,
  declined: null,
  verdict: null,
  review: null,
  ...more,
});

const at = { id: "entry_1", postedAt: new Date(7) };

/** Debit, credit and amount of an entry of two postings. */
const booked = ({ postings }: LedgerEntry) => {
  const [debit, credit] = postings;
  expect(postings).toHaveLength(2);
  expect(debit?.amount).toBe(-(credit?.amount as bigint));
  expect([debit?.currency, credit?.currency]).toEqual(["eur", "eur"]);
  return [debit?.account, credit?.account, debit?.amount];
};

const expense = "program:default:reward-expense";
const promised = "advocate:anna:promised";
const issued = "advocate:anna:issued";
const redeemed = "program:default:redeemed";

describe("the accounts", () => {
  it("are a program's and a person's", () => {
    expect([
      accounts.expense("default"),
      accounts.redeemed("default"),
      accounts.promised("anna"),
      accounts.issued("anna"),
      accounts.of("anna"),
    ]).toEqual([expense, redeemed, promised, issued, "advocate:anna:"]);
  });
});

describe("an entry", () => {
  it("carries the reward's key, what happened and when", () => {
    expect(grantedEntry(reward({ side: "friend" }), at)).toEqual({
      id: "entry_1",
      programId: "default",
      orderId: "order_2",
      rule: "friend-order",
      side: "friend",
      kind: "granted",
      postedAt: new Date(7),
      postings: [
        { account: expense, currency: "eur", amount: 1000n },
        { account: promised, currency: "eur", amount: -1000n },
      ],
    });
  });

  it("of a grant is an expense that is promised, and may be made again for a cause", () => {
    expect(booked(grantedEntry(reward(), at))).toEqual([expense, promised, 1000n]);
    expect(grantedEntry(reward(), at, "appeal").kind).toBe("granted:appeal");
    expect(booked(grantedEntry(reward(), at, "appeal"))).toEqual([expense, promised, 1000n]);
  });

  it("of an issue moves all that is left, also what pays a debt", () => {
    const entry = issuedEntry(reward({ reversed: 300n, payout: 200n }), at);
    expect(entry.kind).toBe("issued");
    expect(booked(entry)).toEqual([promised, issued, 700n]);
  });

  it("of a use moves what was given", () => {
    const entry = redeemedEntry(reward({ payout: 700n }), at);
    expect(entry.kind).toBe("redeemed");
    expect(booked(entry)).toEqual([issued, redeemed, 700n]);
    expect(redeemedEntry(reward({ payout: null }), at).postings[0]?.amount).toBe(0n);
  });

  it("of an expiry takes the expense back of what was not used", () => {
    const entry = expiredEntry(reward({ payout: 700n }), at);
    expect(entry.kind).toBe("expired");
    expect(booked(entry)).toEqual([issued, expense, 700n]);
    expect(expiredEntry(reward({ payout: null }), at).postings[0]?.amount).toBe(0n);
  });

  it("of an expiry is never more than is left, though the old code was worth more", () => {
    expect(booked(expiredEntry(reward({ payout: 1000n, reversed: 400n }), at))[2]).toBe(600n);
    expect(booked(expiredEntry(reward({ payout: 600n, reversed: 400n }), at))[2]).toBe(600n);
    expect(booked(expiredEntry(reward({ payout: 599n, reversed: 400n }), at))[2]).toBe(599n);
  });

  it("of a reversal takes the amount out of where it stands, one a cause", () => {
    const before = reversedEntry(reward(), 400n, "refund-1500", at);
    expect(before.kind).toBe("reversed:refund-1500");
    expect(booked(before)).toEqual([promised, expense, 400n]);
    expect(booked(reversedEntry(reward({ payout: 1000n }), 400n, "canceled", at))).toEqual([
      issued,
      expense,
      400n,
    ]);
    // Issuing began, and a debt took all of it.
    expect(booked(reversedEntry(reward({ payout: 0n }), 400n, "canceled", at))[0]).toBe(issued);
  });
});

describe("a merge", () => {
  const merged = (balances: Parameters<typeof mergedEntry>[2]) =>
    mergedEntry("ben", "anna", balances, { ...at, programId: "default", mergeId: "m1" });

  it("moves both accounts in every currency to the record that stays", () => {
    expect(
      merged([
        { suffix: "promised", balance: { eur: -300n, jpy: 0n } },
        { suffix: "issued", balance: { points: 40n } },
      ]),
    ).toEqual({
      id: "entry_1",
      programId: "default",
      orderId: "merge:m1",
      rule: "merge",
      side: "advocate",
      kind: "merged:ben",
      postedAt: new Date(7),
      postings: [
        { account: "advocate:anna:promised", currency: "eur", amount: -300n },
        { account: "advocate:ben:promised", currency: "eur", amount: 300n },
        { account: "advocate:anna:issued", currency: "points", amount: 40n },
        { account: "advocate:ben:issued", currency: "points", amount: -40n },
      ],
    });
  });

  it("is undone by an entry of its own, of what the rewards' own entries come to", () => {
    const entries = [
      grantedEntry(reward(), at),
      mergedEntry("ben", "anna", [], { ...at, programId: "p", mergeId: "m" }),
    ];
    const balances = personBalances(entries.filter((one) => one !== null));
    expect(balances.map(({ suffix, balance }) => [suffix, Object.values(balance)])).toEqual([
      ["promised", [-reward().value.amount]],
      ["issued", []],
    ]);
    const entry = unmergedEntry("ben", "anna", balances, { ...at, programId: "default", mergeId: "m1" });
    expect(entry).toMatchObject({ orderId: "merge:m1", kind: "unmerged:ben" });
    expect(entry?.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ["advocate:ben:promised", -reward().value.amount],
      ["advocate:anna:promised", reward().value.amount],
    ]);
  });

  it("of a record without a balance is no entry", () => {
    expect(merged([])).toBeNull();
    expect(merged([{ suffix: "promised", balance: { eur: 0n } }])).toBeNull();
    expect(merged([{ suffix: "issued", balance: {} }])).toBeNull();
  });
});

describe("the balance", () => {
  const entry = (...amounts: [code: string, amount: bigint][]): LedgerEntry => ({
    ...grantedEntry(reward(), at),
    postings: amounts.map(([code, amount]) => ({ account: "a", currency: currency(code), amount })),
  });

  it("is checked in each currency alone", () => {
    const even = entry(["eur", 5n], ["jpy", -2n], ["eur", -5n], ["jpy", 2n]);
    expect(assertBalanced(even)).toBe(even);
    expect(assertBalanced(entry()).postings).toEqual([]);
  });

  it.each([
    [entry(["eur", 1000n]), "ledger: eur sums to 1000, expected 0"],
    [entry(["eur", 5n], ["jpy", -5n]), "ledger: eur sums to 5, expected 0"],
    [entry(["eur", 5n], ["eur", -5n], ["jpy", 1n]), "ledger: jpy sums to 1, expected 0"],
    [entry(["eur", 5n], ["eur", -6n]), "ledger: eur sums to -1, expected 0"],
  ])("refuses an entry that does not sum to zero", (uneven, message) => {
    const act = () => assertBalanced(uneven);
    expect(act).toThrow(GoodwordError);
    expect(act).toThrow(expect.objectContaining({ code: "GW_LEDGER_UNBALANCED", message }));
  });

  it("holds a reward's currency, whichever it is", () => {
    const points = reward({ value: { amount: 120n, currency: currency("points") } });
    expect(grantedEntry(points, at).postings.map((posting) => posting.currency)).toEqual([
      "points",
      "points",
    ]);
  });
});
