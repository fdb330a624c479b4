import type { Order } from "../../order/order";
import { displayLine, displayName } from "../../person/display-name";
import type { OrderSource } from "../../ports/order-source";

const longest = { title: 200, displayId: 40 };

/**
 * The host's orders with every text that reaches a mail or a page made safe to show: a shopper types their name, and
 * may have typed what a product is personalised with. Every use case reads orders through this, so that none can
 * forget it.
 */
export function readableOrders(source: OrderSource): OrderSource {
  return {
    ...source,
    load: async (orderIds) => (await source.load(orderIds)).map(readable),
  };
}

function readable(order: Order): Order {
  return {
    ...order,
    firstName: displayName(order.firstName),
    displayId: displayLine(order.displayId, longest.displayId),
    locale: order.locale === null ? null : localeOf(order.locale),
    lines: order.lines.map((line) => ({ ...line, title: displayLine(line.title, longest.title) })),
  };
}

/** Null for a tag that no text can be written in: a mail in it would fail for ever. */
function localeOf(given: string): string | null {
  const tag = given.slice(0, 35).replaceAll("_", "-");
  try {
    Intl.getCanonicalLocales(tag);
    return tag;
  } catch {
    return null;
  }
}
