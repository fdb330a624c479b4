import { givenBack } from "../../order/given-back";
import type { Order } from "../../order/order";
import { orderPriceOf } from "../../order/order-value";
import type { Program } from "../../program/program";
import type { RecordedOrder } from "../../referral/recorded-order";

/** What an order that is decided now was worth, and what of that no longer stands; as its program measures orders. */
export function asOfNow(
  order: Order,
  program?: Pick<Program, "value">,
): Pick<RecordedOrder, "value" | "price" | "refunded"> {
  const price = orderPriceOf(order, program?.value);
  return { value: order.value, price, refunded: givenBack(order, price, program?.value) };
}
