import type { Order } from "./order";
import { type Measured, orderPriceOf, type ValueDefinition } from "./order-value";

/**
 * What of an order's price no longer stands, in minor units: 0 to `price`. Goods that came back and the money for them
 * count once. Money that goes back for what the buyer paid too much, after an edit took something off the order, takes
 * nothing of what is left; so does an added piece that goes back.
 *
 * A free order (price 0) has no part: whatever came back of it is told as it is.
 * @param price what the order cost when it was decided
 * @example an order of 100.00 to which 50.00 were added and paid, of which 50.00 went back: 0
 */
export function givenBack(
  order: Measured & Pick<Order, "refunded" | "returned" | "paid">,
  price: bigint,
  definition: ValueDefinition = {},
): bigint {
  const { refunded, returned = 0n } = order;
  if (price <= 0n) return largest(refunded, returned);
  const due = orderPriceOf(order, definition) - returned;
  // Money is paid for all of it, shipping too.
  const asked = orderPriceOf(order, { includeShipping: true });
  const paid = largest(asked, order.paid ?? price + asked - orderPriceOf(order, definition));
  const overpaid = largest(0n, paid - largest(0n, asked - returned));
  const lost = largest(0n, refunded - overpaid);
  const left = largest(0n, due - lost);
  return left >= price ? 0n : price - left;
}

function largest(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
