import {
  type CodeDiscount,
  currency,
  displayName,
  moneyOf,
  type Order,
  type OrderEventKind,
} from "@goodword/core";
import { MathBN } from "@medusajs/framework/utils";
import { type Amount, type Goods, type Replacement, worthOfGoods } from "./worth-of-goods";

/** What is read of an order: everything at once, in one query. */
export const orderFields = [
  "id",
  "version",
  "display_id",
  "email",
  "customer_id",
  "customer.first_name",
  "customer.email",
  "customer.has_account",
  "shipping_address.first_name",
  "shipping_address.address_1",
  "shipping_address.address_2",
  "shipping_address.postal_code",
  "shipping_address.city",
  "shipping_address.country_code",
  "shipping_address.phone",
  "sales_channel_id",
  "currency_code",
  "locale",
  "metadata",
  "created_at",
  "canceled_at",
  "is_draft_order",
  "total",
  "shipping_subtotal",
  "shipping_tax_total",
  "items.*",
  "items.tax_lines.*",
  "items.adjustments.*",
  "items.detail.*",
  "items.product.categories.id",
  "payment_collections.amount",
  "payment_collections.status",
  "payment_collections.captured_amount",
  "payment_collections.refunded_amount",
  "payment_collections.payments.captured_at",
  "payment_collections.payments.data",
  "fulfillments.packed_at",
  "fulfillments.shipped_at",
  "fulfillments.delivered_at",
  "fulfillments.canceled_at",
  "fulfillments.requires_shipping",
  "shipping_methods.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.adjustments.*",
];

type Moment = string | Date | null;

export interface MedusaOrder {
  id: string;
  /** One more with every confirmed change: an edit, a parcel, a return. */
  version: number;
  display_id: number;
  email: string | null;
  customer_id: string | null;
  customer?: { first_name: string | null; email: string | null; has_account: boolean } | null;
  shipping_address?: Address | null;
  sales_channel_id: string | null;
  currency_code: string;
  locale: string | null;
  metadata: Record<string, unknown> | null;
  created_at: string | Date;
  canceled_at: Moment;
  is_draft_order: boolean;
  total: Amount;
  shipping_subtotal: Amount;
  shipping_tax_total: Amount;
  items: Item[];
  /** What each exchange or claim brought, and what the shop has back for it. */
  replacements?: readonly Replacement[];
  shipping_methods: Discounted[];
  payment_collections?: (PaymentCollection | null)[];
  fulfillments?: (Fulfilment | null)[];
}

interface Address {
  first_name: string | null;
  address_1: string | null;
  address_2: string | null;
  postal_code: string | null;
  city: string | null;
  country_code: string | null;
  phone: string | null;
}

interface Item extends Goods, Discounted {
  title: string;
  product_id: string | null;
  product?: { categories?: ({ id: string } | null)[] } | null;
}

interface PaymentCollection {
  amount: Amount;
  status: string;
  captured_amount: Amount;
  refunded_amount: Amount;
  payments?: ({ captured_at: Moment; data?: unknown } | null)[];
}

interface Fulfilment {
  packed_at: Moment;
  shipped_at: Moment;
  delivered_at: Moment;
  canceled_at: Moment;
  requires_shipping: boolean;
}

interface Discounted {
  adjustments?: Adjustment[];
}

interface Adjustment {
  code: string | null;
  amount?: Amount;
  /** Without tax; Medusa writes it where it makes totals. */
  subtotal?: Amount;
}

/**
 * Medusa's amounts are decimals in major units; they become minor units here and nowhere else.
 * @param loggedIn whether the shopper was logged in as the order's customer when they completed it
 */
export function orderOf(order: MedusaOrder, loggedIn = false): Order {
  const minor = (amount: Amount) =>
    moneyOf(MathBN.convert(amount ?? 0).toFixed(), order.currency_code).amount;
  const goods = worthOfGoods(order.items, order.replacements ?? [], order.currency_code);
  const lines = order.items.map((item) => ({
    title: item.title,
    quantity: Number(item.quantity),
    total: goods.subtotals[item.id] ?? 0n,
    productId: item.product_id,
    categoryIds: (item.product?.categories ?? []).flatMap((category) => (category ? [category.id] : [])),
  }));
  const collections = (order.payment_collections ?? []).flatMap((one) =>
    one && one.status !== "canceled" ? [one] : [],
  );
  const parcels = (order.fulfillments ?? []).flatMap((one) => (one && !one.canceled_at ? [one] : []));
  const isSent = parcels.length > 0 && order.items.every(isFulfilled);
  const discounted = [...order.items, ...order.shipping_methods];
  const codes = discounted.flatMap(({ adjustments = [] }) => adjustments.map(({ code }) => code));
  const claim = order.metadata?.goodword_claim;
  const typed = order.metadata?.goodword_referred_by;
  const address = order.shipping_address;
  const accountEmail = order.customer?.email ?? null;
  // A cart gets the customer of any address that was ever typed into it: their name is not the buyer's to see.
  const isTheirs = loggedIn || accountEmail?.toLowerCase() === order.email?.toLowerCase();
  return {
    id: order.id,
    displayId: String(order.display_id),
    email: order.email,
    customerId: order.customer_id,
    accountEmail,
    loggedIn,
    firstName:
      displayName(address?.first_name) ?? (isTheirs ? displayName(order.customer?.first_name) : null),
    locale: order.locale,
    currency: currency(order.currency_code),
    placedAt: new Date(order.created_at),
    canceledAt: order.canceled_at ? new Date(order.canceled_at) : null,
    capturedAt: isFree(order) ? new Date(order.created_at) : capturedAt(collections),
    // What is not shipped, such as a download, is with the buyer once it is fulfilled.
    fulfilledAt: isSent
      ? lastOf(
          parcels.map(
            (one) => one.shipped_at ?? one.delivered_at ?? (one.requires_shipping ? null : one.packed_at),
          ),
        )
      : null,
    deliveredAt: isSent
      ? lastOf(parcels.map((one) => one.delivered_at ?? (one.requires_shipping ? null : one.packed_at)))
      : null,
    refunded: collections.reduce((sum, { refunded_amount }) => sum + minor(refunded_amount), 0n),
    paid: collections.reduce((sum, { captured_amount }) => sum + minor(captured_amount), 0n),
    country: address?.country_code?.toLowerCase() ?? null,
    salesChannel: order.sales_channel_id,
    value: goods.value,
    returned: goods.returned,
    lines,
    subtotal: goods.subtotal,
    discount: goods.discount,
    shipping: minor(order.shipping_subtotal),
    tax: goods.tax + minor(order.shipping_tax_total),
    shippingTax: minor(order.shipping_tax_total),
    total: minor(order.total),
    promotionCodes: [...new Set(codes.filter((code) => code !== null))],
    discounts: discountsOf(discounted, minor),
    claim: typeof claim === "string" ? claim : null,
    referredBy: typeof typed === "string" ? typed.slice(0, 100) : null,
    cookie: null,
    traces: {
      phone: address?.phone ?? null,
      paymentFingerprint: fingerprintOf(collections),
      shippingAddress: address ? lineOf(address) : null,
      device: null,
      ip: null,
      userAgent: null,
      paidSearch: false,
    },
  };
}

