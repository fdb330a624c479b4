import type { Currency } from "../reward/money";

export interface OrderLine {
  readonly title: string;
  readonly quantity: number;
  /** Minor units, before discounts and tax: lines add up to `subtotal`. */
  readonly total: bigint;
}

/** An order as the host tells it, converted once: amounts are minor units of `currency`. */
export interface Order {
  readonly id: string;
  /** What the shopper and staff call it: "1042". */
  readonly displayId: string;
  /** Null where staff wrote an order down for somebody who gave none. */
  readonly email: string | null;
  readonly customerId: string | null;
  readonly firstName: string | null;
  /** BCP 47; null when the host does not know. */
  readonly locale: string | null;
  readonly currency: Currency;
  readonly placedAt: Date;
  readonly canceledAt: Date | null;
  /** After discounts, before tax and shipping: what minimums are measured by. */
  readonly value: bigint;
  readonly lines: readonly OrderLine[];
  readonly subtotal: bigint;
  readonly discount: bigint;
  readonly shipping: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  /** Promotion codes the host applied: the strongest evidence an order carries here. */
  readonly promotionCodes: readonly string[];
  /** The claim token the cart carried. A shopper can write it: evidence, never proof. */
  readonly claim: string | null;
}

export interface EarlierOrderQuery {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly email: string | null;
  readonly before: Date;
}

/** The host's orders. */
export interface OrderSource {
  load(orderId: string): Promise<Order | null>;
  /** Whether this customer id or e-mail has a completed order before, also from before Goodword. */
  hasEarlierOrder(query: EarlierOrderQuery): Promise<boolean>;
  /** Ids of orders placed, changed or cancelled since, oldest first, in pages. */
  changedSince(since: Date): AsyncIterable<{ orderId: string; event: OrderEventKind }>;
}

export type OrderEventKind = "order.placed" | "order.canceled";
