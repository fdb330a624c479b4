/** A shop on PostgreSQL whose orders are in memory, for measuring what the engine and its tables cost. */
import { randomBytes, randomUUID } from "node:crypto";
import { createGoodword, currency } from "@goodword/core";
import { knexStore, migrate } from "@goodword/store";
import knexOf from "knex";
import pg from "pg";

export const secret = "a secret of at least thirty-two characters";

export const program = {
  id: "default",
  shopName: "Bench",
  landingUrl: "https://shop.example/friend",
  shareUrl: "https://shop.example/go",
  codeWord: "FRIEND",
  friend: { type: "percentage", percent: 10 },
  rewards: [
    {
      id: "friend-order",
      side: "advocate",
      kind: "discount-code",
      trigger: { on: "order" },
      amount: { type: "fixed", amounts: { eur: "10.00" } },
    },
  ],
  conditions: [{ type: "new-customer" }],
  attributionWindowDays: 30,
  holdDays: 30,
};

export async function openShop(server, { name, connections }) {
  const url = await server.createDatabase(name);
  const knex = knexOf({
    client: "pg",
    connection: url,
    pool: { min: connections, max: connections },
  });
  await migrate(knex);
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const orders = new Map();
  const goodword = createGoodword(
    {
      store: knexStore(knex),
      clock: { now: () => new Date() },
      // Ids grow with time, as Medusa's do.
      ids: {
        id: (prefix) => `${prefix}_${Date.now().toString(36)}${randomBytes(10).toString("hex")}`,
        bytes: (length) => randomBytes(length),
      },
      orders: {
        load: async (ids) => ids.map((id) => orders.get(id)),
        hasEarlierOrder: async () => false,
        addressesOf: async () => [],
        async *changedSince() {},
      },
      issuer: { kinds: ["discount-code"], issue: async () => {}, revoke: async () => ({ used: false }) },
      benefit: { apply: async () => ({ applied: true }) },
      notifier: null,
      log: { warn: (message, fields) => console.error(message, fields) },
    },
    { secret, programs: [program], mails: { orderConfirmation: false } },
  );
  const close = async () => {
    for (const client of clients) await client.end();
    await knex.destroy();
  };
  return { knex, clients, orders, goodword, close };
}

/** One inbox row an order, as a shop's event handlers write them. */
export async function receive(knex, orders) {
  const rows = orders.map(({ id }) => ({
    id: `event_${randomUUID()}`,
    key: `order.placed:${id}`,
    kind: "order.placed",
    payload: JSON.stringify({ orderId: id }),
    available_at: new Date(Date.now() - 1_000),
  }));
  await knex.batchInsert("goodword_inbox", rows, 500);
}

export function orderOf(id, claim) {
  return {
    id,
    displayId: id,
    email: `${id}@example.com`,
    customerId: null,
    accountEmail: null,
    loggedIn: false,
    firstName: null,
    locale: "en",
    currency: currency("eur"),
    placedAt: new Date(),
    canceledAt: null,
    capturedAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    refunded: 0n,
    country: "de",
    salesChannel: null,
    value: 2_000n,
    lines: [],
    subtotal: 2_000n,
    discount: 0n,
    shipping: 0n,
    tax: 0n,
    total: 2_000n,
    promotionCodes: [],
    discounts: [],
    claim,
    referredBy: null,
    cookie: null,
    traces: {
      phone: `+49 ${id.replace(/\D/g, "").padStart(12, "7")}`,
      paymentFingerprint: `card-${id}`,
      shippingAddress: `${id} Street`,
      device: null,
      ip: null,
      userAgent: null,
      paidSearch: false,
    },
  };
}
