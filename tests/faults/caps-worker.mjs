/** One process of workers: told to, each of them drains the queues message by message, all at once. */
import { knexStore } from "@goodword/store";
import knexOf from "knex";
import { engineOver } from "./small-shop.mjs";

const [url, workers, connections, mutation] = process.argv.slice(2);
const knex = knexOf({
  client: "pg",
  connection: url,
  pool: { min: Number(connections), max: Number(connections) },
});
const store = knexStore(knex);
const goodword = engineOver(knex, {
  clock: { now: () => new Date() },
  store: mutation === "cap-lock" ? withoutCapLock(store) : store,
  programs: [],
  confirms: false,
});

process.on("message", async () => {
  const done = await Promise.all(Array.from({ length: Number(workers) }, () => goodword.work({ batch: 1 })));
  process.send({ failed: done.reduce((sum, { failed }) => sum + failed, 0) });
});
process.on("disconnect", () => process.exit());
process.send("ready");

/** What the caps' counters say is read and not held: two workers may count on the same place. */
function withoutCapLock(store) {
  const mutated = (stores) => ({ ...stores, counters: { ...stores.counters, hold: stores.counters.read } });
  return { ...mutated(store), transaction: (work) => store.transaction((stores) => work(mutated(stores))) };
}
