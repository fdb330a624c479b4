import { GoodwordError } from "../errors";
import type { Money } from "./money";

export const rewardStates = ["pending", "approved", "issued", "reversed"] as const;
export type RewardState = (typeof rewardStates)[number];

/** One grant of what a program promises for one order, to one side. */
export interface Reward {
  readonly id: string;
  readonly programId: string;
  readonly orderId: string;
  readonly referralId: string;
  /** Which promise of the program; with program, order and side it is unique. */
  readonly rule: string;
  readonly side: "advocate";
  readonly participantId: string;
  readonly value: Money;
  readonly state: RewardState;
  /** The single-use code the host gives it as. */
  readonly code: string;
  /** When the hold ends. */
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly issuedAt: Date | null;
  readonly reversedAt: Date | null;
  /** After a reversal: whether the code had been used before it could be taken back. */
  readonly usedBeforeReversal: boolean | null;
}

const moves: Record<RewardState, readonly RewardState[]> = {
  pending: ["approved", "reversed"],
  approved: ["issued", "reversed"],
  issued: ["reversed"],
  reversed: [],
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
