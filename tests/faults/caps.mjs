import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { migrate } from "@goodword/store";
import knexOf from "knex";
import { createShopTables, engineOver, program } from "./small-shop.mjs";

const processes = 2;
/** Of the 200 that our PostgreSQL takes, some are left for us and for other tests. */
const connectionsEach = 60;
const reward = 10;

/** Each cap that a program can have, to be met by one round in turn, with the advocates whose friends meet it. */
const kinds = [
  { name: "program", advocates: 20, caps: (cap) => ({ perProgram: cap }) },
  { name: "advocate", advocates: 1, caps: (cap) => ({ perAdvocate: cap }) },
  {
    name: "advocate-period",
    advocates: 1,
    caps: (cap) => ({ perAdvocatePeriod: { count: cap, period: "month" } }),
  },
  // Half a reward more than fits: a budget is never passed by a part.
  { name: "budget", advocates: 20, caps: (cap) => ({ budget: { eur: `${cap * reward + reward / 2}.00` } }) },
];

/**
 * Friends' orders against a cap, one for each of so many workers in two processes that take them all at once, from
 * the inbox to the host's promotions, round after round. Every round has a program of its own, with the next kind of
 * cap. Judged by the shop's own promotions.
 *
 * Fails when the caps' counters are read without being held, which `mutate: "cap-lock"` does.
 * @param {{url: string, rounds: number, workers: number, cap: number, mutate?: "cap-lock" | undefined, say?: (text: string) => void}} options
 *   `url` of any database of a PostgreSQL; another is made in it, and dropped after
 * @returns {Promise<{figures: Record<string, number>, held: boolean, wrong: string[]}>}
 */
export async function raceCaps({ url: base, rounds, workers, cap, mutate, say = () => {} }) {
  const database = `goodword_caps_${randomBytes(4).toString("hex")}`;
  const admin = knexOf({ client: "pg", connection: base });
  const url = Object.assign(new URL(base), { pathname: `/${database}` }).href;
  const knex = knexOf({ client: "pg", connection: url, pool: { min: 0, max: 20 } });
  const began = performance.now();
  let children = [];
  try {
    await admin.raw(`create database ${database}`);
    await migrate(knex);
    await createShopTables(knex);
    await knex.raw("create index on shop_order (email)");
    const shop = { knex, goodword: engineOver(knex, { clock, programs: [], confirms: false }) };
    children = await startWorkers(url, workers, mutate);
    const issued = [];
    const wrong = [];
    for (let round = 1; round <= rounds; round += 1) {
      const kind = kinds[(round - 1) % kinds.length];
      const seen = await playRound(shop, children, { round, kind, workers, cap });
      issued.push(seen.promotions);
      wrong.push(...mistakes(seen, { workers, cap }).map((text) => `round ${round}, ${kind.name}: ${text}`));
      if (round % 20 === 0 || round === rounds) say(`round ${round}: ${wrong.length} wrong`);
    }
    const figures = {
      rounds,
      workers,
      cap,
      least: Math.min(...issued),
      most: Math.max(...issued),
      seconds: Math.round((performance.now() - began) / 1_000),
    };
    return { figures, held: wrong.length === 0, wrong };
  } finally {
    for (const child of children) child.disconnect();
    await Promise.all(children.map((child) => child.exitCode ?? once(child, "exit")));
    await knex.destroy();
    await admin.raw(`drop database if exists ${database} with (force)`);
    await admin.destroy();
  }
}

const clock = { now: () => new Date() };

function startWorkers(url, workers, mutate) {
  const each = Array.from({ length: processes }, (_, n) => Math.floor((workers + n) / processes));
  return Promise.all(
    each.map(async (count) => {
      const args = [url, count, connectionsEach, mutate ?? ""].map(String);
      const child = fork(fileURLToPath(new URL("caps-worker.mjs", import.meta.url)), args);
      await once(child, "message");
      return child;
    }),
  );
}

