import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root, toolEnvironment } from "../examples/demo/repository.mjs";
import { note } from "../examples/demo/run-record.mjs";

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed   a suite that could not run at all counts as one
 * @property {number} skipped
 * @property {string[]} failures  what failed, a paragraph each
 */

/**
 * Runs one suite with its output in a log and counts its tests.
 * @param {import("./suites.mjs").Suite} suite
 * @param {{logDir: string, env: Record<string, string>}} options
 * @returns {Promise<SuiteResult>}
 */
export async function runSuite(suite, { logDir, env }) {
  const log = join(logDir, `${suite.name}.log`);
  const report = join(logDir, `${suite.name}.json`);
  mkdirSync(dirname(log), { recursive: true });
  rmSync(report, { force: true });
  const [command, args] = commandOf(suite, report);
  const { code, output, late } = await capture(command, args, {
    cwd: join(root, suite.cwd),
    env: toolEnvironment({ ...env, ...suite.env }),
    log,
    minutes: suite.minutes,
  });
  const result = await count(suite.kind, output, report);
  if (late) result.failures.push(`${suite.title} did not end within ${suite.minutes} minutes.`);
  else if (code !== 0 && result.failed === 0) {
    result.failures.push(
      `${suite.title} could not run (exit ${code}):\n${output.trim().split("\n").slice(-15).join("\n")}`,
    );
  }
  if (result.passed + result.failed === 0 && result.failures.length === 0) {
    result.failures.push(`${suite.title} ran no test.`);
  }
  if (result.failed === 0 && result.failures.length > 0) result.failed = 1;
  return { ...result, log };
}

function commandOf({ kind, args }, report) {
  if (kind === "jest") {
    return [join(root, "node_modules", ".bin", "jest"), [...args, "--json", `--outputFile=${report}`]];
  }
  if (kind === "node") {
    return [process.execPath, ["--test", "--test-reporter=tap", ...args.map((file) => join(root, file))]];
  }
  const [script, ...rest] = args;
  return [process.execPath, [join(root, script), ...rest]];
}

async function count(kind, output, report) {
  if (kind === "jest") return countJest(JSON.parse(await readFile(report, "utf8").catch(() => "null")));
  return kind === "node" ? countTap(output) : countSteps(lastJson(output));
}

function capture(command, args, { cwd, env, log, minutes }) {
  return new Promise((resolve) => {
    const file = createWriteStream(log);
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const forget = child.pid ? note(command, child.pid) : () => {};
    let output = "";
    let late = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        file.write(chunk);
        // jest's JSON goes to a file; the end of the rest is all that is read.
        output = (output + chunk).slice(-200_000);
      });
    }
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, "SIGKILL");
    }, minutes * 60_000);
    const finish = (code) => {
      clearTimeout(timer);
      forget();
      file.end();
      resolve({ code, output, late });
    };
    child.once("error", (error) => {
      output += error.message;
      finish(1);
    });
    child.once("close", finish);
  });
}

function countJest(report) {
  if (!report) return { passed: 0, failed: 0, skipped: 0, failures: [] };
  const failures = [];
  let failed = 0;
  for (const file of report.testResults) {
    const broken = file.assertionResults.filter((test) => test.status === "failed");
    for (const test of broken) failures.push(`${test.fullName}\n${test.failureMessages[0] ?? ""}`);
    // A file that did not compile has no tests to count.
    if (file.status === "failed" && broken.length === 0) failures.push(`${file.name}\n${file.message}`);
    failed += broken.length || (file.status === "failed" ? 1 : 0);
  }
  return {
    passed: report.numPassedTests,
    failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

function countTap(output) {
  const number = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const failures = [...output.matchAll(/^( *)not ok \d+ - (.*(?:\n\1 {2}.*)*)/gm)].map((match) => match[2]);
  return {
    passed: number("pass"),
    failed: number("fail") + number("cancelled"),
    skipped: number("skipped") + number("todo"),
    failures,
  };
}

function countSteps(report) {
  const steps = report?.steps ?? [];
  const broken = steps.filter((step) => !step.ok);
  return {
    passed: steps.length - broken.length,
    failed: broken.length,
    skipped: 0,
    failures: broken.map((step) => `${step.name}\n${step.seen ?? ""}`),
  };
}

function lastJson(output) {
  try {
    return JSON.parse(output.trim().split("\n").at(-1));
  } catch {
    return undefined;
  }
}
