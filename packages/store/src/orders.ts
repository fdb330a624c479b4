import type { AttributionRecord, Currency, OrderStore } from "@goodword/core";
import type { Knex } from "knex";
import { digits, jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";

interface Row {
  order_id: string;
  display_id: string;
  participant_id: string;
  currency: Currency;
  value: string;
  placed_at: StoredTime;
  canceled_at: StoredTime | null;
  attribution: AttributionRecord | string;
}

const table = "goodword_order";

export function knexOrderStore(knex: Knex): OrderStore {
  return {
    async record(order) {
      const recorded = await knex(table)
        .insert({
          order_id: order.orderId,
          display_id: order.displayId,
          participant_id: order.participantId,
          currency: order.currency,
          value: order.value,
          placed_at: order.placedAt,
          canceled_at: order.canceledAt,
          attribution: JSON.stringify(order.attribution),
        })
        .onConflict("order_id")
        .ignore()
        .returning("order_id");
      return recorded.length > 0;
    },
    /**
     * The row stands for everything about the order: whoever grants or reverses for it holds the row, so
     * that a cancellation never overtakes a grant. SQLite has one writer anyway.
     */
    async lock(orderId) {
      const row = await knex(table)
        .where("order_id", orderId)
        .forUpdate()
        .first<Row | undefined>("*", digits(knex, "value"));
      if (row === undefined) return null;
      return {
        orderId: row.order_id,
        displayId: row.display_id,
        participantId: row.participant_id,
        currency: row.currency,
        value: BigInt(row.value),
        placedAt: timeOf(row.placed_at),
        canceledAt: timeOrNull(row.canceled_at),
        attribution: jsonOf<AttributionRecord>(row.attribution),
      };
    },
    async cancel(orderId, at) {
      await knex(table).where({ order_id: orderId, canceled_at: null }).update({ canceled_at: at });
    },
    async hasEarlier({ participantId, orderId, before }) {
      const row = await knex(table)
        .where({ participant_id: participantId, canceled_at: null })
        .where("placed_at", "<", before)
        .whereNot("order_id", orderId)
        .first<{ order_id: string } | undefined>("order_id");
      return row !== undefined;
    },
  };
}
