/** One instance of a shop: works until it is killed. Its clock runs `SPEED` times as fast, leases included. */
import { setTimeout as sleep } from "node:timers/promises";
import knexOf from "knex";
import { engineOver } from "./small-shop.mjs";

const speed = Number(process.env.SPEED);
const began = Number(process.env.BEGAN);
const clock = { now: () => new Date(began + (Date.now() - began) * speed) };
const knex = knexOf({ client: "pg", connection: process.env.TEST_DATABASE_URL, pool: { min: 1, max: 4 } });
const goodword = engineOver(knex, { clock, trouble: () => sleep(Math.random() * 4) });

for (;;) {
  if (process.env.RECONCILES === "yes") await goodword.reconcile();
  // Two drains at once, as two servers of one shop would.
  await Promise.all([goodword.work(), goodword.work()]);
  await sleep(20);
}
