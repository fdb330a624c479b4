import type { Currency } from "../money/money";

export interface OrderLine {
  readonly title: string;
  readonly quantity: number;
  /** Minor units, before discounts and tax: lines add up to `subtotal`. */
  readonly total: bigint;
  /** The host's ids; empty or null where it has none. */
  readonly productId: string | null;
  readonly categoryIds: readonly string[];
}

/**
 * What an order shows of the person behind it, for the fraud signals. Read and hashed, never kept as it is.
 * Each is null where the host does not know.
 */
export interface OrderTraces {
  readonly phone: string | null;
  /** The payment provider's own fingerprint of a card or account. */
  readonly paymentFingerprint: string | null;
  /** In one line: what is compared is its letters and digits. */
  readonly shippingAddress: string | null;
  /** A device or browser id the shop keeps. */
  readonly device: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Whether the visit came by a paid search ad (`gclid`, `msclkid`). */
  readonly paidSearch: boolean;
}

/** What one promotion code took off, in minor units. */
export interface CodeDiscount {
  readonly code: string;
  /** Before tax, as the order's `value` is measured; shipping included. */
  readonly amount: bigint;
}

/** An order as the host tells it, converted once: amounts are minor units of `currency`. */
export interface Order {
  readonly id: string;
  /** What the shopper and staff call it: "1042". */
  readonly displayId: string;
  /** Null where staff wrote an order down for somebody who gave none. */
  readonly email: string | null;
  readonly customerId: string | null;
  /** The address in that customer's own record. Null without a customer, and where it has none. */
  readonly accountEmail: string | null;
  /**
   * Whether the shopper was logged in as that customer when they completed the order. Only read when an order is
   * recorded: a host that forgets it later changes nothing.
   */
  readonly loggedIn: boolean;
  readonly firstName: string | null;
  /** BCP 47; null when the host does not know. */
  readonly locale: string | null;
  readonly currency: Currency;
  readonly placedAt: Date;
  readonly canceledAt: Date | null;
  /** When payment was captured in full, when the last parcel left, and when it came; null while not, or nobody knows. */
  readonly capturedAt: Date | null;
  readonly fulfilledAt: Date | null;
  readonly deliveredAt: Date | null;
  /** Minor units given back so far, tax and charge-backs included; it never shrinks. */
  readonly refunded: bigint;
  /**
   * Minor units of money paid so far, what was given back since included: more than is asked now, where an edit took
   * something off. What is less may have been paid with credit. Left out where a host does not say.
   */
  readonly paid?: bigint;
  /** Where it ships to, ISO 3166-1 alpha-2 in lower case. */
  readonly country: string | null;
  readonly salesChannel: string | null;
  /**
   * After discounts, before tax and shipping: what minimums are measured by. Of everything that was ordered, sent back
   * or not, and of nothing that the shop sent in its place; it shrinks only when the order is edited.
   */
  readonly value: bigint;
  /**
   * What the shop has back in goods, with their tax, less what it sent in their place: given back, also where nothing
   * was paid yet. Zero where a host does not say.
   */
  readonly returned?: bigint;
  readonly lines: readonly OrderLine[];
  readonly subtotal: bigint;
  readonly discount: bigint;
  readonly shipping: bigint;
  /** Of goods and shipping; of everything that was ordered, as `value` is. */
  readonly tax: bigint;
  /** What of `tax` is that of shipping. Zero where a host does not say. */
  readonly shippingTax?: bigint;
  readonly total: bigint;
  /** Promotion codes the host applied: the strongest evidence an order carries here. */
  readonly promotionCodes: readonly string[];
  /** What each of them took off. */
  readonly discounts: readonly CodeDiscount[];
  /** The claim token the cart carried. A shopper can write it: evidence, never proof. */
  readonly claim: string | null;
  /** What was typed under "Were you referred by a friend?": a code, or where the program allows it a name. */
  readonly referredBy: string | null;
  /** The code that a cookie of the shop's own server carried, and since when. */
  readonly cookie: { readonly code: string; readonly at: Date } | null;
  readonly traces: OrderTraces;
}
