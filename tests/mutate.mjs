// pnpm mutate [--mutate <patterns>] [options of StrykerJS]: changes the core's decisions one at a time and says
// how many changes a test notices. Results of code and tests that did not change since are kept in .tmp/mutation.
// Its last line is {"name", "figures"}; it exits 1 when a folder or all together falls below the threshold.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, toolEnvironment } from "../examples/demo/repository.mjs";
import stryker from "../stryker.config.mjs";

const report = join(root, stryker.jsonReporter.fileName);
rmSync(report, { force: true });
const { status } = spawnSync(
  join(root, "node_modules", ".bin", "stryker"),
  ["run", ...strykerArgs(process.argv.slice(2))],
  {
    cwd: root,
    stdio: "inherit",
    // A mutant is run against many tests: a property that tries a few dozen cases notices it or never will.
    env: toolEnvironment({ GOODWORD_RUNS: process.env.GOODWORD_RUNS ?? "50" }),
  },
);

const folders = countByFolder();
const total = sum(Object.values(folders));
const figures = { score: score(total), noticed: total.noticed, missed: total.missed };
for (const [name, count] of Object.entries(folders)) figures[name] = score(count);
const held =
  status === 0 && Object.values(folders).every((count) => score(count) >= stryker.thresholds.break);
console.log(JSON.stringify({ name: "mutation", figures }));
process.exitCode = held && total.noticed > 0 ? 0 : 1;

/** Takes a pattern that a shell spelt out as files, too, and never changes a test. */
function strykerArgs(given) {
  const at = given.indexOf("--mutate");
  if (at === -1) return given;
  const rest = given.slice(at + 1);
  const end = rest.findIndex((arg) => arg.startsWith("-"));
  const patterns = end === -1 ? rest : rest.slice(0, end);
  return [
    ...given.slice(0, at),
    "--mutate",
    [...patterns, "!**/*.test.ts"].join(","),
    ...(end === -1 ? [] : rest.slice(end)),
  ];
}

function countByFolder() {
  const counts = {};
  let files = {};
  try {
    ({ files } = JSON.parse(readFileSync(report, "utf8")));
  } catch {
    // StrykerJS has said why there is none.
  }
  for (const [path, { mutants }] of Object.entries(files)) {
    const folder = path.replace("packages/core/src/", "").split("/")[0];
    counts[folder] ??= { noticed: 0, missed: 0 };
    for (const mutant of mutants) {
      if (["Killed", "Timeout"].includes(mutant.status)) counts[folder].noticed += 1;
      if (["Survived", "NoCoverage"].includes(mutant.status)) counts[folder].missed += 1;
    }
  }
  return counts;
}

function sum(counts) {
  return counts.reduce(
    (all, one) => ({ noticed: all.noticed + one.noticed, missed: all.missed + one.missed }),
    { noticed: 0, missed: 0 },
  );
}

/** Of 100, with two decimals. */
function score({ noticed, missed }) {
  return noticed + missed === 0 ? 100 : Math.floor((noticed / (noticed + missed)) * 10_000) / 100;
}
