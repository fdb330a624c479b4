import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGoodword } from "@goodword/core";
import { startPostgres } from "@goodword/example-demo/postgres";
import { knexStore, migrate } from "@goodword/store";
import knex from "knex";
import pg from "pg";
import { program } from "./bench-shop.mjs";
import { fillClicks } from "./fill-clicks.mjs";

const GOAL = 200;
const DAYS = 30;
const DAY = 86_400_000;
const FROM = new Date("2026-10-01T00:00:00.000Z");
const TO = new Date(FROM.getTime() + DAYS * DAY);

/**
 * Loads clicks of 30 days into PostgreSQL, lets the engine count them into days, and times both ways to the
 * same figures: counting every click, and reading what was counted. They must agree day by day.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, clicks }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-measures-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  const database = knex({ client: "pg", connection: server.url, pool: { min: 1, max: 4 } });
  const client = new pg.Client({ connectionString: server.url });
  try {
    await migrate(database);
    await client.connect();
    const store = knexStore(database);
    await store.transaction(({ clickHistory }) => clickHistory.openMonths({ from: FROM, until: TO }));
    await timed(`loading ${clicks} clicks`, () =>
      fillClicks((sql, values) => client.query(sql, values), {
        seed,
        clicks,
        links: 2_000,
        from: FROM,
        days: DAYS,
      }),
    );
    const goodword = engineOver(store);
    await timed("counting them into hours and days", () => goodword.tendClicks({ purge: false }));
    await client.query("vacuum analyze");

    const [countedMs, counted] = await fastest(3, () => count(client));
    const [readMs, read] = await fastest(50, () => goodword.clickSeries({ from: FROM, to: TO }));
    const isSame = JSON.stringify(read) === JSON.stringify(counted);
    if (!isSame) console.error("What was read is not what was counted:", { read, counted });
    const { rows } = await client.query("select count(*)::int as clicks from goodword_click");
    const figures = {
      ratio: Math.round(countedMs / readMs),
      countedMs: Number(countedMs.toFixed(1)),
      readMs: Number(readMs.toFixed(3)),
      clicks: rows[0].clicks,
    };
    return { figures, held: isSame && figures.clicks === clicks && figures.ratio >= GOAL };
  } finally {
    await client.end();
    await database.destroy();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Straight from the clicks, in the way that PostgreSQL is fastest at. */
async function count(client) {
  const { rows } = await client.query(
    `select day, sum(clicks)::int as clicks, count(*)::int as visitors
     from (
       select to_char(hour at time zone 'UTC', 'YYYY-MM-DD') as day, visitor, count(*) as clicks
       from goodword_click where kind = 'human' and hour >= $1 and hour < $2 group by 1, 2
     ) as visited group by day order by day`,
    [FROM, TO],
  );
  return rows;
}

/** Only the acts on clicks are called; what they do not need is not there. */
function engineOver(store) {
  const ports = {
    store,
    clock: { now: () => new Date(TO.getTime() + DAY) },
    issuer: { kinds: ["discount-code"] },
    notifier: null,
    log: { warn: console.error },
  };
  return createGoodword(ports, {
    secret: "s".repeat(32),
    programs: [program],
    mails: { orderConfirmation: false },
  });
}

async function timed(what, act) {
  const from = performance.now();
  const answer = await act();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`${what}: ${seconds} s${answer === undefined ? "" : ` ${JSON.stringify(answer)}`}`);
}

async function fastest(times, act) {
  let best = Number.POSITIVE_INFINITY;
  let answer;
  for (let n = 0; n < times; n += 1) {
    const from = performance.now();
    answer = await act();
    best = Math.min(best, performance.now() - from);
  }
  return [best, answer];
}
