// npm test: installs, builds and runs every suite. `npm test -- unit contract` runs only those named.
// Needs nothing but Node and npm until packages are installed.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { findBrowser } from "../examples/demo/browser.mjs";
import { build } from "../examples/demo/build.mjs";
import { checkMachine, install } from "../examples/demo/install.mjs";
import { startPostgres } from "../examples/demo/postgres.mjs";
import { postgresEnvironment } from "../examples/demo/postgres-environment.mjs";
import { createProgress } from "../examples/demo/progress.mjs";
import { demoFolder } from "../examples/demo/repository.mjs";
import { claim, note } from "../examples/demo/run-record.mjs";
import { sentenceOf } from "../examples/demo/step-error.mjs";
import { runSuite } from "./run-suite.mjs";
import { suites } from "./suites.mjs";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no suite ${unknown.join(", ")}: choose from ${suites.map((suite) => suite.name).join(", ")}.`,
  );
  process.exit(2);
}
const chosen = wanted.length > 0 ? suites.filter((suite) => wanted.includes(suite.name)) : suites;

const progress = createProgress();
const dataDir = join(demoFolder, `test-${process.pid}`);
const logDir = join(demoFolder, "logs", "test");
const total = { passed: 0, failed: 0 };
const failures = [];
let postgres;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

try {
  progress.say("Goodword's tests\n");
  await claim(dataDir, { throwaway: true });
  await progress.step("Checking this machine", async (say) => say(await checkMachine()));
  await progress.step("Installing packages", async (say) => say(await install()));
  await progress.step("Building", async (say) => say(await build()));
  const browser = await progress.step("Finding a browser", async (say) => {
    const path = await findBrowser();
    say(path);
    return path;
  });
  postgres = await progress.step("Starting PostgreSQL", () =>
    startPostgres({ dataDir: join(dataDir, "postgres"), logFile: join(logDir, "postgres.log") }),
  );
  note("PostgreSQL", postgres.pid, "SIGINT");
  const env = { ...postgresEnvironment(postgres), CHROME_PATH: browser };
  for (const suite of chosen) await runOne(suite, env);
} catch (error) {
  total.failed += 1;
  failures.push(sentenceOf(error));
} finally {
  await postgres?.stop();
  await rm(dataDir, { recursive: true, force: true });
}

for (const failure of failures) progress.say(`\n✗ ${failure.trim()}`);
progress.say(`\n${Math.round(progress.seconds())} s; the logs are in ${logDir}`);
progress.say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

async function runOne(suite, env) {
  let result;
  await progress
    .step(suite.title, async (say) => {
      result = await runSuite(suite, { logDir, env });
      const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : "";
      say(`${result.passed} passed, ${result.failed} failed${skipped}`);
      if (result.failed > 0) throw new Error();
    })
    .catch(() => {
      failures.push(...result.failures.map((failure) => `${suite.title}: ${failure}`));
    });
  total.passed += result.passed;
  total.failed += result.failed;
}
