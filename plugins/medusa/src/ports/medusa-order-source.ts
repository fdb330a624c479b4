import { currency, moneyOf, type Order, type OrderSource } from "@goodword/core";
import type { ICustomerModuleService } from "@medusajs/framework/types";
import { MathBN } from "@medusajs/framework/utils";
import type { Query } from "../query";

const page = 200;

const fields = [
  "id",
  "display_id",
  "email",
  "customer_id",
  "customer.first_name",
  "shipping_address.first_name",
  "shipping_address.country_code",
  "sales_channel_id",
  "currency_code",
  "locale",
  "metadata",
  "created_at",
  "canceled_at",
  "is_draft_order",
  "total",
  "tax_total",
  "discount_subtotal",
  "item_subtotal",
  "shipping_subtotal",
  "items.*",
  "items.tax_lines.*",
  "items.adjustments.*",
  "items.detail.*",
  "payment_collections.amount",
  "payment_collections.captured_amount",
  "payment_collections.refunded_amount",
  "payment_collections.payments.captured_at",
  "shipping_methods.*",
  "shipping_methods.tax_lines.*",
  "shipping_methods.adjustments.*",
];

/** Anything Medusa writes an amount as: a number, a decimal, or its own BigNumber. */
type Amount = Parameters<typeof MathBN.convert>[0] | null | undefined;

/** Medusa's orders. Its amounts are decimals in major units; they become minor units here and nowhere else. */
export function medusaOrderSource(query: Query, customers: ICustomerModuleService): OrderSource {
  return {
    async load(orderIds) {
      if (orderIds.length === 0) return [];
      const { data } = await query.graph({ entity: "order", fields, filters: { id: [...orderIds] } });
      return data
        .filter(({ is_draft_order }) => !is_draft_order)
        .map((order) => orderOf(order as unknown as MedusaOrder));
    },

    async hasEarlierOrder({ orderId, customerId, email, before }) {
      // Medusa keeps addresses in lower case, and a guest of one address is one customer: both are indexed.
      const known = email
        ? await customers.listCustomers({ email: email.toLowerCase() }, { select: ["id"], take: 100 })
        : [];
      const ids = [...new Set([...known.map(({ id }) => id), ...(customerId ? [customerId] : [])])];
      if (ids.length === 0) return false;
      const { data } = await query.graph({
        entity: "order",
        fields: ["id"],
        filters: {
          id: { $ne: orderId },
          customer_id: ids,
          is_draft_order: false,
          canceled_at: null,
          created_at: { $lt: before },
        },
        pagination: { take: 1, skip: 0 },
      });
      return data.length > 0;
    },

    async *changedSince(since) {
      // Ids grow with time and never change, so a page cannot lose an order that is changed meanwhile.
      let last = "";
      for (;;) {
        const { data } = await query.graph({
          entity: "order",
          fields: ["id", "canceled_at"],
          filters: { updated_at: { $gte: since }, is_draft_order: false, id: { $gt: last } },
          pagination: { take: page, skip: 0, order: { id: "ASC" } },
        });
        for (const { id, canceled_at } of data) {
          yield { orderId: id, event: canceled_at ? "order.canceled" : "order.placed" };
        }
        if (data.length < page) return;
        last = data[data.length - 1]?.id as string;
      }
    },
  };
}

interface MedusaOrder {
  id: string;
  display_id: number;
  email: string | null;
  customer_id: string | null;
  customer?: { first_name: string | null } | null;
  shipping_address?: { first_name: string | null; country_code: string | null } | null;
  sales_channel_id: string | null;
  currency_code: string;
  locale: string | null;
  metadata: Record<string, unknown> | null;
  created_at: string | Date;
  canceled_at: string | Date | null;
  total: Amount;
  tax_total: Amount;
  discount_subtotal: Amount;
  item_subtotal: Amount;
  shipping_subtotal: Amount;
  items: (Discounted & {
    title: string;
    quantity: number;
    subtotal: Amount;
    discount_subtotal: Amount;
    product_id: string | null;
  })[];
  shipping_methods: Discounted[];
  payment_collections?: (PaymentCollection | null)[];
}

interface PaymentCollection {
  amount: Amount;
  captured_amount: Amount;
  refunded_amount: Amount;
  payments?: ({ captured_at: string | Date | null } | null)[];
}

interface Discounted {
  adjustments?: { code: string | null }[];
}

function orderOf(order: MedusaOrder): Order {
  const minor = (amount: Amount) =>
    moneyOf(MathBN.convert(amount ?? 0).toFixed(), order.currency_code).amount;
  const lines = order.items.map((item) => ({
    title: item.title,
    quantity: Number(item.quantity),
    total: minor(item.subtotal),
    productId: item.product_id,
    categoryIds: [],
  }));
  const collections = (order.payment_collections ?? []).filter((collection) => collection !== null);
  const discounted = [...order.items, ...order.shipping_methods];
  const codes = discounted.flatMap(({ adjustments = [] }) => adjustments.map(({ code }) => code));
  const claim = order.metadata?.goodword_claim;
  const typed = order.metadata?.goodword_referred_by;
  return {
    id: order.id,
    displayId: String(order.display_id),
    email: order.email,
    customerId: order.customer_id,
    firstName: order.shipping_address?.first_name || order.customer?.first_name || null,
    locale: order.locale,
    currency: currency(order.currency_code),
    placedAt: new Date(order.created_at),
    canceledAt: order.canceled_at ? new Date(order.canceled_at) : null,
    capturedAt: capturedAt(collections),
    fulfilledAt: null,
    refunded: collections.reduce((sum, { refunded_amount }) => sum + minor(refunded_amount), 0n),
    country: order.shipping_address?.country_code?.toLowerCase() ?? null,
    salesChannel: order.sales_channel_id,
    value: order.items.reduce(
      (sum, item) => sum + minor(MathBN.sub(item.subtotal ?? 0, item.discount_subtotal ?? 0)),
      0n,
    ),
    lines,
    subtotal: minor(order.item_subtotal),
    discount: minor(order.discount_subtotal),
    shipping: minor(order.shipping_subtotal),
    tax: minor(order.tax_total),
    total: minor(order.total),
    promotionCodes: [...new Set(codes.filter((code) => code !== null))],
    claim: typeof claim === "string" ? claim : null,
    referredBy: typeof typed === "string" ? typed.slice(0, 100) : null,
    cookie: null,
    traces: unknownTraces,
  };
}

/** What Medusa's order does not tell by itself. */
const unknownTraces: Order["traces"] = {
  phone: null,
  paymentFingerprint: null,
  shippingAddress: null,
  device: null,
  ip: null,
  userAgent: null,
  paidSearch: false,
};

/** When the last of the money came; null while some is missing. */
function capturedAt(collections: readonly PaymentCollection[]): Date | null {
  const isWhole = collections.every(({ amount, captured_amount }) =>
    MathBN.gte(captured_amount ?? 0, amount ?? 0),
  );
  const times = collections
    .flatMap(({ payments = [] }) => payments.map((payment) => payment?.captured_at))
    .flatMap((at) => (at ? [new Date(at).getTime()] : []));
  return isWhole && times.length > 0 ? new Date(Math.max(...times)) : null;
}
