import { assertBalanced, rewardEntry } from "./ledger";
import { currency } from "./money";
import { moveReward, type Reward, rewardStates } from "./reward";

const reward: Reward = {
  id: "reward_1",
  programId: "default",
  orderId: "order_2",
  referralId: "referral_1",
  rule: "friend-order",
  side: "advocate",
  participantId: "anna",
  value: { amount: 1000n, currency: currency("eur") },
  state: "pending",
  code: "THANKS-1",
  dueAt: new Date(0),
  createdAt: new Date(0),
  issuedAt: null,
  reversedAt: null,
  usedBeforeReversal: null,
};

const at = { id: "entry_1", postedAt: new Date(0) };

function balances(...entries: ReturnType<typeof rewardEntry>[]) {
  const accounts: Record<string, bigint> = {};
  for (const { account, amount } of entries.flatMap((entry) => entry.postings)) {
    accounts[account] = (accounts[account] ?? 0n) + amount;
  }
  return accounts;
}

describe("the ledger", () => {
  it("moves a promise from expense to the advocate, and on when it is issued", () => {
    expect(balances(rewardEntry(reward, "granted", at), rewardEntry(reward, "issued", at))).toEqual({
      "program:default:reward-expense": 1000n,
      "advocate:anna:promised": 0n,
      "advocate:anna:issued": -1000n,
    });
  });

  it.each(["pending", "approved", "issued"] as const)(
    "leaves every account at zero when reversed from %s",
    (state) => {
      const entries = [
        rewardEntry(reward, "granted", at),
        rewardEntry(reward, "reversed", { ...at, reversedFrom: state }),
      ];
      if (state === "issued") entries.push(rewardEntry(reward, "issued", at));
      expect(Object.values(balances(...entries)).every((balance) => balance === 0n)).toBe(true);
    },
  );

  it("refuses an entry that does not sum to zero", () => {
    const entry = rewardEntry(reward, "granted", at);
    expect(() => assertBalanced({ ...entry, postings: entry.postings.slice(0, 1) })).toThrow(
      /eur sums to 1000/,
    );
  });
});

describe("a reward's state", () => {
  const legal = [
    "pending>approved",
    "pending>reversed",
    "approved>issued",
    "approved>reversed",
    "issued>reversed",
  ];

  it.each(rewardStates.flatMap((from) => rewardStates.map((to) => [from, to] as const)))(
    "%s to %s",
    (from, to) => {
      const move = () => moveReward({ ...reward, state: from }, to);
      if (legal.includes(`${from}>${to}`)) expect(move().state).toBe(to);
      else expect(move).toThrow(`cannot move from ${from} to ${to}`);
    },
  );
});
