import type { Currency } from "../money/money";

/** What happened on one day (UTC). All of it adds up over days. */
export interface DayCounts {
  /** `2026-11-02` */
  readonly day: string;
  /** People who became advocates, with their first order that Goodword knows. */
  readonly enrolled: number;
  /** Shares, one an order and channel. */
  readonly shares: number;
  /** Referrals that began: an offer was accepted, a code or a name given, or a visit remembered that led to an order. */
  readonly claims: number;
  /** Referrals whose friend placed the order that the referral began with, whatever came of it. */
  readonly ordered: number;
  /** Those of them that count now. */
  readonly qualified: number;
  /** Orders placed and not cancelled, of anybody. */
  readonly orders: number;
  /** Those of them that belong to a referral and were not rejected. */
  readonly referredOrders: number;
}

/** How far what began in a period had come at its end: of two periods, the later one had as much time. */
export interface CohortCounts {
  /** Of those enrolled in it: who shared in it. */
  readonly sharers: number;
  /** Of the referrals that began in it: whose friend ordered in it. */
  readonly ordered: number;
  /** Of these: which count now. */
  readonly qualified: number;
  /** Friends who ordered in it and count now, sent by advocates who were enrolled in it. */
  readonly wonByEnrolled: number;
  /** Advocates whose first referral ever began in it. */
  readonly firstReferrals: number;
  /** Half of these waited no longer than this for it since they were enrolled, in milliseconds; null for nobody. */
  readonly firstReferralWait: number | null;
}

/** Money of a period in one currency, in minor units. */
export interface PeriodMoney {
  readonly currency: Currency;
  /** Of orders that friends who count placed since they came, not cancelled; less what was refunded. */
  readonly revenue: bigint;
  /** Rewards of both sides for orders of the period that are owed or were given; less what was taken back. */
  readonly rewards: bigint;
  /** Friends who ordered in the period and count now. */
  readonly friends: number;
  /** Customers with a standing order of the period whose first order Goodword knows is of it, referred and others. */
  readonly newReferred: number;
  readonly newOthers: number;
  /** What these spent in the period. */
  readonly spentReferred: bigint;
  readonly spentOthers: bigint;
}

/** What is owed to advocates in one currency or unit, in minor units. */
export interface LiabilityTotal {
  readonly currency: Currency;
  /** Granted, in its hold. */
  readonly promised: bigint;
  /** Given and not used. */
  readonly issued: bigint;
  /** Used and then reversed: people owe it. Not netted. */
  readonly owed: bigint;
}
