import type { Amounts } from "../money/amounts";
import type { Currency } from "../money/money";
import type { Order } from "../order/order";
import { orderValueOf } from "../order/order-value";
import type { Condition, ConditionOf } from "../program/conditions";
import { isPaidIn, moneyIn } from "../program/offered";
import type { Program } from "../program/program";
import type { OrderMark } from "./recorded-order";
import { type RejectionReason, rejectionReasons } from "./referral";

type Mark = Pick<OrderMark, "orderId" | "placedAt">;

/** A friend's order as conditions see it: what the host says of it, and what is known of the friend. */
export interface Conversion
  extends Pick<
    Order,
    | "id"
    | "currency"
    | "value"
    | "discount"
    | "shipping"
    | "tax"
    | "shippingTax"
    | "refunded"
    | "country"
    | "placedAt"
    | "canceledAt"
    | "capturedAt"
    | "fulfilledAt"
    | "deliveredAt"
  > {
  readonly lines: readonly Pick<Order["lines"][number], "productId" | "categoryIds">[];
  readonly buyerId: string;
  readonly advocateId: string;
  /** The buyer had a completed order before this one, in the host or here, as guest or with an account. */
  readonly hasEarlierOrder: boolean;
  /** The buyer's standing orders, in any order, with or without this one. */
  readonly standingOrders: readonly Mark[];
  /** A later order of a friend who is bound: whether they were new was judged by the order that began it. */
  readonly bound: boolean;
  /** When this is asked: deadlines go by it. */
  readonly asOf: Date;
}

/** What an order still has to come to. */
export const waits = ["capture", "fulfilment", "delivery", "more-orders"] as const;
export type WaitingFor = (typeof waits)[number];

export type Verdict =
  | { readonly outcome: "qualified"; readonly reasons: readonly [] }
  /** For good: everything that is wrong and time does not heal. */
  | { readonly outcome: "rejected"; readonly reasons: readonly RejectionReason[] }
  | {
      readonly outcome: "waiting";
      readonly reasons: readonly [];
      readonly for: readonly WaitingFor[];
      /** At that moment it is decided if nothing happened; null where only an event decides. */
      readonly until: Date | null;
    };

type Finding = RejectionReason | { readonly for: WaitingFor; readonly until: Date | null };

const day = 86_400_000;

/**
 * Whether a friend's order earns what the program promises: all conditions must hold, and every reason why not
 * is named, in the order of `rejectionReasons`. A rejection outweighs waiting. Pure.
 */
export function qualify(conversion: Conversion, program: Program): Verdict {
  const value = orderValueOf(conversion, program.value);
  const findings = [
    ...standing(conversion, value),
    ...(paysIn(program, conversion.currency) ? [] : ["currency-not-offered" as const]),
    ...program.conditions.flatMap((condition) => findingsOf(condition, conversion, value)),
  ];
  const reasons = rejectionReasons.filter((reason) => findings.includes(reason));
  if (reasons.length > 0) return { outcome: "rejected", reasons };
  const waiting = findings.filter((finding) => typeof finding === "object");
  if (waiting.length === 0) return { outcome: "qualified", reasons: [] };
  const untils = waiting.flatMap(({ until }) => (until === null ? [] : [until.getTime()]));
  return {
    outcome: "waiting",
    reasons: [],
    for: waits.filter((wait) => waiting.some((item) => item.for === wait)),
    until: untils.length === 0 ? null : new Date(Math.min(...untils)),
  };
}

/** Whether any rule of a program can pay in a currency; a program that pays nothing asks for none. */
export function paysIn(program: Pick<Program, "rewards">, currency: Currency): boolean {
  return program.rewards.length === 0 || program.rewards.some(({ amount }) => isPaidIn(amount, currency));
}

