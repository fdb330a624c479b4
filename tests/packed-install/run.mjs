// pnpm packed-install medusa [--with npm|pnpm]: packs the plugin, installs it into a fresh shop outside this repository as
// a store owner would, sends orders through it, and takes it out again. Prints {"figures"} and `N passed, N failed`.
import { parseArgs } from "node:util";
import { installIntoMedusa } from "./medusa.mjs";

const usage = "Usage: pnpm packed-install medusa [--with npm|pnpm]";
let given;
try {
  given = parseArgs({ allowPositionals: true, options: { with: { type: "string" } } });
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exit(2);
}
const [host] = given.positionals;
const managers = given.values.with === undefined ? ["npm", "pnpm"] : [given.values.with];
if (host !== "medusa" || managers.some((one) => one !== "npm" && one !== "pnpm")) {
  console.error(usage);
  process.exit(2);
}
let passed = 0;
let failed = 0;
const figures = {};
for (const manager of managers) {
  console.log(`\nA fresh Medusa, installed with ${manager}`);
  const began = Date.now();
  await installIntoMedusa(manager, async (name, work) => {
    if (failed > 0) return;
    try {
      const seen = await work();
      passed += 1;
      console.log(`  ✓ ${name}${seen ? `: ${seen}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`  ✗ ${name}\n${error.message}`);
    }
  });
  figures[`${manager}Seconds`] = Math.round((Date.now() - began) / 1000);
}
console.log(JSON.stringify({ name: "packed-install", figures }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
