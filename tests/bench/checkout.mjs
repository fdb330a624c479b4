import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "@goodword/example-demo/postgres";
import { openMailbox } from "../load/fleet-mailbox.mjs";
import { query, shopperAt, startShop, stockDatabase } from "../load/shop-processes.mjs";

const GOAL = 1.03;
const warmUp = 40;
const advocates = 100_000;
/** Two of each: the same shop started twice differs by some hundredths, too. */
const shopsOf = { with: ["with", "with-again"], without: ["without", "without-again"], full: ["full"] };
/** What a shop still does for its last order falls on the next one: each kind comes as often after one with the plugin. */
const turns = [
  ["with", "full", "with-again", "without", "without-again"],
  ["with-again", "with", "full", "without-again", "without"],
  ["with-again", "with", "without", "without-again"],
  ["with", "with-again", "without-again", "without"],
];

/**
 * How long Medusa takes to complete a cart with the plugin, as a multiple of without: shops with the same goods on
 * one PostgreSQL (every commit on disk) take turns, cart by cart. One more has the plugin, and a code for each of its
 * `advocates` and their friends: what they cost is measured against the others with the plugin. `likeP99` is how far
 * the two without the plugin are apart, which is what chance alone does.
 * @param {{seed: number, carts: number}} options  `carts` with the plugin, and as many without
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, carts }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-checkout-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  // Mails arrive: a shop that tries again and again to send them would be busy with something else.
  const mailbox = await openMailbox();
  const shops = {};
  try {
    const stocked = await server.createDatabase("stocked");
    const key = await stockDatabase(stocked, folder);
    for (const name of Object.values(shopsOf).flat()) {
      await query(server.url, `create database "${name}" template "stocked"`);
      if (name === "full") await fill(server.urlOf(name), advocates);
      const shop = await startShop({
        databaseUrl: server.urlOf(name),
        log: join(folder, `${name}.log`),
        goodword: !shopsOf.without.includes(name),
        smtpPort: mailbox.port,
      });
      if (!(await shop.ready)) throw new Error(`the shop "${name}" did not start`);
      shops[name] = { ...shop, shopper: shopperAt([shop.url], key), times: [], fills: [] };
    }
    for (let n = 0; n < carts / 2 + warmUp; n += 1) {
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
      if (n % 50 === 0) console.error(`${2 * n} carts each`);
    }
    const at = (names, part, what = "times") => {
      const all = names.flatMap((name) => shops[name][what]).toSorted((a, b) => a - b);
      return all[Math.floor(all.length * part)];
    };
    const ratio = (part, one, other, what) =>
      Math.round((at(one, part, what) / at(other, part, what)) * 1_000) / 1_000;
    const figures = {
      ratioMedian: ratio(0.5, shopsOf.with, shopsOf.without),
      ratioP99: ratio(0.99, shopsOf.with, shopsOf.without),
      likeP99: ratio(0.99, ["without"], ["without-again"]),
      // Of completing a cart, and of all the requests that make one.
      ratioFull: ratio(0.5, shopsOf.full, shopsOf.with),
      ratioFullCart: ratio(0.5, shopsOf.full, shopsOf.with, "fills"),
      advocates,
      medianMilliseconds: Math.round(at(shopsOf.with, 0.5)),
      medianWithout: Math.round(at(shopsOf.without, 0.5)),
      p99Milliseconds: Math.round(at(shopsOf.with, 0.99)),
      p99Without: Math.round(at(shopsOf.without, 0.99)),
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
