/**
 * Workers are killed with -9 at random points while orders come in one to five times, twice at once, or not at
 * all (the reconciler finds those), and some are cancelled. Judged by the shop's own promotions and mailbox.
 *
 * Fails when a unique key of the rewards, the queues or the ledger is dropped, or when an effect is made outside
 * of the outbox.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrate } from "@goodword/store";
import knexOf from "knex";
import { chance, createShopTables, engineOver } from "./small-shop.mjs";

const seed = Number(process.env.GOODWORD_SEED ?? 7);
const friends = Number(process.env.GOODWORD_ORDERS ?? 150);
const speed = 60;
const began = Date.now();
const clock = { now: () => new Date(began + (Date.now() - began) * speed) };
const database = `goodword_faults_${randomBytes(4).toString("hex")}`;

let admin;
let knex;
let url;

before(async () => {
  const base = process.env.TEST_DATABASE_URL;
  assert.ok(base, "TEST_DATABASE_URL: set it to a PostgreSQL, or run `npm test`, which starts one");
  admin = knexOf({ client: "pg", connection: base });
  await admin.raw(`create database ${database}`);
  url = Object.assign(new URL(base), { pathname: `/${database}` }).href;
  knex = knexOf({ client: "pg", connection: url });
  await migrate(knex);
  await createShopTables(knex);
});

after(async () => {
  await knex?.destroy();
  await admin?.raw(`drop database if exists ${database} with (force)`);
  await admin?.destroy();
});

test(`${friends} friends' orders through killed workers: each rewarded once, each mailed once (seed ${seed})`, async () => {
  const goodword = engineOver(knex, { clock });
  const workers = new Set();
  const start = (number) => {
    const worker = spawn(process.execPath, [fileURLToPath(new URL("worker.mjs", import.meta.url))], {
      env: {
        ...process.env,
        TEST_DATABASE_URL: url,
        SPEED: String(speed),
        BEGAN: String(began),
        RECONCILES: number === 0 ? "yes" : "no",
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
    workers.add(worker);
    worker.once("exit", () => workers.delete(worker));
    return worker;
  };

  const slots = [0, 1, 2].map(start);
  let kills = 0;
  let killing = true;
  const killer = (async () => {
    for (let i = 0; killing; i += 1) {
      await sleep(150 + chance(seed, `wait${i}`) * 350);
      const slot = Math.floor(chance(seed, `slot${i}`) * slots.length);
      slots[slot].kill("SIGKILL");
      kills += 1;
      slots[slot] = start(slot);
    }
  })();

  try {
    const claims = await placeAdvocates(goodword);
    const expected = await placeFriends(goodword, claims);
    await sleep(4_000);
    killing = false;
    await killer;
    await settled();
    for (const worker of workers) worker.kill("SIGKILL");
    await judge(goodword, expected);
    assert.ok(kills >= 5, `only ${kills} workers were killed`);
    console.log(JSON.stringify({ name: "kill", figures: { orders: friends, kills, seed } }));
  } finally {
    killing = false;
    await killer;
    for (const worker of workers) worker.kill("SIGKILL");
  }
});

async function place(id, claim, canceled = false) {
  await knex("shop_order").insert({
    id,
    email: `${id}@example.com`,
    claim,
    placed_at: clock.now(),
    canceled_at: canceled ? clock.now() : null,
  });
}

/** One advocate for five friends; answers a claim for each friend. */
async function placeAdvocates(goodword) {
  const claims = [];
  for (let i = 0; i < Math.ceil(friends / 5); i += 1) {
    await place(`advocate-${i}`, null);
    const { prompt } = await goodword.showPrompt({ orderId: `advocate-${i}` });
    const code = prompt.link.split("/").at(-1);
    for (let friend = 0; friend < 5; friend += 1)
      claims.push((await goodword.claimOffer({ code })).claim.token);
  }
  return claims;
}

async function placeFriends(goodword, claims) {
  const expected = { rewarded: [], canceled: [] };
  for (let i = 0; i < friends; i += 1) {
    const id = `friend-${i}`;
    const canceled = chance(seed, `canceled${i}`) < 0.2;
    await place(id, claims[i]);
    // Lost for a quarter of them; else one to five times, all at once.
    const lost = chance(seed, `lost${i}`) < 0.25;
    const times = lost ? 0 : 1 + Math.floor(chance(seed, `times${i}`) * 5);
    await Promise.all(Array.from({ length: times }, () => goodword.receive("order.placed", id)));
    if (canceled) {
      await sleep(chance(seed, `when${i}`) * 60);
      await knex("shop_order").where({ id }).update({ canceled_at: clock.now() });
      await goodword.receive("order.canceled", id);
    }
    expected[canceled ? "canceled" : "rewarded"].push(id);
  }
  return expected;
}

/** Waits until no message is left to do; fails when that takes over two minutes. */
async function settled() {
  for (let tries = 0; tries < 240; tries += 1) {
    const open = [];
    for (const queue of ["goodword_inbox", "goodword_outbox"]) {
      open.push(...(await knex(queue).whereNull("done_at").whereNot({ state: "dead" })));
    }
    const { count } = await knex("shop_order")
      .whereNotIn("id", knex("goodword_order").select("order_id"))
      .count({ count: "*" })
      .first();
    if (open.length === 0 && Number(count) === 0) return;
    await sleep(500);
  }
  assert.fail("messages are still open after two minutes");
}

async function judge(goodword, { rewarded, canceled }) {
  const promotions = new Map((await knex("shop_promotion")).map((row) => [row.code, row]));
  const active = [...promotions.values()].filter((row) => row.active);
  assert.equal(active.length, rewarded.length, "one promotion that works for each order that stands");
  for (const id of rewarded) {
    const { rewards } = await goodword.explainOrder({ orderId: id });
    assert.deepEqual(
      rewards.map(({ state }) => state),
      ["issued"],
      id,
    );
    assert.equal(promotions.get(rewards[0].code)?.active, true, `${id}: its code works`);
  }
  for (const id of canceled) {
    const { rewards } = await goodword.explainOrder({ orderId: id });
    for (const { state, code } of rewards) {
      assert.equal(state, "reversed", id);
      assert.ok(!promotions.get(code)?.active, `${id}: its code works no more`);
    }
  }

  const mails = await knex("shop_mailbox");
  const confirmations = new Map();
  for (const { address, message_id, template } of mails) {
    if (template !== "order-confirmation") continue;
    const ids = confirmations.get(address) ?? new Set();
    confirmations.set(address, ids.add(message_id));
  }
  for (const id of rewarded) {
    // SMTP cannot be exactly-once: a second copy after a crash carries the same id, which mailboxes fold.
    assert.equal(confirmations.get(`${id}@example.com`)?.size, 1, `${id}: one confirmation`);
  }
  const dead = await knex("goodword_outbox").where({ state: "dead" });
  assert.deepEqual(dead, []);
  const sums = await knex("goodword_ledger_posting").sum({ sum: "amount" }).groupBy("currency");
  assert.deepEqual(
    sums.map(({ sum }) => Number(sum)),
    [0],
  );
}
