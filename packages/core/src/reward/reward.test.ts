import fc from "fast-check";
import { GoodwordError } from "../errors";
import { currency } from "../money/money";
import { isBooked, moveReward, type Reward, type RewardState, rewardStates } from "./reward";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1_000);

const reward = (state: RewardState): Reward => ({
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
  state,
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
});

const legal = [
  "pending>approved",
  "pending>declined",
  "pending>reversed",
  "approved>issued",
  "approved>reversed",
  "issued>redeemed",
  "issued>reversed",
  "issued>expired",
  "redeemed>reversed",
  "declined>pending",
  "expired>reversed",
];

const pairs = rewardStates.flatMap((from) => rewardStates.map((to) => [from, to] as const));
const isLegal = ([from, to]: readonly [RewardState, RewardState]) => legal.includes(`${from}>${to}`);

describe("a reward", () => {
  it.each(pairs.filter(isLegal))("moves from %s to %s", (from, to) => {
    expect(moveReward(reward(from), to)).toEqual(reward(to));
  });

  it.each(pairs.filter((pair) => !isLegal(pair)))("cannot move from %s to %s, and says so", (from, to) => {
    const act = () => moveReward(reward(from), to);
    expect(act).toThrow(GoodwordError);
    expect(act).toThrow(
      expect.objectContaining({
        code: "GW_REWARD_STATE",
        action: "ignore",
        message: `reward: cannot move from ${from} to ${to}`,
      }),
    );
  });

  it("changes with its move, never its state otherwise, and leaves what it was", () => {
    const before = reward("approved");
    const moved = moveReward(before, "issued", { issuedAt: new Date(5), state: "expired" });
    expect(moved).toEqual({ ...before, state: "issued", issuedAt: new Date(5) });
    expect(before.state).toBe("approved");
  });

  it("ends for good once reversed, by whichever way", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...rewardStates), { maxLength: 30 }), (wanted) => {
        let now = reward("pending");
        const way: RewardState[] = [];
        for (const to of wanted) {
          if (!isLegal([now.state, to])) continue;
          now = moveReward(now, to);
          way.push(to);
        }
        expect(way.slice(0, -1)).not.toContain("reversed");
        if (way.includes("redeemed")) expect(way).toContain("issued");
        if (way.includes("issued")) expect(way).toContain("approved");
      }),
      { numRuns },
    );
  });

  it.each(rewardStates)("that is %s stands in the books, unless it was declined", (state) => {
    expect(isBooked(reward(state))).toBe(state !== "declined");
  });
});
