import type { Order } from "../ports/order-source";
import type { ValueDefinition } from "../program/program";

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
