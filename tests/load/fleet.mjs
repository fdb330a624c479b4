// pnpm fleet --orders 2000 [--seed N]: two servers and two workers of Medusa on Redis and PostgreSQL take orders
// while one of the four is killed with -9 every few seconds. Judged by Medusa's own orders and promotions and by the
// mail that arrived; then faults are put into what was found whole, and the judge must see each. Prints as its last
// line {"name", "figures"}; exits 1 when anything was lost, doubled or missed. `leftByMedusa` counts orders that Medusa
// itself began and left without their cart when it was killed, before it made the one that counts.
// Needs `redis-server` on the PATH, or REDIS_URL.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePorts } from "@goodword/example-demo/ports";
import { startPostgres } from "@goodword/example-demo/postgres";
import { chanceOf } from "@goodword/testing";
import { openMailbox } from "./fleet-mailbox.mjs";
import { judgeFleet } from "./judge-fleet.mjs";
import { proveJudge } from "./prove-judge.mjs";
import { query, shopperAt, startShop, stockDatabase } from "./shop-processes.mjs";

const usage = "Usage: pnpm fleet [--orders <number>] [--seed <number>]";
const { orders, seed } = numbers();
const friendsEach = 4;
/** Shoppers at once. */
const checkouts = 4;
const secondsToDrainAtMost = 600;

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
// However this ends, nothing goes on without it. PostgreSQL sees to itself.
process.on("exit", () => {
  for (const { shop } of fleet) shop.kill().catch(() => {});
  redis?.stop().catch(() => {});
});

const folder = await mkdtemp(join(tmpdir(), "goodword-fleet-"));
const fleet = [];
let redis;
const server = await startPostgres({ dataDir: join(folder, "postgres"), durable: true });
redis = await startRedis();
const mailbox = await openMailbox();
try {
  const databaseUrl = await server.createDatabase("fleet");
  const key = await stockDatabase(databaseUrl, folder);
  const start = (slot) =>
    startShop({
      databaseUrl,
      goodword: true,
      redisUrl: redis.url,
      smtpPort: mailbox.port,
      log: join(folder, `${slot.name}.log`),
      ...slot,
    });
  const ports = await freePorts(4);
  for (const [n, role] of ["server", "server", "worker", "worker"].entries()) {
    const slot = { name: `${role}-${n}`, role, port: ports[n] };
    fleet.push({ ...slot, shop: await start(slot), start: () => start(slot) });
  }
  for (const { shop, name } of fleet) {
    if (!(await shop.ready)) throw new Error(`${name} did not start: ${join(folder, `${name}.log`)}`);
  }
  console.error("two servers and two workers answer");

  const killer = killOneAfterTheOther();
  const servers = fleet.filter(({ role }) => role === "server").map(({ port }) => `http://127.0.0.1:${port}`);
  // Each kill in the middle of a completion leaves its cart locked for two minutes.
  const placed = await placeOrders(shopperAt(servers, key, { patience: 600_000 }));
  const placedAt = Date.now();
  const kills = await killer.stop();
  await drained(databaseUrl);
  const secondsToDrain = Math.round((Date.now() - placedAt) / 1_000);
  const { lost, doubled, leftByMedusa, problems } = await judgeFleet({
    ask: (sql, values) => query(databaseUrl, sql, values),
    mails: mailbox.mails,
    placed,
  });
  for (const problem of problems.slice(0, 20)) console.error(problem);
  const judge = await proveJudge({ databaseUrl, mails: mailbox.mails, placed });
  for (const fault of judge.missed) console.error(`the judge did not see that ${fault}`);
  const figures = {
    orders: placed.length,
    kills,
    lost,
    doubled,
    leftByMedusa,
    secondsToDrain,
    faultsPut: judge.put,
    faultsMissed: judge.missed.length,
    seed,
  };
  console.log(JSON.stringify({ name: "fleet", figures }));
  const isWhole = lost === 0 && doubled === 0 && judge.missed.length === 0;
  process.exitCode = isWhole && placed.length === orders && kills > 0 ? 0 : 1;
} finally {
  for (const { shop } of fleet) await shop.kill();
  await mailbox.close();
  await redis.stop();
  await server.stop();
  if (process.exitCode === 0) await rm(folder, { recursive: true, force: true });
  else console.error(`The logs are in ${folder}.`);
}