/** What holds for every program: not oneself, not cancelled, not given back. */
function standing({ buyerId, advocateId, canceledAt, refunded }: Conversion, value: bigint): Finding[] {
  const findings: Finding[] = [];
  if (buyerId === advocateId) findings.push("self-referral");
  if (canceledAt !== null) findings.push("order-canceled");
  if (value > 0n && refunded >= value) findings.push("order-refunded");
  return findings;
}

function findingsOf(condition: Condition, conversion: Conversion, value: bigint): Finding[] {
  const { lines, country, capturedAt, fulfilledAt, deliveredAt } = conversion;
  switch (condition.type) {
    case "new-customer":
      return isKnown(conversion) ? ["existing-customer"] : [];
    case "minimum-order":
      return reaches(value, condition.amounts, conversion.currency) ? [] : ["below-minimum"];
    case "products": {
      const ids = lines.flatMap(({ productId }) => (productId === null ? [] : [productId]));
      return listFindings(ids, condition, "product-not-included", "product-excluded");
    }
    case "categories": {
      const ids = lines.flatMap(({ categoryIds }) => categoryIds);
      return listFindings(ids, condition, "category-not-included", "category-excluded");
    }
    case "markets":
      return country !== null && condition.countries.includes(country) ? [] : ["market-not-included"];
    case "nth-order":
      return positionOf(conversion) === condition.n ? [] : ["not-the-nth-order"];
    case "orders":
      return orderCountFindings(condition, conversion);
    case "captured":
      return capturedAt === null ? [{ for: "capture", until: null }] : [];
    case "fulfilled":
      return fulfilledAt === null ? [{ for: "fulfilment", until: null }] : [];
    case "delivered":
      return deliveredAt === null ? [{ for: "delivery", until: null }] : [];
  }
}

/** An advocate is always known here; that they are the buyer says it better. */
function isKnown({ hasEarlierOrder, bound, buyerId, advocateId }: Conversion): boolean {
  return hasEarlierOrder && !bound && buyerId !== advocateId;
}

function reaches(value: bigint, amounts: Amounts, currency: Currency): boolean {
  const minimum = moneyIn(amounts, currency);
  return minimum === null || value >= minimum.amount;
}

function listFindings(
  ids: readonly string[],
  { include, exclude = [] }: { include?: readonly string[]; exclude?: readonly string[] },
  notIncluded: RejectionReason,
  excluded: RejectionReason,
): Finding[] {
  const findings: Finding[] = [];
  if (include !== undefined && !ids.some((id) => include.includes(id))) findings.push(notIncluded);
  if (ids.some((id) => exclude.includes(id))) findings.push(excluded);
  return findings;
}

/**
 * Only the order that completes the count qualifies. Those before it wait until it came or the time is over, at
 * the deadline itself: an order placed at that very moment still counts when it arrives.
 */
function orderCountFindings(condition: ConditionOf<"orders">, conversion: Conversion): Finding[] {
  const placed = timeline(conversion);
  const first = placed[0] as Mark;
  const deadline = new Date(first.placedAt.getTime() + condition.withinDays * day);
  const completing = placed[condition.count - 1];
  if (completing !== undefined && completing.placedAt <= deadline) {
    return completing.orderId === conversion.id ? [] : ["not-the-nth-order"];
  }
  const over = conversion.asOf >= deadline || conversion.placedAt > deadline;
  return over ? ["too-few-orders"] : [{ for: "more-orders", until: deadline }];
}

/** 1 for the buyer's first standing order. */
function positionOf(conversion: Conversion): number {
  return timeline(conversion).findIndex(({ orderId }) => orderId === conversion.id) + 1;
}

/** The buyer's standing orders and this one, oldest first; of one moment by id, so that both agree who was first. */
function timeline({ id, placedAt, standingOrders }: Conversion): Mark[] {
  const others = standingOrders.filter(({ orderId }) => orderId !== id);
  return [...others, { orderId: id, placedAt }].sort(
    (a, b) => a.placedAt.getTime() - b.placedAt.getTime() || (a.orderId < b.orderId ? -1 : 1),
  );
}
