import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "@goodword/example-demo/postgres";
import { openMailbox } from "../load/fleet-mailbox.mjs";
import { query, shopperAt, startShop, stockDatabase } from "../load/shop-processes.mjs";

const GOAL = 1.03;
const warmUp = 20;
const advocates = 100_000;
/** Each shop comes equally often after each other: what one still does for its last order falls on all alike. */
const turns = [
  ["with", "without", "full"],
  ["with", "full", "without"],
  ["full", "without", "with"],
  ["without", "with", "full"],
  ["without", "full", "with"],
  ["full", "with", "without"],
];

/**
 * How long Medusa takes to complete a cart with the plugin, as a multiple of without: two shops with the same goods on
 * one PostgreSQL (every commit on disk) take turns, cart by cart. A third has the plugin, and a code for each of its
 * `advocates` and their friends: what they cost is measured against the first.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, carts = 400 }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-checkout-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  // Mails arrive: a shop that tries again and again to send them would be busy with something else.
  const mailbox = await openMailbox();
  const shops = {};
  try {
    const databaseUrl = await server.createDatabase("with");
    const key = await stockDatabase(databaseUrl, folder);
    for (const name of ["without", "full"]) {
      await query(server.url, `create database "${name}" template "with"`);
    }
    await fill(server.urlOf("full"), advocates);
    for (const [name, goodword] of Object.entries({ with: true, without: false, full: true })) {
      const shop = await startShop({
        databaseUrl: server.urlOf(name),
        log: join(folder, `${name}.log`),
        goodword,
        smtpPort: mailbox.port,
      });
      if (!(await shop.ready)) throw new Error(`the shop ${name} Goodword did not start`);
      shops[name] = { ...shop, shopper: shopperAt([shop.url], key), times: [], fills: [] };
    }
    for (let n = 0; n < carts + warmUp; n += 1) {
      for (const name of turns[n % turns.length]) {
        const { shopper, times, fills } = shops[name];
        const started = performance.now();
        const cart = await shopper.fillCart(`shopper-${n}@example.com`);
        if (n >= warmUp) fills.push(performance.now() - started);
        // What the cart's own making left behind is done before the clock runs.
        await sleep(50);
        const began = performance.now();
        await shopper.complete(cart);
        if (n >= warmUp) times.push(performance.now() - began);
      }
      if (n % 50 === 0) console.error(`${n} carts each`);
    }
    const total = (name) => shops[name].fills.toSorted((a, b) => a - b)[Math.floor(carts / 2)];
    const at = (name, part) => {
      const times = shops[name].times.toSorted((a, b) => a - b);
      return times[Math.floor(times.length * part)];
    };
    const ratio = (part, [name, other]) => Math.round((at(name, part) / at(other, part)) * 1_000) / 1_000;
    const figures = {
      ratioMedian: ratio(0.5, ["with", "without"]),
      ratioP99: ratio(0.99, ["with", "without"]),
      // Of completing a cart, and of all the requests that make one.
      ratioFull: ratio(0.5, ["full", "with"]),
      ratioFullCart: Math.round((total("full") / total("with")) * 1_000) / 1_000,
      advocates,
      medianMilliseconds: Math.round(at("with", 0.5)),
      medianWithout: Math.round(at("without", 0.5)),
      p99Milliseconds: Math.round(at("with", 0.99)),
      p99Without: Math.round(at("without", 0.99)),
      carts,
      seed,
    };
    return { figures, held: figures.ratioMedian <= GOAL && figures.ratioP99 <= GOAL };
  } finally {
    for (const { kill } of Object.values(shops)) await kill();
    await mailbox.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A code for each advocate's reward and one for a friend of theirs, as the plugin mints them. */
async function fill(databaseUrl, advocates) {
  await query(
    databaseUrl,
    `insert into promotion (id, code, type, status, is_automatic, "limit", used, metadata)
     select 'promo_' || kind || n, upper(kind) || '-' || n, 'standard', 'active', false, 1, 0,
       jsonb_build_object('goodword', kind)
     from generate_series(1, $1::int) as n, unnest(array['friend', 'reward']) as kind`,
    [advocates],
  );
  await query(
    databaseUrl,
    `insert into promotion_application_method (id, value, raw_value, currency_code, type, target_type, allocation, promotion_id)
     select 'method_' || id, 10, '{"value": "10"}', 'eur', 'fixed', 'order', 'across', id
     from promotion where metadata ? 'goodword'`,
  );
  await query(databaseUrl, "analyze");
}
