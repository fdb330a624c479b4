import type { OrderMark, OrderStore, TraceStore } from "@goodword/core";
import { type MemoryDatabase, traceKey } from "./database";
import { byText, byTime } from "./table";

const byPlacing = byTime<OrderMark>(
  (row) => row.placedAt,
  (row) => row.orderId,
);

/** The fewest orders a mean is told of, and the most it is made of. */
const sample = { least: 20, most: 200 };

export function memoryRecordedOrders({ orders }: MemoryDatabase): OrderStore {
  return {
    async record(added) {
      return added.flatMap((order) => {
        if (orders.get(order.orderId) !== null) return [order.orderId];
        orders.insert(order.orderId, order);
        return [];
      });
    },
    async lock(orderIds) {
      return orders
        .filter((row) => orderIds.includes(row.orderId))
        .sort((a, b) => byText(a.orderId, b.orderId));
    },
    async update(changed) {
      for (const order of changed) {
        if (orders.get(order.orderId) !== null) orders.write(order.orderId, order);
      }
    },
    async byReferrals(referralIds) {
      return orders.filter((row) => row.referralId !== null && referralIds.includes(row.referralId));
    },
    async standing(participantIds) {
      return orders
        .filter((row) => row.canceledAt === null && participantIds.includes(row.participantId))
        .map(({ orderId, participantId, placedAt }) => ({ orderId, participantId, placedAt }));
    },
    async averageValue(currency) {
      const newest = orders
        .filter((row) => row.currency === currency)
        .sort(byPlacing)
        .slice(-sample.most);
      if (newest.length < sample.least) return null;
      return newest.reduce((sum, { value }) => sum + value, 0n) / BigInt(newest.length);
    },
    async placedBetween(from, to, { after, limit }) {
      return orders
        .filter((row) => row.placedAt >= from && row.placedAt < to)
        .filter((row) => after === null || byPlacing(row, after) > 0)
        .sort(byPlacing)
        .slice(0, limit);
    },
  };
}

export function memoryTraces({ traces }: MemoryDatabase): TraceStore {
  return {
    async record(added) {
      for (const trace of added) {
        if (traces.get(traceKey(trace)) === null) traces.insert(traceKey(trace), trace);
      }
    },
    async matching(hashes, limit) {
      return [...new Set(hashes)].flatMap((hash) =>
        traces.filter((row) => row.hash === hash).slice(0, limit),
      );
    },
  };
}
