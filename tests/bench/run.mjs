// pnpm bench <name> [--seed N]: measures one thing, shows progress, and prints as its last line
// {"name", "figures"}; exits 1 when what it tried did not hold.
import { parseArgs } from "node:util";

/** @typedef {{figures: Record<string, number>, held: boolean}} Measured */

/** @type {Record<string, {says: string, run: () => Promise<{measure: (options: {seed: number}) => Promise<Measured>}>}>} */
const benches = {
  start: { says: "npm start on a fresh clone, then again", run: () => import("./start.mjs") },
};

const usage = `Usage: pnpm bench <name> [--seed <number>]\n${Object.entries(benches)
  .map(([name, bench]) => `  ${name.padEnd(10)} ${bench.says}`)
  .join("\n")}`;

let options;
try {
  options = parseArgs({ allowPositionals: true, options: { seed: { type: "string", default: "1" } } });
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}
const [name] = options.positionals;
const seed = Number(options.values.seed);
if (!Object.hasOwn(benches, name ?? "")) {
  console.error(usage);
  process.exit(2);
}
if (!Number.isSafeInteger(seed)) {
  console.error(`--seed is "${options.values.seed}": give a whole number.`);
  process.exit(2);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const { measure } = await benches[name].run();
const { figures, held } = await measure({ seed });
console.log(JSON.stringify({ name, figures }));
process.exitCode = held ? 0 : 1;
