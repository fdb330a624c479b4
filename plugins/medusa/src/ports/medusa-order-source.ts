import type { OrderSource } from "@goodword/core";
import type { ICustomerModuleService, IOrderModuleService } from "@medusajs/framework/types";
import { MathBN } from "@medusajs/framework/utils";
import type { Query } from "../query";
import type { Logins } from "./logins";
import { eventsOf, type MedusaOrder, orderFields, orderOf } from "./medusa-order";
import { readOrders } from "./read-medusa-orders";

/** Few enough that an order which is completed meanwhile does not wait for them. */
const page = 50;
/** Milliseconds: what one act writes, in several transactions, is there by then. */
const settledAfter = 2 * 60_000;
/** Milliseconds: more than the reconciler reads again. */
const remembered = 15 * 60_000;

interface Host {
  readonly query: Query;
  readonly customers: ICustomerModuleService;
  readonly orders: Pick<IOrderModuleService, "listOrderTransactions">;
  readonly logins: Pick<Logins, "of">;
}

/** Medusa's orders, drafts left out: one that is converted is an order like any other. */
export function medusaOrderSource({ query, customers, orders, logins }: Host): OrderSource {
  /** When something moved that was handed over and settled, by its id: it is not read again as long as it stays. */
  const handedOver = new Map<string, number>();
  return {
    async load(orderIds) {
      const found = await readOrders(query, orderIds);
      const loggedIn = await loggedInAt(found);
      return found.map((order) => orderOf(order, loggedIn.has(order.id)));
    },

    async addressesOf({ customerIds, orderIds }) {
      const accounts =
        customerIds.length === 0
          ? []
          : await customers.listCustomers(
              { id: [...customerIds] },
              { select: ["id", "email", "first_name"], take: customerIds.length },
            );
      const { data } = await query.graph({
        entity: "order",
        fields: ["id", "email", "locale", "shipping_address.first_name"],
        filters: { id: [...orderIds] },
      });
      const ofAccounts = inOrder(customerIds, accounts).map(({ email, first_name }) => ({
        address: email,
        firstName: first_name,
        locale: null,
      }));
      const ofOrders = inOrder(orderIds, data).map(({ email, locale, shipping_address }) => ({
        address: email,
        firstName: shipping_address?.first_name,
        locale,
      }));
      return [...ofAccounts, ...ofOrders].flatMap(({ address, firstName, locale }) =>
        address ? [{ address, firstName: firstName || null, locale: locale || null }] : [],
      );
    },

    async hasEarlierOrder({ orderId, customerId, email, before }) {
      // Medusa keeps addresses in lower case, and a guest of one address is one customer: both are indexed.
      const known = email
        ? await customers.listCustomers({ email: email.toLowerCase() }, { select: ["id"], take: 100 })
        : [];
      const ids = [...new Set([...known.map(({ id }) => id), ...(customerId ? [customerId] : [])])];
      if (ids.length === 0) return false;
      const filters = {
        id: { $ne: orderId },
        customer_id: ids,
        is_draft_order: false,
        canceled_at: null,
        created_at: { $lt: before },
      };
      const [oldest] = (
        await query.graph({
          entity: "order",
          fields: ["created_at"],
          filters,
          pagination: { take: 1, skip: 0, order: { created_at: "ASC" } },
        })
      ).data;
      if (oldest === undefined) return false;
      if (isOld(oldest, before)) return true;
      // Killed while it completed a cart, Medusa makes another order of it, and the first stays behind.
      const { data } = await query.graph({ entity: "order", fields: orderFields, filters });
      return (data as unknown as MedusaOrder[]).some((order) => isWhole(order, before));
    },

    async *changedSince(since) {
      const told = new Set<string>();
      for await (const moves of movedSince(since)) {
        const fresh = moves.filter(({ id, orderId, at }) => handedOver.get(id) !== at && !told.has(orderId));
        const now = new Date();
        const whole = (
          await readOrders(
            query,
            fresh.map(({ orderId }) => orderId),
          )
        ).filter((order) => isWhole(order, now));
        yield whole.flatMap((order) => eventsOf(order).map((event) => ({ orderId: order.id, event })));
        // Whoever asks for more has kept these.
        for (const { id } of whole) told.add(id);
        for (const { id, orderId, at } of fresh) {
          const age = now.getTime() - at;
          if (told.has(orderId) && age > settledAfter && age < remembered) handedOver.set(id, at);
        }
      }
      for (const [id, at] of handedOver) if (Date.now() - at > remembered) handedOver.delete(id);
    },
  };

  /** Ids of the orders whose customer was logged in when the cart was completed. Guests' records have no login. */
  async function loggedInAt(found: readonly MedusaOrder[]): Promise<Set<string>> {
    const withAccount = new Map(
      found.flatMap(({ id, customer, customer_id }) =>
        customer?.has_account && customer_id ? [[id, customer_id] as const] : [],
      ),
    );
    if (withAccount.size === 0) return new Set();
    const { data } = await query.graph({
      entity: "order_cart",
      fields: ["order_id", "cart_id"],
      filters: { order_id: [...withAccount.keys()] },
    });
    const seen = await logins.of(data.map(({ cart_id }) => cart_id));
    return new Set(
      data.flatMap(({ order_id, cart_id }) =>
        seen.get(cart_id) === withAccount.get(order_id) ? [order_id] : [],
      ),
    );
  }

  /**
   * What moved, in pages. Every confirmed change moves its order's `updated_at`: parcels, edits, returns, exchanges,
   * a cancellation. Money does not; it leaves a transaction.
   */
  async function* movedSince(since: Date): AsyncIterable<Move[]> {
    yield* pages(async (after) => {
      const { data } = await query.graph({
        entity: "order",
        fields: ["id", "updated_at"],
        filters: { updated_at: { $gte: since }, is_draft_order: false, id: { $gt: after } },
        pagination: { take: page, skip: 0, order: { id: "ASC" } },
      });
      return data.map(({ id, updated_at }) => ({ id, orderId: id, at: new Date(updated_at).getTime() }));
    });
    yield* pages(async (after) => {
      const rows = await orders.listOrderTransactions(
        { created_at: { $gte: since.toISOString() }, id: { $gt: after } },
        { take: page, select: ["id", "order_id", "created_at"], order: { id: "ASC" } },
      );
      return rows.map(({ id, order_id, created_at }) => ({
        id,
        orderId: order_id,
        at: new Date(created_at).getTime(),
      }));
    });
  }
}

