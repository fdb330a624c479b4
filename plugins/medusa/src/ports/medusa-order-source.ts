import type { OrderEventKind, OrderSource } from "@goodword/core";
import type { ICustomerModuleService, IOrderModuleService } from "@medusajs/framework/types";
import { MathBN } from "@medusajs/framework/utils";
import type { Query } from "../query";
import { eventsOf, type MedusaOrder, orderFields, orderOf } from "./medusa-order";

const page = 200;

interface Host {
  readonly query: Query;
  readonly customers: ICustomerModuleService;
  readonly orders: Pick<IOrderModuleService, "listOrderTransactions">;
}

/** Medusa's orders, drafts left out: one that is converted is an order like any other. */
export function medusaOrderSource({ query, customers, orders }: Host): OrderSource {
  return {
    async load(orderIds) {
      return (await read(orderIds)).map(orderOf);
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
      const told = new Set<string>();
      for await (const ids of movedSince(since)) {
        const fresh = ids.filter((id) => !told.has(id));
        for (const id of fresh) told.add(id);
        for (const order of (await read(fresh)).filter(isWhole)) {
          for (const event of eventsOf(order)) yield { orderId: order.id, event };
        }
      }
    },
  };

  async function read(orderIds: readonly string[]): Promise<MedusaOrder[]> {
    if (orderIds.length === 0) return [];
    const { data } = await query.graph({
      entity: "order",
      fields: orderFields,
      filters: { id: [...new Set(orderIds)] },
    });
    return (data as unknown as MedusaOrder[]).filter(({ is_draft_order }) => !is_draft_order);
  }

  /**
   * Ids of orders, in pages. Every confirmed change moves its order's `updated_at`: parcels, edits, returns,
   * exchanges, a cancellation. Money does not; it leaves a transaction.
   */
  async function* movedSince(since: Date): AsyncIterable<string[]> {
    yield* pages(async (after) => {
      const { data } = await query.graph({
        entity: "order",
        fields: ["id"],
        filters: { updated_at: { $gte: since }, is_draft_order: false, id: { $gt: after } },
        pagination: { take: page, skip: 0, order: { id: "ASC" } },
      });
      return data.map(({ id }) => ({ id, orderId: id }));
    });
    yield* pages(async (after) => {
      const rows = await orders.listOrderTransactions(
        { created_at: { $gte: since.toISOString() }, id: { $gt: after } },
        { take: page, select: ["id", "order_id"], order: { id: "ASC" } },
      );
      return rows.map(({ id, order_id }) => ({ id, orderId: order_id }));
    });
  }
}

/** Milliseconds: less than the reconciler reads again. */
const longestCompletion = 5 * 60_000;

/**
 * Whether an order is there to stay. Medusa writes it before the payment is authorised, and takes it back when that
 * fails: one that is read meanwhile would be somebody's first order, and the real one after it would earn nothing. An
 * order of somebody who pays later is old enough soon; its own event tells of it at once.
 */
function isWhole({ created_at, payment_collections, total, version }: MedusaOrder): boolean {
  const isAuthorised = (payment_collections ?? []).some(
    (one) => one !== null && !["not_paid", "awaiting", "canceled"].includes(one.status),
  );
  const isFree = MathBN.eq(total ?? 0, 0);
  // What was edited or sent is past all that.
  const isChanged = version > 1;
  return (
    isAuthorised || isFree || isChanged || Date.now() - new Date(created_at).getTime() > longestCompletion
  );
}

/** Ids grow with time and never change, so a page cannot lose a row that is changed meanwhile. */
async function* pages(
  read: (after: string) => Promise<{ id: string; orderId: string }[]>,
): AsyncIterable<string[]> {
  for (let after = ""; ; ) {
    const rows = await read(after);
    yield rows.map(({ orderId }) => orderId);
    const last = rows.at(-1);
    if (rows.length < page || last === undefined) return;
    after = last.id;
  }
}

/** What an order of Medusa shows to have happened to it; none where there is no such order yet. */
export async function orderEventsOf(query: Query, orderId: string): Promise<OrderEventKind[]> {
  const { data } = await query.graph({ entity: "order", fields: orderFields, filters: { id: orderId } });
  const order = data[0] as unknown as MedusaOrder | undefined;
  return order === undefined || order.is_draft_order ? [] : eventsOf(order);
}
