/** Plays a planned history through the engine with processes that are killed, and compares what came of it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { knexStore, migrate } from "@goodword/store";
import { chanceOf, differencesOf, expectedOf, planHistory } from "@goodword/testing";
import { again, feedOf } from "./feed.mjs";
import { dropUniqueKeys } from "./mutations.mjs";
import { readFound } from "./read-found.mjs";
import { setClock, simulatedClock } from "./simulated-clock.mjs";
import { createShopTables, engineOver, openDatabases } from "./simulated-shop.mjs";
import { startWorkers } from "./workers.mjs";

const day = 86_400_000;
/** How much faster than ours the shop's time runs between its jumps: leases of killed workers end in seconds. */
const speed = 10;

/**
 * @param {{orders: number, seed: number, db: "postgres" | "sqlite", workers: number, mutation: string | null,
 *   mails: "all" | "rewards", killSeconds: {least: number, most: number, calm: number}, postgres?: string,
 *   say: (line: string) => void, batch?: number}} options  `postgres` is the url of a server in which a database may
 *   be made; `batch` is how many messages a worker takes at a time
 */
export async function simulate({
  orders,
  seed,
  db,
  workers,
  mutation,
  mails,
  killSeconds,
  postgres,
  say,
  batch,
}) {
  const began = Date.now();
  const history = planHistory({ orders, seed });
  const expected = expectedOf(history);
  say(`planned ${history.orders.length} orders, ${history.changes.length} changes`);
  const folder = mkdtempSync(join(tmpdir(), "goodword-simulation-"));
  const made = db === "postgres" ? await makeDatabase(postgres) : null;
  const settings = {
    db,
    url: made?.url ?? join(folder, "goodword.db"),
    shopUrl: join(folder, "shop.db"),
    clockFile: join(folder, "clock.json"),
    programs: history.programs,
    mutation,
    mails,
    batch,
  };
  const settingsFile = join(folder, "settings.json");
  writeFileSync(settingsFile, JSON.stringify(settings), { mode: 0o600 });
  const databases = openDatabases(settings);
  const { knex, shop } = databases;
  let crew;
  try {
    await migrate(knex);
    await createShopTables(shop);
    if (mutation === "unique-key") await dropUniqueKeys(knex, db);
    setClock(settings.clockFile, history.began, speed);
    const clock = simulatedClock(settings.clockFile);
    const chance = chanceOf(seed + 1);
    const goodword = engineOver(databases, { ...settings, clock });
    const store = knexStore(knex, { now: () => clock.now() });
    // From now on orders count.
    await goodword.reconcile();
    const feed = feedOf({ history, goodword, store, knex, shop, clock, chance });
    crew = startWorkers({ count: workers, settingsFile, chance: chanceOf(seed + 2), killSeconds });
    const jumpTo = (time) => setClock(settings.clockFile, Math.max(time, clock.now().getTime()), speed);
    const drained = barrierOf({
      knex,
      clock,
      jumpTo,
      slowness: crew.slowness,
      patience: mutation === null ? 60 : 6,
      stall: orders > 5_000 ? 600 : 300,
    });

    let told = 0;
    for (let wave = 0; wave < history.waves; wave += 1) {
      const rows = await feed.prepare(wave);
      const { deliver, held } = await feed.place(wave, rows);
      jumpTo(history.began + (wave + 1) * 3 * day);
      await deliver();
      await feed.change(wave, held);
      const complete = await drained("inbox");
      await again(() => goodword.reconcile());
      if (!(await drained("inbox")) || !complete) break;
      await feed.use(wave);
      told += rows.length;
      const seconds = (Date.now() - began) / 1_000;
      say(
        `${told} orders in ${seconds.toFixed(0)} s (${Math.round(told / seconds)} a second), ${crew.kills()} kills`,
      );
    }
    // Past every hold and every deadline.
    jumpTo(history.began + (history.waves * 3 + 20) * day);
    await drained("everything");
    await crew.stop();

    const found = await readFound(databases);
    const differences = differencesOf(history, expected, found);
    const sums = Object.values(found.sums);
    return {
      differences,
      figures: {
        orders: history.orders.length,
        duplicatesDelivered: feed.counts.delivered - feed.counts.events,
        lost: differences.lost.length,
        doubled: differences.doubled.length,
        ledgerSum: Number(sums.reduce((most, sum) => (sum * sum > most * most ? sum : most), 0n)),
        mismatches: differences.mismatches.length,
        seconds: Math.round((Date.now() - began) / 100) / 10,
        kills: crew.kills(),
        seed,
      },
    };
  } finally {
    await crew?.stop();
    await databases.close();
    await made?.drop();
    if (process.env.GOODWORD_KEEP) say(`kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function makeDatabase(server) {
  const { default: knexOf } = await import("knex");
  const admin = knexOf({ client: "pg", connection: server });
  const name = `goodword_simulation_${randomBytes(4).toString("hex")}`;
  await admin.raw(`create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    async drop() {
      if (!process.env.GOODWORD_KEEP) await admin.raw(`drop database if exists ${name} with (force)`);
      await admin.destroy();
    },
  };
}

/**
 * Waits until nothing is left to do. While nothing moves, the shop's time jumps: to the end of killed workers'
 * leases, or to when something is to be tried again.
 */
function barrierOf({ knex, clock, jumpTo, slowness, patience, stall }) {
  const poison = "%:ghost-%";
  const counted = async (query) => Number((await again(() => query.count({ count: "*" }).first())).count);
  // Written out, as the index that says what waits is for that word alone.
  const waiting = (queue) => knex(queue).whereRaw("state = 'waiting'");
  const left = async (what) => {
    if (what === "everything")
      return (await counted(waiting("goodword_inbox"))) + (await counted(waiting("goodword_outbox")));
    const rechecks = waiting("goodword_outbox")
      .where({ kind: "recheck-order" })
      .where("available_at", "<=", clock.now());
    return (
      (await counted(waiting("goodword_inbox").whereNot("key", "like", poison))) + (await counted(rechecks))
    );
  };
  return async (what) => {
    let last = -1;
    let movedAt = Date.now();
    // While something is still being done, it may take as long as it takes.
    for (let stalls = 0; stalls < patience; ) {
      const count = await left(what);
      if (count === 0) return true;
      if (count !== last) {
        last = count;
        movedAt = Date.now();
        stalls = 0;
      } else if (Date.now() - movedAt > stall * slowness()) {
        stalls += 1;
        movedAt = Date.now();
        // Longer each time: a failure is tried again after seconds at first, and after hours at last.
        jumpTo(clock.now().getTime() + 61_000 * 3 ** Math.min(stalls - 1, what === "everything" ? 6 : 3));
      }
      await sleep(60);
    }
    return false;
  };
}
