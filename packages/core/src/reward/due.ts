import type { Order } from "../order/order";
import type { ProgramDefinition } from "../program/program";
import type { RewardRule } from "../program/reward-rule";

const dayMs = 86_400_000;

/** A friend's order as a rule looks at it. */
export interface OrderInRelation {
  /** Whether it began the relation. */
  readonly isFirst: boolean;
  /** When the relation began to count. */
  readonly convertedAt: Date;
  readonly placedAt: Date;
  /** What this rule granted for the same relation before. */
  readonly earlierGrants: number;
}

/**
 * Whether a rule pays for a friend's qualified order. `first` pays for the one that began the relation; `every` for
 * later ones too, those placed less than `months` calendar months (UTC) after it began. `count` is the most orders
 * of one friend it ever pays for, the first included.
 *
 * An order placed before the relation counted is not refused: hosts report two orders of one hour in any sequence.
 */
export function paysForOrder({ trigger }: RewardRule, order: OrderInRelation): boolean {
  if (trigger.on !== "order") return false;
  if (trigger.orders !== "every") return order.isFirst;
  if (trigger.count !== undefined && order.earlierGrants >= trigger.count) return false;
  if (order.isFirst || trigger.months === undefined) return true;
  return order.placedAt < addMonths(order.convertedAt, trigger.months);
}

/** When a reward's wait for returns is over; null while what it counts from has not happened. */
export function holdEnd(
  program: Pick<ProgramDefinition, "holdDays" | "holdFrom">,
  rule: Pick<RewardRule, "holdDays">,
  order: Pick<Order, "placedAt" | "capturedAt" | "fulfilledAt" | "deliveredAt">,
): Date | null {
  const from = order[`${program.holdFrom ?? "placed"}At`];
  return from && new Date(from.getTime() + (rule.holdDays ?? program.holdDays) * dayMs);
}

/** The same day and time of a later month, in UTC; its last day where it has no such day (31 January → 28 February). */
function addMonths(at: Date, months: number): Date {
  const moved = new Date(at);
  // From the first: setting a month that lacks the day would run over into the next.
  moved.setUTCDate(1);
  moved.setUTCMonth(at.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return moved;
}
