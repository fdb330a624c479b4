import type {
  AttributionRecord,
  Currency,
  OrderStore,
  RecordedOrder,
  RejectionReason,
  UndueBenefit,
} from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { digitsOf, lookup, rowsOf, updateEach, worded } from "./set-statements";
import { type ColumnType, insertInto, statement, statements } from "./statements";

interface Row {
  order_id: string;
  display_id: string;
  participant_id: string;
  currency: Currency;
  value: string;
  price: string;
  placed_at: StoredTime;
  canceled_at: StoredTime | null;
  refunded: string;
  referral_id: string | null;
  verdict: RecordedOrder["verdict"];
  reasons: RejectionReason[] | string;
  attribution: AttributionRecord | string;
  undue_benefit: StoredUndue | string | null;
}

/** Amounts as text: JSON has floats only. */
type StoredUndue = Omit<UndueBenefit, "amount" | "forgiven"> & { amount: string; forgiven: string };

const table = "goodword_order";

const columns = {
  display_id: "text",
  participant_id: "text",
  currency: "text",
  value: "bigint",
  price: "bigint",
  placed_at: "timestamptz",
  canceled_at: "timestamptz",
  refunded: "bigint",
  referral_id: "text",
  verdict: "text",
  reasons: "jsonb",
  attribution: "jsonb",
  undue_benefit: "jsonb",
} satisfies Record<string, ColumnType>;

const fields = ["order_id", ...Object.keys(columns)]
  .map((name) => (["value", "price", "refunded"].includes(name) ? digitsOf(name) : name))
  .join(", ");

const select = `select ${fields} from ${table}`;

const record = insertInto({
  table,
  columns: { order_id: "text", ...columns },
  conflict: { target: ["order_id"] },
  returning: ["order_id"],
});
const update = updateEach({ table, key: "order_id", set: columns });

/**
 * The row stands for everything about the order: whoever grants or reverses for it holds the row, so that a
 * cancellation never overtakes a grant.
 */
const lock = lookup({ select, key: "order_id", hold: true });
const byReferrals = lookup({ select, key: "referral_id", order: "placed_at, order_id" });
const standing = lookup({
  select: `select order_id, participant_id, placed_at from ${table}`,
  key: "participant_id",
  and: () => "canceled_at is null",
  order: "placed_at, order_id",
});

const enough = 20;
const newest = 200;
const average = statement(
  `select count(*) as orders, cast(sum(value) as text) as total from (select value from ${table} where currency = $1 order by placed_at desc limit ${newest}) as newest`,
);

const between = `${select} where placed_at >= $1 and placed_at < $2`;
const firstPage = worded(({ byBytes }) => `${between} order by placed_at, order_id ${byBytes} limit $3`);
const nextPage = worded(
  ({ byBytes }) =>
    `${between} and (placed_at, order_id ${byBytes}) > ($3, $4) order by placed_at, order_id ${byBytes} limit $5`,
);

export function knexOrderStore(knex: Knex): OrderStore {
  const database = statements(knex);
  return {
    async record(orders) {
      const recorded = new Set(
        (await database.insert<string, Row>(record, inOrder(orders))).map((row) => row.order_id),
      );
      return orders.map(({ orderId }) => orderId).filter((id) => !recorded.has(id));
    },
    async lock(orderIds) {
      return (await rowsOf<Row>(database, lock, orderIds)).map(orderOf);
    },
    async update(orders) {
      await database.insert(update, inOrder(orders));
    },
    async byReferrals(referralIds) {
      return (await rowsOf<Row>(database, byReferrals, referralIds)).map(orderOf);
    },
    async standing(participantIds) {
      const rows = await rowsOf<Row>(database, standing, participantIds);
      return rows.map((row) => ({
        orderId: row.order_id,
        participantId: row.participant_id,
        placedAt: timeOf(row.placed_at),
      }));
    },
    async averageValue(currency) {
      const [row] = await database.run<{ orders: string | number; total: string }>(average, [currency]);
      const orders = Number(row?.orders);
      return row === undefined || orders < enough ? null : BigInt(row.total) / BigInt(orders);
    },
    async placedBetween(from, to, { after, limit }) {
      const rows = await (after === null
        ? database.run<Row>(firstPage, [from, to, limit])
        : database.run<Row>(nextPage, [from, to, after.placedAt, after.orderId, limit]));
      return rows.map(orderOf);
    },
  };
}

/** In one order for everybody, so that two transactions never wait for each other in a circle. */
function inOrder(orders: readonly RecordedOrder[]) {
  return orders.map(rowOf).sort((a, b) => (a.order_id < b.order_id ? -1 : 1));
}

function rowOf(order: RecordedOrder) {
  return {
    order_id: order.orderId,
    display_id: order.displayId,
    participant_id: order.participantId,
    currency: order.currency,
    value: order.value,
    price: order.price,
    placed_at: order.placedAt,
    canceled_at: order.canceledAt,
    refunded: order.refunded,
    referral_id: order.referralId,
    verdict: order.verdict,
    reasons: order.reasons,
    attribution: order.attribution,
    undue_benefit: order.undueBenefit && {
      ...order.undueBenefit,
      amount: String(order.undueBenefit.amount),
      forgiven: String(order.undueBenefit.forgiven),
    },
  };
}

function orderOf(row: Row): RecordedOrder {
  return {
    orderId: row.order_id,
    displayId: row.display_id,
    participantId: row.participant_id,
    currency: row.currency,
    value: BigInt(row.value),
    price: BigInt(row.price),
    placedAt: timeOf(row.placed_at),
    canceledAt: timeOrNull(row.canceled_at),
    refunded: BigInt(row.refunded),
    referralId: row.referral_id,
    verdict: row.verdict,
    reasons: jsonOf<RejectionReason[]>(row.reasons),
    attribution: jsonOf<AttributionRecord>(row.attribution),
    undueBenefit: undueOf(row.undue_benefit),
  };
}

function undueOf(stored: StoredUndue | string | null): UndueBenefit | null {
  if (stored === null) return null;
  const { amount, forgiven, ...rest } = jsonOf<StoredUndue>(stored);
  return { ...rest, amount: BigInt(amount), forgiven: BigInt(forgiven) };
}
