import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@goodword/example-demo/postgres";
import { openShop, orderOf, receive, secret } from "./bench-shop.mjs";
import { recordByHand } from "./orders-by-hand.mjs";

const GOALS = { ratioSingle: 0.6, ratioBatch: 3.5 };

/**
 * Friends' orders from the inbox to the pending reward, in PostgreSQL as it comes (every commit on disk): through
 * the engine, one order a transaction and fifty, and by hand, one order a transaction. The three take turns in one
 * run, so that whatever else the machine does meets all of them; ratios are of the orders a second of all turns
 * together. A turn is long: of a short one, the end, where some workers have nothing left, would be a large part.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, orders: perTurn = 2_000, turns = 5 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-orders-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  try {
    const figures = {};
    for (const connections of [1, 4]) {
      const shop = await openShop(server, { name: `bench_${connections}`, connections });
      try {
        const rates = await takeTurns(shop, connections, { perTurn, turns });
        figures[`handPerSecond${connections}`] = Math.round(rates.hand);
        figures[`ratioSingle${connections}`] = round2(rates.single / rates.hand);
        figures[`ratioBatch${connections}`] = round2(rates.batch / rates.hand);
      } finally {
        await shop.close();
      }
    }
    figures.ratioSingle = Math.min(figures.ratioSingle1, figures.ratioSingle4);
    figures.ratioBatch = Math.min(figures.ratioBatch1, figures.ratioBatch4);
    figures.seed = seed;
    const held = figures.ratioSingle >= GOALS.ratioSingle && figures.ratioBatch >= GOALS.ratioBatch;
    return { figures, held };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Orders a second by each way, all its turns together. */
async function takeTurns(shop, connections, { perTurn, turns }) {
  const seconds = { hand: 0, single: 0, batch: 0 };
  // The first turns warm up what compiles and caches, and are not counted.
  for (const way of Object.keys(seconds)) await turn(shop, connections, way, 200);
  for (let round = 0; round < turns; round += 1) {
    for (const way of Object.keys(seconds)) {
      const took = await turn(shop, connections, way, perTurn);
      seconds[way] += took;
      console.error(`${connections} connection(s), ${way}: ${Math.round(perTurn / took)} orders/s`);
    }
  }
  return Object.fromEntries(Object.entries(seconds).map(([way, took]) => [way, (turns * perTurn) / took]));
}

/** Places orders of friends, four an advocate, each with a claim, and times their way through the inbox. */
async function turn({ knex, clients, orders, goodword }, connections, way, count) {
  const name = randomUUID().slice(0, 8);
  orders.clear();
  const advocates = Array.from({ length: Math.ceil(count / 4) }, (_, n) => orderOf(`${name}-a${n}`, null));
  for (const order of advocates) orders.set(order.id, order);
  await receive(knex, advocates);
  await goodword.work();
  const friends = [];
  for (const [n, advocate] of advocates.entries()) {
    const { prompt } = await goodword.showPrompt({ orderId: advocate.id });
    const code = prompt.link.split("/").at(-1);
    for (let friend = 0; friend < 4 && friends.length < count; friend += 1) {
      const { claim } = await goodword.claimOffer({ code });
      friends.push(orderOf(`${name}-f${n}-${friend}`, claim.token));
    }
  }
  // A minute and more after the click: nothing about them is suspicious.
  for (const order of friends) {
    order.placedAt = new Date(Date.now() + 120_000);
    orders.set(order.id, order);
  }
  await receive(knex, friends);
  await knex.raw("vacuum analyze");
  await knex.raw("checkpoint");
  const before = await counted(knex);
  const began = performance.now();
  if (way === "hand") {
    await Promise.all(clients.map((client) => recordByHand(client, { secret, orders })));
  } else {
    const apart = way === "single";
    await Promise.all(Array.from({ length: connections }, () => goodword.work({ apart })));
  }
  const seconds = (performance.now() - began) / 1_000;
  const after = await counted(knex);
  for (const [table, rows] of Object.entries(expected)) {
    if (after[table] - before[table] !== rows * count) {
      throw new Error(`${way}: ${after[table] - before[table]} rows in ${table}, expected ${rows * count}`);
    }
  }
  return seconds;
}

/** Rows that an order adds, whoever records it. */
const expected = {
  goodword_participant: 1,
  goodword_identity: 1,
  goodword_code: 1,
  goodword_trace: 4,
  goodword_order: 1,
  goodword_reward: 1,
  goodword_ledger_entry: 1,
  goodword_ledger_posting: 2,
  goodword_outbox: 1,
};

async function counted(knex) {
  const counts = {};
  for (const table of Object.keys(expected)) counts[table] = Number((await knex(table).count("*"))[0].count);
  return counts;
}

const round2 = (value) => Math.round(value * 100) / 100;
