// pnpm simulate --orders 100000 --seed 7 --db postgres: a shop's random history through killed processes, compared
// with what the rules say. Shows progress, and prints as its last line {"name", "figures"}; exits 1 unless nothing
// was lost, doubled or different and the books are balanced.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "@goodword/example-demo/postgres";
import { mutations } from "./mutations.mjs";
import { simulate } from "./simulation.mjs";

const usage = `Usage: pnpm simulate [--orders <number>] [--seed <number>] [--db postgres|sqlite] [--workers <number>]
  [--mails all|rewards] [--mutate ${mutations.join("|")}]
  --mutate puts a fault into the engine: the run is to end with exit 1`;

let values;
try {
  const text = (value) => ({ type: "string", ...(value && { default: value }) });
  ({ values } = parseArgs({
    options: {
      orders: text("2000"),
      seed: text("7"),
      db: text("postgres"),
      workers: text(),
      mails: text(),
      mutate: text(),
    },
  }));
} catch (error) {
  refuse(error.message);
}
const { db, mutate = null } = values;
if (db !== "postgres" && db !== "sqlite") refuse(`--db is "${db}": give postgres or sqlite.`);
if (mutate !== null && !mutations.includes(mutate))
  refuse(`--mutate is "${mutate}": give ${mutations.join(", ")}.`);
const [orders, seed, workers] = ["orders", "seed", "workers"].map((name) => {
  const number = Number(values[name] ?? (db === "postgres" ? 2 : 1));
  if (!Number.isSafeInteger(number) || number < 0)
    refuse(`--${name} is "${values[name]}": give a whole number.`);
  return number;
});

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const dataDir = await mkdtemp(join(tmpdir(), "goodword-simulate-"));
// Durable: it is killed processes that are tried here.
const server =
  db === "postgres" ? await startPostgres({ dataDir: join(dataDir, "postgres"), durable: true }) : null;
try {
  const { differences, figures } = await simulate({
    orders,
    seed,
    db,
    workers,
    mutation: mutate,
    mails: values.mails ?? (orders > 5_000 ? "rewards" : "all"),
    killSeconds: { least: 0.3, most: 1, calm: orders > 5_000 ? 15 : 0 },
    postgres: server?.url,
    // A cap is raced for by many small transactions, not by a few large ones.
    ...(mutate === "cap-lock" && { batch: 4 }),
    say: (line) => console.log(line),
  });
  for (const kind of ["lost", "doubled", "mismatches"]) {
    const found = differences[kind];
    if (found.length > 0) console.log(`${kind}, ${found.length} in all:`);
    for (const line of found.slice(0, 10)) console.log(`  ${line}`);
  }
  console.log(JSON.stringify({ name: "simulate", figures }));
  const { lost, doubled, ledgerSum, mismatches } = figures;
  process.exitCode = lost === 0 && doubled === 0 && ledgerSum === 0 && mismatches === 0 ? 0 : 1;
} finally {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function refuse(message) {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}
