import type { Order } from "../order/order";

export interface EarlierOrderQuery {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly email: string | null;
  readonly before: Date;
}

/** An address that the host has for somebody, with what stands beside it in the same record. */
export interface KnownAddress {
  readonly address: string;
  readonly firstName: string | null;
  /** BCP 47; null when the host does not know. */
  readonly locale: string | null;
}

/** The host's orders. */
export interface OrderSource {
  /** Those the host knows, in any order. */
  load(orderIds: readonly string[]): Promise<Order[]>;
  /** Whether this customer id or e-mail has a completed order before, also from before Goodword. */
  hasEarlierOrder(query: EarlierOrderQuery): Promise<boolean>;
  /**
   * Addresses that the host has now: those of these customers first, then those of these orders, each in the order
   * asked. Whose they are is for the caller to check: an order may carry any address.
   */
  addressesOf(asked: {
    readonly customerIds: readonly string[];
    readonly orderIds: readonly string[];
  }): Promise<KnownAddress[]>;
  /**
   * What happened to orders since, in pages. The next one is asked for when one is kept: a later call may leave out
   * what an earlier one has handed over.
   */
  changedSince(since: Date): AsyncIterable<readonly OrderChange[]>;
}

export interface OrderChange {
  readonly orderId: string;
  readonly event: OrderEventKind;
}

/**
 * Names the change, so that each is one inbox row: a refund's carries what was refunded so far (`order.refunded:1500`),
 * an edit's the order's version.
 */
export type OrderEventKind =
  | "order.placed"
  | "order.captured"
  | "order.fulfilled"
  | "order.delivered"
  | `order.edited:${number}`
  | "order.canceled"
  | `order.refunded:${bigint}`;
