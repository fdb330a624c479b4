import { basisPoints, type Currency, currency, type Money, pointsUnit, roundHalfEven } from "../money/money";
import { moneyIn } from "../program/offered";
import type { Boost, PlainAmount, RewardRule } from "../program/reward-rule";

/** What one grant's amount depends on. `orderValue` is in minor units of `currency`, the order's. */
export interface AmountContext {
  readonly currency: Currency;
  readonly orderValue: bigint;
  /** The advocate's, the one who earns this included. */
  readonly qualifiedFriends: number;
  readonly placedAt: Date;
}

/**
 * How much one grant of a rule is, in the order's currency, in points or in pieces of an item. Null where the
 * currency is not offered, no tier is reached, or nothing would be left to give.
 *
 * Percentages round half to even in minor units. A boost is a percentage of that rounded amount, so that 200 is
 * exactly twice of what it would be; of several at once the highest counts. The rule's cap comes last.
 */
export function amountOf(rule: RewardRule, context: AmountContext): Money | null {
  const plain = plainAmountOf(rule, context);
  if (plain === null) return null;
  const boosted = roundHalfEven(plain.amount * boostAt(rule.boosts ?? [], context.placedAt), 100n);
  const cap = moneyIn(rule.cap ?? {}, plain.currency);
  const amount = cap !== null && cap.amount < boosted ? cap.amount : boosted;
  return amount > 0n ? { amount, currency: plain.currency } : null;
}

/** What a rule pays in, for an order of a currency: points and pieces are the same in all. */
export function unitOf({ amount }: Pick<RewardRule, "amount">, ofOrder: Currency): Currency {
  if (amount.type !== "units") return ofOrder;
  return amount.item === undefined ? pointsUnit : currency(`item:${amount.item}`);
}

function plainAmountOf(rule: RewardRule, context: AmountContext): Money | null {
  const { amount } = rule;
  const unit = unitOf(rule, context.currency);
  if (amount.type === "units") return { amount: BigInt(amount.count), currency: unit };
  const reached = amount.type === "tiered" ? tierAt(amount.tiers, context.qualifiedFriends) : amount;
  if (reached === null) return null;
  const earned = earnedBy(reached, context);
  return earned === null ? null : { amount: earned, currency: unit };
}

function earnedBy(amount: PlainAmount, context: AmountContext): bigint | null {
  if (amount.type === "percentage") return share(amount.percent, context.orderValue);
  const fixed = moneyIn(amount.amounts, context.currency);
  if (fixed === null) return null;
  return amount.type === "fixed" ? fixed.amount : fixed.amount + share(amount.percent, context.orderValue);
}

function share(percent: number, orderValue: bigint): bigint {
  return roundHalfEven(orderValue * basisPoints(percent), 10_000n);
}

/** The highest tier reached, in whichever order they are written. */
function tierAt(
  tiers: readonly { readonly from: number; readonly amount: PlainAmount }[],
  friends: number,
): PlainAmount | null {
  const reached = tiers.filter(({ from }) => from <= friends);
  const [highest] = reached.toSorted((a, b) => b.from - a.from);
  return highest?.amount ?? null;
}

function boostAt(boosts: readonly Boost[], placedAt: Date): bigint {
  const active = boosts.filter(({ from, to }) => new Date(from) <= placedAt && placedAt < new Date(to));
  return BigInt(Math.max(100, ...active.map(({ percent }) => percent)));
}
