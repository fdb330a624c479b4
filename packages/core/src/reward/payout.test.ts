import { currency } from "../money/money";
import { payoutOf } from "./payout";

const reward = (reversed = 0n) => ({ value: { amount: 1000n, currency: currency("eur") }, reversed });

describe("a payout", () => {
  it("is what was granted and not taken back", () => {
    expect(payoutOf(reward(), 0n)).toBe(1000n);
    expect(payoutOf(reward(400n), 0n)).toBe(600n);
    expect(payoutOf(reward(1000n), 0n)).toBe(0n);
  });

  it("pays what the person owes first", () => {
    expect(payoutOf(reward(400n), 100n)).toBe(500n);
    expect(payoutOf(reward(400n), 599n)).toBe(1n);
    expect(payoutOf(reward(400n), 600n)).toBe(0n);
    expect(payoutOf(reward(400n), 9999n)).toBe(0n);
  });

  it("is not more for what the shop owes besides", () => {
    expect(payoutOf(reward(), -500n)).toBe(1000n);
  });
});
