// pnpm coverage [options of jest]: which share of the core's branches its own tests and the engine's contract over
// the memory store reach. Its last line is {"name", "figures", "steps"}; it exits 1 below the threshold.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, toolEnvironment } from "../examples/demo/repository.mjs";
import config from "./coverage.config.cjs";

const wanted = config.coverageThreshold.global.branches;
const summary = join(root, "coverage", "core", "coverage-summary.json");
rmSync(summary, { force: true });
const { status } = spawnSync(
  join(root, "node_modules", ".bin", "jest"),
  ["--config", join(root, "tests", "coverage.config.cjs"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
    // Properties reach the same branches in a few dozen tries as in a thousand.
    env: toolEnvironment({ GOODWORD_RUNS: process.env.GOODWORD_RUNS ?? "50" }),
  },
);
const figures = readFigures();
const step = {
  name: `tests reach ${wanted} % of the core's branches`,
  ok: status === 0,
  seen: `jest ended with ${status}; branches reached: ${figures.branches ?? "unknown"} %`,
};
console.log(JSON.stringify({ name: "coverage", figures, steps: [step] }));
process.exitCode = step.ok ? 0 : 1;

function readFigures() {
  try {
    const { total } = JSON.parse(readFileSync(summary, "utf8"));
    return { branches: total.branches.pct, lines: total.lines.pct, functions: total.functions.pct };
  } catch {
    return {};
  }
}
