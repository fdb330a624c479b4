import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "@goodword/example-demo/postgres";
import { query, shopperAt, startShop, stockDatabase } from "../load/shop-processes.mjs";

const GOAL = 1.03;
const warmUp = 20;

/**
 * How long Medusa takes to complete a cart with the plugin, as a multiple of without: two shops with the same goods on
 * one PostgreSQL (every commit on disk) take turns, cart by cart, and who is first changes each time.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, carts = 400 }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-checkout-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  const shops = {};
  try {
    const databaseUrl = await server.createDatabase("with");
    const key = await stockDatabase(databaseUrl, folder);
    await query(server.url, 'create database "without" template "with"');
    for (const [name, goodword] of Object.entries({ with: true, without: false })) {
      const shop = await startShop({
        databaseUrl: server.urlOf(name),
        log: join(folder, `${name}.log`),
        goodword,
      });
      if (!(await shop.ready)) throw new Error(`the shop ${name} Goodword did not start`);
      shops[name] = { ...shop, shopper: shopperAt([shop.url], key), times: [] };
    }
    for (let n = 0; n < carts + warmUp; n += 1) {
      const order = n % 2 === 0 ? ["with", "without"] : ["without", "with"];
      for (const name of order) {
        const { shopper, times } = shops[name];
        const cart = await shopper.fillCart(`shopper-${n}@example.com`);
        // What the cart's own making left behind is done before the clock runs.
        await sleep(50);
        const began = performance.now();
        await shopper.complete(cart);
        if (n >= warmUp) times.push(performance.now() - began);
      }
      if (n % 50 === 0) console.error(`${n} carts each`);
    }
    const at = (name, part) => {
      const times = shops[name].times.toSorted((a, b) => a - b);
      return times[Math.floor(times.length * part)];
    };
    const ratio = (part) => Math.round((at("with", part) / at("without", part)) * 1_000) / 1_000;
    const figures = {
      ratioMedian: ratio(0.5),
      ratioP99: ratio(0.99),
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
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
