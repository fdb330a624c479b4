// pnpm licence-check: each published package with its production dependencies and their licences. Exits 1 where a licence is
// not on the list of licence-rules.mjs.
import { licencesIn } from "./licence-rules.mjs";
import { published } from "./published.mjs";
import { sbomsOf } from "./sbom.mjs";

const names = published.map(({ manifest }) => manifest.name).sort();
const boms = await sbomsOf(names);
const all = new Map();
for (const name of names) {
  const components = licencesIn(boms.get(name));
  console.log(`\n${name}: ${components.length} dependencies`);
  for (const one of components.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    console.log(`  ${one.refused ? "✗" : "✓"} ${one.name} ${one.version}  ${one.licence}`);
    all.set(`${one.name}@${one.version}`, one);
  }
}
const every = [...all.values()];
const refused = every.filter((one) => one.refused).length;
const licences = new Set(every.map(({ licence }) => licence)).size;
const figures = { packages: names.length, dependencies: every.length, licences, refused };
console.log(JSON.stringify({ name: "licences", figures }));
process.exitCode = refused === 0 ? 0 : 1;