/** What an order shows to have happened to it: each is heard once, however often it is told. */
export function eventsOf(medusa: MedusaOrder): OrderEventKind[] {
  const order = orderOf(medusa);
  return [
    "order.placed",
    ...(medusa.version > 1 ? [`order.edited:${medusa.version}` as const] : []),
    ...(order.capturedAt ? ["order.captured" as const] : []),
    ...(order.fulfilledAt ? ["order.fulfilled" as const] : []),
    ...(order.deliveredAt ? ["order.delivered" as const] : []),
    ...(order.refunded > 0n ? [`order.refunded:${order.refunded}` as const] : []),
    ...(order.canceledAt ? ["order.canceled" as const] : []),
  ];
}

function isFulfilled({ quantity, detail }: Item): boolean {
  const done = MathBN.add(detail?.fulfilled_quantity ?? 0, detail?.written_off_quantity ?? 0);
  return MathBN.gte(done, quantity ?? 0);
}

/**
 * Whether nothing was ever to be paid: all discounted, or covered by a gift card or store credit, which Medusa takes off
 * the total. An order that was sent back before it was paid has a total of 0 too, but money was asked for.
 */
function isFree({ total, payment_collections = [] }: MedusaOrder): boolean {
  return MathBN.eq(total ?? 0, 0) && payment_collections.every((one) => MathBN.eq(one?.amount ?? 0, 0));
}

/** What each code takes off goods and shipping, before tax: as `value` measures an order. */
function discountsOf(discounted: readonly Discounted[], minor: (amount: Amount) => bigint): CodeDiscount[] {
  const taken = new Map<string, bigint>();
  for (const { code, subtotal, amount } of discounted.flatMap(({ adjustments = [] }) => adjustments)) {
    if (code !== null) taken.set(code, (taken.get(code) ?? 0n) + minor(subtotal ?? amount));
  }
  return [...taken].map(([code, amount]) => ({ code, amount }));
}

/** When the last of the money came; null while some is missing. */
function capturedAt(collections: readonly PaymentCollection[]): Date | null {
  const isWhole = collections.every(({ amount, captured_amount }) =>
    MathBN.gte(captured_amount ?? 0, amount ?? 0),
  );
  const times = collections
    .flatMap(({ payments = [] }) => payments.map((payment) => payment?.captured_at ?? null))
    .filter((at) => at !== null);
  return isWhole && times.length > 0 ? lastOf(times) : null;
}

/** Null where one of them has not happened. */
function lastOf(moments: readonly (Moment | undefined)[]): Date | null {
  const times = moments.map((at) => (at ? new Date(at).getTime() : Number.NaN));
  const last = Math.max(...times);
  return Number.isFinite(last) ? new Date(last) : null;
}

function lineOf({ address_1, address_2, postal_code, city, country_code }: Address): string | null {
  // A town alone is where many live.
  return address_1 ? [address_1, address_2, postal_code, city, country_code].filter(Boolean).join(" ") : null;
}

/** The card's or account's own, wherever the payment provider keeps it in what it answered. */
function fingerprintOf(collections: readonly PaymentCollection[]): string | null {
  const seen = collections.flatMap(({ payments = [] }) => payments.map((payment) => payment?.data));
  for (let depth = 0, level: unknown[] = seen; depth < 6 && level.length > 0; depth += 1) {
    const objects = level.filter((one): one is object => typeof one === "object" && one !== null);
    for (const one of objects) {
      if ("fingerprint" in one && typeof one.fingerprint === "string" && one.fingerprint)
        return one.fingerprint;
    }
    level = objects.flatMap((one) => Object.values(one));
  }
  return null;
}
