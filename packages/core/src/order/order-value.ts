import type { Order } from "./order";

/** How an order's value is measured: after discounts, before tax and shipping unless said otherwise. */
export interface ValueDefinition {
  readonly includeTax?: boolean;
  readonly includeShipping?: boolean;
  /** Measure before discounts. */
  readonly beforeDiscounts?: boolean;
}

/**
 * What percentages and minimums measure an order by, in its minor units: after discounts, before tax and shipping,
 * unless the program says otherwise.
 */
export function orderValueOf(
  order: Pick<Order, "value" | "discount" | "shipping" | "tax">,
  definition: ValueDefinition = {},
): bigint {
  let value = order.value;
  if (definition.includeTax) value += order.tax;
  if (definition.includeShipping) value += order.shipping;
  if (definition.beforeDiscounts) value += order.discount;
  return value;
}
