/**
 * The smallest host there can be, on the same PostgreSQL: its orders, its promotions and a mailbox are tables
 * of its own, so that what a shop and its customers see is judged apart from Goodword's tables.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createGoodword, currency } from "@goodword/core";
import { knexStore } from "@goodword/store";

export async function createShopTables(knex) {
  await knex.schema
    .createTable("shop_order", (table) => {
      table.text("id").primary();
      table.text("email").notNullable();
      table.text("claim");
      table.timestamp("placed_at", { useTz: true }).notNullable();
      table.timestamp("canceled_at", { useTz: true });
    })
    .createTable("shop_promotion", (table) => {
      table.text("code").primary();
      table.bigInteger("amount").notNullable();
      table.boolean("active").notNullable();
    })
    .createTable("shop_mailbox", (table) => {
      table.increments("position");
      table.text("message_id").notNullable();
      table.text("template").notNullable();
      table.text("address").notNullable();
    });
}

/**
 * The engine over that host. `clock` may run faster than time does; `trouble` is called within each effect,
 * before and after it, where a process is most easily caught. `confirms` is whether it mails order confirmations.
 */
export function engineOver(
  knex,
  {
    clock,
    trouble = async () => {},
    store = knexStore(knex, { now: () => clock.now() }),
    programs = [program],
    confirms = true,
  },
) {
  const orders = {
    async load(ids) {
      return (await knex("shop_order").whereIn("id", ids)).map(orderOf);
    },
    async hasEarlierOrder({ orderId, email, before }) {
      const row = await knex("shop_order")
        .whereNot({ id: orderId })
        .where({ email, canceled_at: null })
        .where("placed_at", "<", before)
        .first();
      return row !== undefined;
    },
    async addressesOf({ orderIds }) {
      const rows = await knex("shop_order").whereIn("id", orderIds);
      return rows.map(({ email }) => ({ address: email, firstName: null, locale: null }));
    },
    async *changedSince(since) {
      const rows = await knex("shop_order").where("placed_at", ">=", since).orderBy("placed_at");
      yield rows.flatMap((row) => [
        { orderId: row.id, event: "order.placed" },
        ...(row.canceled_at === null ? [] : [{ orderId: row.id, event: "order.canceled" }]),
      ]);
    },
  };
  const issuer = {
    kinds: ["discount-code"],
    async issue({ code, value }) {
      await trouble();
      await knex("shop_promotion")
        .insert({ code, amount: value.amount.toString(), active: true })
        .onConflict("code")
        .ignore();
      await trouble();
    },
    async revoke({ code }) {
      await trouble();
      await knex("shop_promotion").where({ code }).update({ active: false });
      await trouble();
      return { used: false };
    },
  };
  const notifier = {
    async send(mail) {
      await trouble();
      await knex("shop_mailbox").insert({
        message_id: mail.id,
        template: mail.content.template,
        address: mail.to.address,
      });
    },
    async close() {},
  };
  return createGoodword(
    {
      store,
      clock,
      ids: { id: (prefix) => `${prefix}_${randomUUID()}`, bytes: (length) => randomBytes(length) },
      orders,
      issuer,
      benefit: { apply: async () => ({ applied: true }) },
      notifier,
      log: { warn: () => {} },
    },
    {
      secret: "a secret of at least thirty-two characters",
      programs,
      mails: { orderConfirmation: confirms },
    },
  );
}

export const program = {
  id: "default",
  shopName: "Small shop",
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
  holdDays: 0,
};

function orderOf(row) {
  return {
    id: row.id,
    displayId: row.id,
    email: row.email,
    customerId: null,
    accountEmail: null,
    loggedIn: false,
    firstName: null,
    locale: "en",
    currency: currency("eur"),
    placedAt: row.placed_at,
    canceledAt: row.canceled_at,
    capturedAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    refunded: 0n,
    country: null,
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
    claim: row.claim,
    referredBy: null,
    cookie: null,
    traces: {
      phone: null,
      paymentFingerprint: null,
      shippingAddress: null,
      device: null,
      ip: null,
      userAgent: null,
      paidSearch: false,
    },
  };
}

/** Deterministic numbers in [0, 1) from a seed and a position. */
export function chance(seed, position) {
  return createHash("sha256").update(`${seed}:${position}`).digest().readUInt32BE() / 2 ** 32;
}