async function playRound(shop, children, { round, kind, workers, cap }) {
  const { knex, goodword } = shop;
  const id = `round-${round}`;
  if (round > 1) await goodword.setProgramState({ programId: `round-${round - 1}`, state: "ended" });
  const definition = {
    ...program,
    id,
    caps: kind.caps(cap),
    // So many friends at once are suspicious by default: here the cap alone decides.
    trust: { points: { "friends-24h": 0, "friends-30d": 0 } },
  };
  const { problems } = await goodword.saveProgram({ definition, state: "live" });
  if (problems.length > 0) throw new Error(problems[0].message);
  const before = await promotions(knex);
  await placeFriends(shop, { round, advocates: kind.advocates, friends: workers });
  await worked(knex, children);
  const rewards = await knex("goodword_reward").where({ program_id: id });
  const sums = await knex("goodword_ledger_posting as posting")
    .join("goodword_ledger_entry as entry", "entry.id", "posting.entry_id")
    .where({ program_id: id })
    .groupBy("currency")
    .select("currency")
    .sum({ sum: "amount" });
  return {
    promotions: (await promotions(knex)) - before,
    issued: rewards.filter(({ state }) => state === "issued").length,
    declined: rewards.filter(({ state, declined }) => state === "declined" && declined === "cap-reached")
      .length,
    sums: sums.map(({ sum }) => Number(sum)),
  };
}

function mistakes({ promotions, issued, declined, sums }, { workers, cap }) {
  const expected = Math.min(cap, workers);
  return [
    promotions === expected ? null : `${promotions} promotions at the host, expected ${expected}`,
    issued === expected ? null : `${issued} rewards issued, expected ${expected}`,
    declined === workers - expected
      ? null
      : `${declined} declined at the cap, expected ${workers - expected}`,
    sums.every((sum) => sum === 0) ? null : `the ledger sums to ${sums}, expected 0`,
  ].filter((text) => text !== null);
}

async function promotions(knex) {
  const { count } = await knex("shop_promotion").where({ active: true }).count({ count: "*" }).first();
  return Number(count);
}

/** Their orders are in the inbox, and nobody has looked at them yet. */
async function placeFriends({ knex, goodword }, { round, advocates, friends }) {
  const placed_at = clock.now();
  const row = (id, claim) => ({ id, email: `${id}@example.com`, claim, placed_at, canceled_at: null });
  const ids = Array.from({ length: advocates }, (_, n) => `r${round}-advocate-${n}`);
  await knex("shop_order").insert(ids.map((id) => row(id, null)));
  const codes = await Promise.all(
    ids.map(async (orderId) => {
      const { prompt } = await goodword.showPrompt({ orderId });
      return prompt.link.split("/").at(-1);
    }),
  );
  const rows = await Promise.all(
    Array.from({ length: friends }, async (_, n) => {
      const { claim } = await goodword.claimOffer({ code: codes[n % advocates] });
      return row(`r${round}-friend-${n}`, claim.token);
    }),
  );
  // A claim counts for orders placed at its time or later.
  const now = clock.now();
  await knex("shop_order").insert(rows.map((one) => ({ ...one, placed_at: now })));
  await Promise.all(rows.map(({ id }) => goodword.receive("order.placed", id)));
}

/** All workers at once, and again while a message waits that one of them had to give back. */
async function worked(knex, children) {
  for (let tries = 0; tries < 120; tries += 1) {
    const answers = children.map((child) => answerOf(child));
    for (const child of children) child.send("work");
    await Promise.all(answers);
    if (!(await isOpen(knex))) return;
    await sleep(250);
  }
  throw new Error("messages are still open after many tries");
}

async function answerOf(child) {
  const gone = new AbortController();
  const { signal } = gone;
  try {
    return await Promise.race([
      once(child, "message", { signal }),
      once(child, "exit", { signal }).then(([code]) => {
        throw new Error(`a process of workers ended with ${code}`);
      }),
    ]);
  } finally {
    gone.abort();
  }
}

/** Also what is set aside: it would hide an order that was never decided. */
async function isOpen(knex) {
  for (const queue of ["goodword_inbox", "goodword_outbox"]) {
    const row = await knex(queue).whereNull("done_at").first();
    if (row?.state === "dead") throw new Error(`${queue}: ${row.key} was set aside: ${row.error}`);
    if (row !== undefined) return true;
  }
  return false;
}
