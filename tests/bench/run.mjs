// pnpm bench <name> [--seed N] [--clicks N] [--advocates N] [--carts N]: measures one thing, shows progress, and prints
// as its last line {"name", "figures"}; exits 1 when what it tried did not hold.
import { parseArgs } from "node:util";

/** @typedef {{figures: Record<string, number>, held: boolean}} Measured */

/** @type {Record<string, {says: string, run: () => Promise<{measure: (options: {seed: number, clicks: number, advocates: number, carts: number}) => Promise<Measured>}>}>} */
const benches = {
  start: { says: "npm start on a fresh clone, then again", run: () => import("./start.mjs") },
  orders: { says: "orders through the engine and by hand", run: () => import("./orders.mjs") },
  growth: { says: "an order among a million advocates", run: () => import("./growth.mjs") },
  measures: { says: "clicks counted, and read from what was counted", run: () => import("./measures.mjs") },
  redirect: {
    says: "share links opened, beside a row inserted a request",
    run: () => import("./redirect.mjs"),
  },
  checkout: { says: "Medusa's checkout with the plugin and without", run: () => import("./checkout.mjs") },
};

const usage = `Usage: pnpm bench <name> [--seed <number>] [--clicks <number>] [--advocates <number>] [--carts <number>]\n${Object.entries(
  benches,
)
  .map(([name, bench]) => `  ${name.padEnd(10)} ${bench.says}`)
  .join("\n")}`;

let options;
try {
  options = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string", default: "1" },
      clicks: { type: "string", default: "10000000" },
      advocates: { type: "string", default: "1000000" },
      carts: { type: "string", default: "800" },
    },
  });
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}
const [name] = options.positionals;
const numbers = Object.fromEntries(Object.entries(options.values).map(([key, text]) => [key, Number(text)]));
if (!Object.hasOwn(benches, name ?? "")) {
  console.error(usage);
  process.exit(2);
}
for (const [key, number] of Object.entries(numbers)) {
  if (Number.isSafeInteger(number) && number > 0) continue;
  console.error(`--${key} is "${options.values[key]}": give a whole number above 0.`);
  process.exit(2);
}

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const { measure } = await benches[name].run();
const { figures, held } = await measure(numbers);
console.log(JSON.stringify({ name, figures }));
process.exitCode = held ? 0 : 1;
