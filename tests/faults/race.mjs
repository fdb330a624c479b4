// pnpm race <name> [--rounds N] [--workers N] [--cap N] [--mutate cap-lock]: has many workers do one thing at once,
// shows progress, and prints as its last line {"name", "figures"}; exits 1 when what it tried did not hold.
// On the PostgreSQL of TEST_DATABASE_URL, or on one of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "@goodword/example-demo/postgres";

const races = {
  caps: { says: "workers against a cap: exactly the cap is issued", run: () => import("./caps.mjs") },
};

const usage = `Usage: pnpm race <name> [--rounds <number>] [--workers <number>] [--cap <number>] [--mutate cap-lock]
${Object.entries(races)
  .map(([name, race]) => `  ${name.padEnd(10)} ${race.says}`)
  .join("\n")}`;

function refuse(text) {
  console.error(`${text}\n${usage}`);
  process.exit(2);
}

let options;
try {
  options = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "20" },
      workers: { type: "string", default: "200" },
      cap: { type: "string", default: "50" },
      mutate: { type: "string" },
    },
  });
} catch (error) {
  refuse(error.message);
}
const [name] = options.positionals;
const { mutate, ...texts } = options.values;
if (!Object.hasOwn(races, name ?? "")) refuse("Name a race.");
const numbers = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Number(text)]));
for (const [key, number] of Object.entries(numbers)) {
  if (!Number.isSafeInteger(number) || number < 1) refuse(`--${key}: give a whole number above 0.`);
}
if (mutate !== undefined && mutate !== "cap-lock") refuse(`--mutate: there is no mutation "${mutate}".`);

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const { raceCaps } = await races[name].run();
const { figures, held, wrong } = await onPostgres((url) =>
  raceCaps({ ...numbers, mutate, url, say: (text) => console.error(text) }),
);
for (const text of wrong) console.error(text);
console.log(JSON.stringify({ name, figures }));
process.exitCode = held ? 0 : 1;

async function onPostgres(run) {
  if (process.env.TEST_DATABASE_URL) return run(process.env.TEST_DATABASE_URL);
  const folder = await mkdtemp(join(tmpdir(), "goodword-race-"));
  const server = await startPostgres({ dataDir: join(folder, "data") });
  try {
    return await run(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