function inOrder<T extends { id: string }>(ids: readonly string[], found: readonly T[]): T[] {
  return ids.flatMap((id) => found.find((one) => one.id === id) ?? []);
}

/** Milliseconds: less than the reconciler reads again. */
const longestCompletion = 5 * 60_000;

/**
 * Whether an order was there to stay by then. Medusa writes it before the payment is authorised, and takes it back
 * when that fails: one that is read meanwhile would be somebody's first order, and the real one after it would earn
 * nothing. An order of somebody who pays later is old enough soon; its own event tells of it at once.
 */
function isWhole(order: MedusaOrder, then: Date): boolean {
  const { payment_collections, total, version } = order;
  const isAuthorised = (payment_collections ?? []).some(
    (one) => one !== null && !["not_paid", "awaiting", "canceled"].includes(one.status),
  );
  const isFree = MathBN.eq(total ?? 0, 0);
  // What was edited or sent is past all that.
  const isChanged = version > 1;
  return isAuthorised || isFree || isChanged || isOld(order, then);
}

function isOld({ created_at }: { created_at: string | Date }, then: Date): boolean {
  return then.getTime() - new Date(created_at).getTime() > longestCompletion;
}

/** Of an order, or of its money. */
interface Move {
  readonly id: string;
  readonly orderId: string;
  readonly at: number;
}

/** Ids grow with time and never change, so a page cannot lose a row that is changed meanwhile. */
async function* pages(read: (after: string) => Promise<Move[]>): AsyncIterable<Move[]> {
  for (let after = ""; ; ) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (rows.length < page || last === undefined) return;
    after = last.id;
  }
}
