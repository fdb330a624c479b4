import type { Order } from "../../order/order";
import type { RecordedOrder } from "../../referral/recorded-order";

/** What is left of an order that the host no longer has: enough to take back what it earned. */
export function goneOrder(row: RecordedOrder, canceledAt: Date): Order {
  const nothing = 0n;
  return {
    id: row.orderId,
    displayId: row.displayId,
    email: null,
    customerId: null,
    accountEmail: null,
    loggedIn: false,
    firstName: null,
    locale: null,
    country: null,
    salesChannel: null,
    currency: row.currency,
    placedAt: row.placedAt,
    canceledAt,
    capturedAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    value: row.value,
    refunded: nothing,
    lines: [],
    subtotal: nothing,
    discount: nothing,
    shipping: nothing,
    tax: nothing,
    total: nothing,
    promotionCodes: [],
    discounts: [],
    claim: null,
    referredBy: null,
    cookie: null,
    traces: {
      phone: null,
      paymentFingerprint: null,
      shippingAddress: null,
      device: null,
      ip: null,
      userAgent: null,
      paidSearch: false,
    },
  };
}