function numbers() {
  try {
    const { values } = parseArgs({
      options: { orders: { type: "string", default: "2000" }, seed: { type: "string", default: "7" } },
    });
    const given = { orders: Number(values.orders), seed: Number(values.seed) };
    for (const [name, number] of Object.entries(given)) {
      if (!Number.isSafeInteger(number) || number < 1)
        throw new Error(`--${name}: give a whole number above 0`);
    }
    return given;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

/** Kills one of the four every few seconds, and starts it again at once; never the next before the last one answers. */
function killOneAfterTheOther() {
  const chance = chanceOf(seed);
  let kills = 0;
  let working = true;
  const loop = (async () => {
    while (working) {
      await sleep(2_000 + chance.next() * 4_000);
      if (!working) break;
      const one = fleet[chance.below(fleet.length)];
      await one.shop.kill("SIGKILL");
      kills += 1;
      one.shop = await one.start();
      if (!(await one.shop.ready)) throw new Error(`${one.name} did not come back`);
    }
  })();
  loop.catch(() => {});
  return {
    async stop() {
      working = false;
      await loop;
      return kills;
    },
  };
}

/** Advocates buy, and their friends buy with the offer behind their links. */
async function placeOrders(shopper) {
  const placed = [];
  const advocates = Math.ceil(orders / (friendsEach + 1));
  const buy = async (email, referrer, claim) => {
    const cart = await shopper.fillCart(email, claim);
    const orderId = await shopper.complete(cart);
    placed.push({ orderId, email, referrer });
    if (placed.length % 100 === 0) console.error(`${placed.length} orders`);
    return orderId;
  };
  await inTurn(advocates, async (n) => {
    const email = `advocate-${n}@example.com`;
    const orderId = await buy(email, null);
    const code = await shopper.codeOf(orderId);
    for (let friend = 0; friend < friendsEach && n * (friendsEach + 1) + friend + 1 < orders; friend += 1) {
      await buy(`friend-${n}-${friend}@example.com`, email, await shopper.claimFor(code));
    }
  });
  return placed;
}

/** `count` tasks, `checkouts` at once. */
async function inTurn(count, task) {
  let next = 0;
  await Promise.all(
    Array.from({ length: checkouts }, async () => {
      while (next < count) await task(next++);
    }),
  );
}

/** Until no message waits; the shop's own jobs do it. */
async function drained(databaseUrl) {
  const until = Date.now() + secondsToDrainAtMost * 1_000;
  for (;;) {
    const [{ waiting }] = await query(
      databaseUrl,
      // What is about an order that Medusa rolled back is of no interest: it is given up after a while.
      `with here as (select id from "order")
       select (select count(*) from goodword_inbox where state = 'waiting'
           and payload->>'orderId' in (select id from here))
         + (select count(*) from goodword_outbox where state = 'waiting' and available_at < now() + interval '1 hour'
           and coalesce(payload->>'orderId',
             (select order_id from goodword_reward as reward where reward.id = payload->>'rewardId'), '')
             not in (select order_id from goodword_order where order_id not in (select id from here)))
         + (select count(*) from here where id not in (select order_id from goodword_order)) as waiting`,
    );
    if (Number(waiting) === 0) return;
    if (Date.now() > until) throw new Error(`${waiting} messages still wait after ${secondsToDrainAtMost} s`);
    await sleep(500);
  }
}

async function startRedis() {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} };
  const [port] = await freePorts(1);
  const child = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    { stdio: "ignore" },
  );
  const gone = new Promise((done) => child.once("exit", done).once("error", done));
  await new Promise((resolve, reject) => {
    child.once("error", () =>
      reject(
        new Error("redis-server is not there: install the Debian package redis-server, or set REDIS_URL"),
      ),
    );
    child.once("spawn", resolve);
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}
