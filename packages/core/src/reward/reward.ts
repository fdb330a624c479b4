import { GoodwordError } from "../errors";
import type { Money } from "../money/money";
import type { RewardKind } from "../program/reward-rule";
import type { Review } from "../trust/review";
import type { TrustVerdict } from "../trust/verdict";

export const rewardStates = [
  "pending",
  "approved",
  "issued",
  "redeemed",
  "declined",
  "reversed",
  "expired",
] as const;
export type RewardState = (typeof rewardStates)[number];

/** Why a reward is not given though its order qualified. */
export const declineReasons = ["trust", "cap-reached", "milestone-lost"] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** One grant of what a program promises, to one side. */
export interface Reward {
  readonly id: string;
  readonly programId: string;
  readonly programVersion: number;
  /** What earned it: an order's id, `ladder:<advocate>`, or `period:<period>:<advocate>`. */
  readonly orderId: string;
  readonly referralId: string | null;
  /** Which promise of the program; with program, order and side it is unique. */
  readonly rule: string;
  readonly side: "advocate" | "friend";
  readonly kind: RewardKind;
  readonly participantId: string;
  /** As granted. */
  readonly value: Money;
  /** Minor units taken back so far; never more than the value. */
  readonly reversed: bigint;
  /** What of that was given again so far, as an edit brought back what an earlier one had taken off its order. */
  readonly restored: bigint;
  /** What the host gave or is to give, once issuing began: the value less what was reversed or owed; else null. */
  readonly payout: bigint | null;
  /** What of it paid a debt of the person's when it was issued; 0n before. */
  readonly settled: bigint;
  readonly state: RewardState;
  /** The single-use code the host gives it as. */
  readonly code: string;
  /** When the hold ends. */
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly issuedAt: Date | null;
  readonly reversedAt: Date | null;
  /** When it can no longer be used, once issued; null for never. */
  readonly expiresAt: Date | null;
  /** After a reversal: whether the code had been used before it could be taken back. */
  readonly usedBeforeReversal: boolean | null;
  readonly declined: DeclineReason | null;
  /** What was found when it was granted; null where nothing was judged. */
  readonly verdict: TrustVerdict | null;
  /** A person's decision that it waits for; null where none is needed. */
  readonly review: Review | null;
}

const moves: Record<RewardState, readonly RewardState[]> = {
  pending: ["approved", "declined", "reversed"],
  approved: ["issued", "reversed"],
  issued: ["redeemed", "reversed", "expired"],
  // Used, and then the order was refunded: the advocate owes it.
  redeemed: ["reversed"],
  // A decline that an appeal overturns is given after all.
  declined: ["pending"],
  reversed: [],
  expired: ["reversed"],
};

/** @throws GoodwordError `GW_REWARD_STATE` naming both states when the move is not legal */
export function moveReward(reward: Reward, to: RewardState, change: Partial<Reward> = {}): Reward {
  if (!moves[reward.state].includes(to)) {
    throw new GoodwordError("GW_REWARD_STATE", `reward: cannot move from ${reward.state} to ${to}`, {
      action: "ignore",
    });
  }
  return { ...reward, ...change, state: to };
}

/** Whether what a reward is worth stands in the books. A declined one was never promised. */
export function isBooked(reward: Reward): boolean {
  return reward.state !== "declined";
}
