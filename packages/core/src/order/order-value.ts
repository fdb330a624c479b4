import type { Order } from "./order";

/** How an order's value is measured: after discounts, before tax and shipping unless said otherwise. */
export interface ValueDefinition {
  readonly includeTax?: boolean;
  readonly includeShipping?: boolean;
  /** Measure before discounts. */
  readonly beforeDiscounts?: boolean;
}

/** An order as far as its worth is measured, in minor units. */
export type Measured = Pick<Order, "value" | "discount" | "shipping" | "tax" | "shippingTax">;

/**
 * What percentages and minimums measure an order by, in its minor units: after discounts, before tax and shipping,
 * unless the program says otherwise.
 */
export function orderValueOf(order: Measured, definition: ValueDefinition = {}): bigint {
  let value = order.value;
  if (definition.includeTax) value += taxOf(order, definition);
  if (definition.includeShipping) value += order.shipping;
  if (definition.beforeDiscounts) value += order.discount;
  return value;
}

/**
 * What the buyer pays for that: with tax, and after discounts, as money goes back. Half of it given back is half of
 * the order.
 */
export function orderPriceOf(order: Measured, definition: ValueDefinition = {}): bigint {
  const shipping = definition.includeShipping ? order.shipping : 0n;
  return order.value + shipping + taxOf(order, definition);
}

function taxOf({ tax, shippingTax = 0n }: Measured, { includeShipping }: ValueDefinition): bigint {
  return includeShipping ? tax : tax - shippingTax;
}
