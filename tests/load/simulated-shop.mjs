/** The shop of a simulation: orders, changes, promotions and a mailbox in tables of its own, and the engine over it. */
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createGoodword, currency } from "@goodword/core";
import { knexStore } from "@goodword/store";
import knexOf from "knex";
import { mutated } from "./mutations.mjs";

const secret = "a secret of at least thirty-two characters";

/** One connection to PostgreSQL serves both; on SQLite the shop has a file of its own, as each takes one writer. */
export function openDatabases({ db, url, shopUrl, connections = 8 }) {
  if (db === "postgres") {
    const knex = knexOf({ client: "pg", connection: url, pool: { min: 1, max: connections } });
    return { knex, shop: knex, close: () => knex.destroy() };
  }
  const open = (filename) =>
    knexOf({
      client: "better-sqlite3",
      connection: { filename, options: { timeout: 20_000 } },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        afterCreate(connection, done) {
          connection.pragma("journal_mode = WAL");
          connection.pragma("synchronous = normal");
          done();
        },
      },
    });
  const [knex, shop] = [open(url), open(shopUrl)];
  return { knex, shop, close: () => Promise.all([knex.destroy(), shop.destroy()]) };
}

export async function createShopTables(shop) {
  await shop.schema
    .createTable("shop_order", (table) => {
      table.text("id").primary();
      table.text("facts").notNullable();
      table.text("mailbox").index();
      table.text("customer_id").index();
      table.bigInteger("placed_at").notNullable();
      table.bigInteger("canceled_at");
      table.bigInteger("captured_at");
      table.bigInteger("fulfilled_at");
      table.bigInteger("refunded").notNullable().defaultTo(0);
    })
    .createTable("shop_change", (table) => {
      table.text("order_id").notNullable();
      table.text("event").notNullable();
      table.bigInteger("at").notNullable().index();
    })
    .createTable("shop_promotion", (table) => {
      table.text("code").primary();
      table.text("amount").notNullable();
      table.boolean("active").notNullable();
      table.boolean("used").notNullable();
    })
    .createTable("shop_mail", (table) => {
      table.increments("position");
      table.text("message_id").notNullable();
      table.text("template").notNullable();
      table.text("about").notNullable();
    });
}

/** Now and then something takes a while, so that a kill finds a process in the middle of it. */
async function trouble() {
  if (Math.random() < 0.05) await sleep(Math.random() * 8);
}

export function engineOver({ knex, shop }, { clock, programs, mails, mutation = null, log = () => {} }) {
  const host = hostOver(shop);
  const store = knexStore(knex, { now: () => clock.now() });
  return createGoodword(
    {
      store: mutation === null ? store : mutated(store, mutation, host),
      clock,
      ids: { id: (prefix) => `${prefix}_${randomUUID()}`, bytes: (length) => randomBytes(length) },
      ...host,
      log: { warn: log },
    },
    { secret, programs, mails: { orderConfirmation: mails === "all" } },
  );
}

