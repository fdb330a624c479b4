import type { OrderEventKind } from "@goodword/core";
import type { Query } from "../query";
import { eventsOf, type MedusaOrder, orderFields } from "./medusa-order";
import type { Amount, Replacement } from "./worth-of-goods";

/** What an order of Medusa shows to have happened to it; none where there is no such order yet. */
export async function orderEventsOf(query: Query, orderId: string): Promise<OrderEventKind[]> {
  return (await readOrders(query, [orderId])).flatMap(eventsOf);
}

/** With what exchanges and claims changed in them; drafts are left out. */
export async function readOrders(query: Query, orderIds: readonly string[]): Promise<MedusaOrder[]> {
  if (orderIds.length === 0) return [];
  const { data } = await query.graph({
    entity: "order",
    fields: orderFields,
    filters: { id: [...new Set(orderIds)] },
  });
  const found = (data as unknown as MedusaOrder[]).filter(({ is_draft_order }) => !is_draft_order);
  // An exchange or a claim raises the version of its order.
  const changed = found.filter(({ version }) => version > 1).map(({ id }) => id);
  if (changed.length === 0) return found;
  const replacements = await replacementsOf(query, changed);
  return found.map((order) => ({ ...order, replacements: replacements.get(order.id) ?? [] }));
}

/** What exchanges and claims brought and got, by order: it stands in the order beside what was there before. */
async function replacementsOf(query: Query, orderIds: string[]): Promise<Map<string, Replacement[]>> {
  const filters = { order_id: orderIds };
  const read = async <T>(entity: string, ...fields: string[]) =>
    (await query.graph({ entity, fields, filters })).data as unknown as T[];
  const [exchanges, claims, returns] = await Promise.all([
    read<Bringing>("order_exchange", "id", "order_id", "additional_items.item_id"),
    read<Bringing>("order_claim", "id", "order_id", "additional_items.item_id"),
    read<Returned>("return", "exchange_id", "claim_id", "items.item_id", "items.received_quantity"),
  ]);
  const byOrder = new Map<string, Replacement[]>();
  for (const { id, order_id, additional_items } of [...exchanges, ...claims]) {
    const received = returns
      .filter(({ exchange_id, claim_id }) => exchange_id === id || claim_id === id)
      .flatMap(({ items }) => items ?? [])
      .flatMap((item) => (item ? [{ itemId: item.item_id, quantity: item.received_quantity }] : []));
    const brought = (additional_items ?? []).flatMap((one) => (one ? [one.item_id] : []));
    byOrder.set(order_id, [...(byOrder.get(order_id) ?? []), { brought, received }]);
  }
  return byOrder;
}

/** An exchange or a claim. */
interface Bringing {
  readonly id: string;
  readonly order_id: string;
  readonly additional_items?: readonly ({ readonly item_id: string } | null)[];
}

interface Returned {
  readonly exchange_id: string | null;
  readonly claim_id: string | null;
  readonly items?: readonly ({ readonly item_id: string; readonly received_quantity: Amount } | null)[];
}
