import type { Reward } from "./reward";

/**
 * What the host is to give for a reward: what was not taken back, less what the person owes in its currency. `debt`
 * is the balance of their issued account: a debit is owed, a credit (below 0n) is not.
 */
export function payoutOf(reward: Pick<Reward, "value" | "reversed">, debt: bigint): bigint {
  return atLeastZero(reward.value.amount - reward.reversed - atLeastZero(debt));
}

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
