import type { Query } from "./query";

/** Who placed an order, in the shop's own words. */
export interface Person {
  readonly customerId: string | null;
  readonly email: string;
  /** Empty when the shop knows none. */
  readonly name: string;
  readonly displayId: string;
}

/** By order id. */
export type People = Readonly<Record<string, Person>>;

const keys = new Set(["orderId", "firstOrderId", "advocateOrderId"]);

/** Who placed the orders that an answer names, in one query. */
export async function peopleBehind(query: Query, answer: object): Promise<People> {
  const ids = [...orderIdsIn(answer)];
  if (ids.length === 0) return {};
  const { data } = await query.graph({
    entity: "order",
    fields: [
      "id",
      "display_id",
      "email",
      "customer_id",
      "customer.email",
      "customer.first_name",
      "customer.last_name",
      "shipping_address.first_name",
      "shipping_address.last_name",
    ],
    filters: { id: ids },
  });
  return Object.fromEntries(
    data.map((order) => {
      // A cart gets the customer of any address that was ever typed into it: that is nobody whom the order shows.
      const customer = order.customer?.email === order.email ? order.customer : null;
      const named = customer?.first_name ? customer : order.shipping_address;
      const name = [named?.first_name, named?.last_name].filter(Boolean).join(" ");
      const person: Person = {
        customerId: customer && (order.customer_id ?? null),
        email: order.email ?? "",
        name,
        displayId: String(order.display_id),
      };
      return [order.id, person];
    }),
  );
}

function orderIdsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) orderIdsIn(item, found);
  else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (keys.has(key) && typeof item === "string" && item !== "") found.add(item);
      else orderIdsIn(item, found);
    }
  }
  return found;
}
