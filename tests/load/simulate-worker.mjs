/** One instance of the simulated shop: works until it is killed. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { simulatedClock } from "./simulated-clock.mjs";
import { engineOver, openDatabases } from "./simulated-shop.mjs";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const databases = openDatabases({ ...settings, connections: 4 });
const clock = simulatedClock(settings.clockFile);
const log = process.env.GOODWORD_LOG
  ? (message, fields) => console.error(message, JSON.stringify(fields))
  : () => {};
const goodword = engineOver(databases, { ...settings, clock, log });
// Two at once, as two servers of one shop would; SQLite has one writer.
const options = settings.batch === undefined ? {} : { batch: settings.batch };
const drains = settings.db === "postgres" ? 2 : 1;

process.send("ready");
// Nobody is left to work for.
process.once("disconnect", () => process.exit());
for (;;) {
  try {
    await Promise.all(Array.from({ length: drains }, () => goodword.work(options)));
  } catch (error) {
    // A lost connection is tried again like any other failure, but not silently.
    console.error(`worker: ${error.message}`);
    await sleep(200);
  }
  await sleep(15);
}