function hostOver(shop) {
  const orders = {
    async load(ids) {
      return (await shop("shop_order").whereIn("id", ids)).map(orderOf);
    },
    async hasEarlierOrder({ orderId, email, customerId, before }) {
      const row = await shop("shop_order")
        .whereNot({ id: orderId })
        .whereNull("canceled_at")
        .where("placed_at", "<", before.getTime())
        .where((either) =>
          either.where({ mailbox: mailboxOf(email) ?? "-" }).orWhere({ customer_id: customerId ?? "-" }),
        )
        .first("id");
      return row !== undefined;
    },
    async addressesOf({ orderIds }) {
      const rows = await shop("shop_order").whereIn("id", orderIds);
      return rows
        .map(orderOf)
        .flatMap(({ email }) => (email === null ? [] : [{ address: email, firstName: null, locale: "en" }]));
    },
    async *changedSince(since) {
      for (let offset = 0; ; offset += 2_000) {
        const rows = await shop("shop_change")
          .where("at", ">=", since.getTime())
          .orderBy(["at", "order_id", "event"])
          .limit(2_000)
          .offset(offset);
        yield rows.map((row) => ({ orderId: row.order_id, event: row.event }));
        if (rows.length < 2_000) return;
      }
    },
  };
  const promotions = () => shop("shop_promotion");
  const issuer = {
    kinds: ["discount-code", "store-credit", "points", "payout", "commission"],
    async issue({ code, value }) {
      await trouble();
      await promotions()
        .insert({ code, amount: `${value.amount}`, active: true, used: false })
        .onConflict("code")
        .ignore();
      await trouble();
    },
    async revoke({ code }) {
      await trouble();
      // What was never given must not be given later either.
      await promotions()
        .insert({ code, amount: "0", active: false, used: false })
        .onConflict("code")
        .ignore();
      await promotions().where({ code, used: false }).update({ active: false });
      const { used } = await promotions().where({ code }).first("used");
      await trouble();
      return { used: Boolean(used) };
    },
  };
  const notifier = {
    async send({ id, content }) {
      await trouble();
      const about = content.template === "reward-issued" ? content.reward.code : content.order.displayId;
      await shop("shop_mail").insert({ message_id: id, template: content.template, about });
      await trouble();
    },
    async close() {},
  };
  const cart = {
    currency: "eur",
    email: null,
    customerId: null,
    account: null,
    value: 10n ** 9n,
    claim: null,
    referredBy: null,
  };
  const benefit = {
    cart: async () => ({ ...cart, discount: 0n, discounts: [], codes: [], shipping: 0n, tax: 0n }),
    note: async () => {},
    remove: async () => {},
    apply: async () => ({ applied: true }),
    admit: async () => {},
    admits: async () => true,
    discard: async () => {},
  };
  return { orders, issuer, notifier, benefit };
}

/** A customer uses a code: false when it works no more. */
export async function usePromotion(shop, code) {
  return (await shop("shop_promotion").where({ code, active: true, used: false }).update({ used: true })) > 0;
}

function mailboxOf(email) {
  return email === null ? null : email.trim().toLowerCase();
}

export function rowOf({ email, customerId, placedAt, id, value, ...order }, evidence) {
  const facts = JSON.stringify({ ...order, ...evidence, email, customerId, value: `${value}` });
  return { id, facts, mailbox: mailboxOf(email), customer_id: customerId, placed_at: placedAt, refunded: 0 };
}

function orderOf(row) {
  const facts = JSON.parse(row.facts);
  const value = BigInt(facts.value);
  const time = (at) => (at === null ? null : new Date(Number(at)));
  return {
    id: row.id,
    displayId: row.id,
    email: facts.email,
    customerId: facts.customerId,
    accountEmail: facts.accountEmail,
    loggedIn: facts.loggedIn,
    firstName: null,
    locale: "en",
    currency: currency(facts.currency),
    placedAt: time(row.placed_at),
    canceledAt: time(row.canceled_at),
    capturedAt: time(row.captured_at),
    fulfilledAt: time(row.fulfilled_at),
    deliveredAt: null,
    refunded: BigInt(row.refunded),
    country: "de",
    salesChannel: facts.channel,
    value,
    lines: [],
    subtotal: value,
    discount: 0n,
    shipping: 500n,
    tax: 0n,
    total: value + 500n,
    promotionCodes: facts.promotionCodes,
    discounts: [],
    claim: facts.claim,
    referredBy: facts.referredBy,
    cookie: facts.cookie === null ? null : { code: facts.cookie.code, at: new Date(facts.cookie.at) },
    traces: {
      phone: facts.traces.phone,
      paymentFingerprint: facts.traces.payment,
      shippingAddress: null,
      device: facts.traces.device,
      ip: facts.traces.ip,
      userAgent: facts.traces.userAgent,
      paidSearch: facts.traces.paidSearch,
    },
  };
}
