import type { Amounts } from "../money/amounts";
import type { Period } from "../money/period";
import type { ValueDefinition } from "../order/order-value";
import type { TrustOverrides } from "../trust/settings";
import type { Condition } from "./conditions";
import type { RewardRule } from "./reward-rule";

/** A friend's benefit at a checkout: a percentage of the order's value, or a fixed amount in each currency offered. */
export type Incentive =
  | { readonly type: "percentage"; readonly percent: number }
  | { readonly type: "fixed"; readonly amounts: Amounts };
/**
 * How a friend's benefit goes with other discount codes in a cart: both count (`stack`), or only what takes off more
 * (`best`). What the shop takes off by itself, without a code, always stays.
 */
export type Combination = "stack" | "best";

export const programStates = ["draft", "live", "paused", "ended"] as const;
export type ProgramState = (typeof programStates)[number];

/** What limits a program's rewards. At a cap the promise is no longer shown, and no further reward is granted. */
export interface Caps {
  /** Rewards for one advocate, ever. */
  readonly perAdvocate?: number;
  /** Rewards for one advocate in a calendar period. */
  readonly perAdvocatePeriod?: { readonly count: number; readonly period: Period };
  /** Rewards of the program, ever. */
  readonly perProgram?: number;
  /** What all rewards of the program may cost, in each currency named. */
  readonly budget?: Amounts;
}

/** What the merchant promises, as plain data: it is stored as JSON, a version a change. */
export interface ProgramDefinition {
  readonly id: string;
  readonly shopName: string;
  /** Where a friend lands; the only place a share link ever leads to. */
  readonly landingUrl: string;
  /** What a code is appended to: `https://shop.example/go`. */
  readonly shareUrl: string;
  /** The human part of a new code: `FRIEND-7KQ2MXWPB`. */
  readonly codeWord: string;
  /** The host's sales channels it is for; all when absent. */
  readonly salesChannels?: readonly string[];
  /** Countries it is for, ISO 3166-1 alpha-2 in lower case; all when absent. */
  readonly markets?: readonly string[];
  /** ISO 8601; open when absent. The end itself is outside. */
  readonly startsAt?: string;
  readonly endsAt?: string;
  /** Null where only the advocate gains. */
  readonly friend: Incentive | null;
  /** `stack` by default. */
  readonly combination?: Combination;
  readonly rewards: readonly RewardRule[];
  readonly conditions: readonly Condition[];
  /** What percentages and minimums are measured by. */
  readonly value?: ValueDefinition;
  /** Days after a touch within which an order still belongs to it, 1–365. */
  readonly attributionWindowDays: number;
  /** Which of several touches of one strength wins; the last by default. */
  readonly attributionTouch?: "last" | "first";
  /** Days a friend stays bound to the advocate; by default for good where a rule or condition needs it, else not. */
  readonly bindingDays?: number;
  /** Whether a friend may name the advocate instead of a code. */
  readonly nameShare?: boolean;
  /** Click ids of advertisers that share links carry on, such as `click_id` and `gclid`. */
  readonly preservedClickIds?: readonly string[];
  /** Days a reward waits for returns, 0–365. */
  readonly holdDays: number;
  /** From when they count; the order's placing by default. */
  readonly holdFrom?: "placed" | "captured" | "fulfilled" | "delivered";
  readonly caps?: Caps;
  /** Where this program judges fraud otherwise than by default. */
  readonly trust?: TrustOverrides;
}

/** A version of a program. A referral keeps the one it began under. */
export interface Program extends ProgramDefinition {
  /** 1 for the first. */
  readonly version: number;
}
