import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endProcess, identify } from "./process-identity.mjs";
import { note } from "./run-record.mjs";
import { StepError } from "./step-error.mjs";

/**
 * Starts a long-running program and waits until it answers over HTTP.
 * @param {{name: string, command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv, log: string, ready: string, timeoutMs?: number}} options
 * @returns {Promise<{name: string, stop: () => Promise<void>, ended: Promise<number | string>}>}
 *   `ended` settles with the exit code or signal
 * @throws {StepError} when it ends or stays silent instead
 */
export async function startService({ name, command, args, cwd, env, log, ready, timeoutMs = 120_000 }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  // A group of its own: Ctrl-C reaches us alone, and we stop the programs in order.
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", output, output], detached: true });
  closeSync(output);
  let over = false;
  const ended = new Promise((resolve) => {
    child
      .once("error", (error) => resolve(error.message))
      .once("exit", (code, signal) => resolve(code ?? signal));
  });
  const identity = child.pid && identify(child.pid);
  const forget = identity ? note(name, child.pid) : () => {};
  ended.then(() => {
    over = true;
    forget();
  });
  const stop = async () => {
    if (identity) await endProcess(identity, { group: true });
    await ended;
  };

  const until = Date.now() + timeoutMs;
  while (!(await answers(ready))) {
    if (over) throw new StepError(`${name} ended before it answered: read the end of the log.`, { log });
    if (Date.now() > until) {
      await stop();
      const waited = Math.round(timeoutMs / 1000);
      throw new StepError(`${name} did not answer at ${ready} within ${waited} s: read the end of the log.`, {
        log,
      });
    }
    await delay(100);
  }
  return { name, log, stop, ended };
}

async function answers(url) {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}
