import type { CohortCounts, DayCounts, LiabilityTotal, PeriodMoney } from "../insight/facts";
import type { Period } from "../insight/period";
import type { AdvocateRow, ReferralRow } from "../insight/rows";
import type { Page, PageOf } from "../page";
import type { ReferralState } from "../referral/referral";
import type { Reward, RewardState } from "../reward/reward";

export const advocateOrders = [
  "-enrolledAt",
  "enrolledAt",
  "-code",
  "code",
  "-qualified",
  "qualified",
] as const;
/** By what advocates are listed; with a dash, the most or latest first. */
export type AdvocateOrder = (typeof advocateOrders)[number];

export interface AdvocateQuery extends Page {
  /** A part of a primary code, in either case. */
  readonly search?: string | undefined;
  readonly status?: AdvocateRow["codeStatus"] | undefined;
  readonly participantId?: string | undefined;
  /** `-enrolledAt` by default. */
  readonly order?: AdvocateOrder | undefined;
}

export const referralOrders = ["-claimedAt", "claimedAt"] as const;
export type ReferralOrder = (typeof referralOrders)[number];

export interface ReferralQuery extends Page {
  /** A part of a code, in either case, or a whole order number. */
  readonly search?: string | undefined;
  readonly state?: ReferralState | undefined;
  readonly advocateId?: string | undefined;
  /** Theirs as advocate or as friend. */
  readonly personId?: string | undefined;
  /** `-claimedAt` by default. */
  readonly order?: ReferralOrder | undefined;
}

export const rewardOrders = ["-createdAt", "createdAt"] as const;
export type RewardOrder = (typeof rewardOrders)[number];

export interface RewardQuery extends Page {
  /** A part of the code it is given as, in either case, or a whole order number. */
  readonly search?: string | undefined;
  readonly state?: RewardState | undefined;
  readonly participantId?: string | undefined;
  /** `-createdAt` by default. */
  readonly order?: RewardOrder | undefined;
}

/** What measures are made of, counted by the database. */
interface MeasureReads {
  /** Days of the period on which something happened, oldest first. */
  days(period: Period): Promise<DayCounts[]>;
  cohort(period: Period): Promise<CohortCounts>;
  /** Currencies and units in which something was spent or granted, in order of their codes. */
  money(period: Period): Promise<PeriodMoney[]>;
  /** What all programs owed by the entries posted before `at`, by currency or unit in order of code; none of nothing. */
  liability(at: Date): Promise<LiabilityTotal[]>;
}

/**
 * Rows for staff, counted by the database. An advocate has a row for each program's primary code, with what all
 * their codes of the program brought; a referral shows its advocate's first reward.
 */
export interface InsightStore extends MeasureReads {
  advocates(query: AdvocateQuery): Promise<PageOf<AdvocateRow>>;
  advocate(participantId: string): Promise<AdvocateRow | null>;
  referrals(query: ReferralQuery): Promise<PageOf<ReferralRow>>;
  rewards(query: RewardQuery): Promise<PageOf<Reward>>;
}
