import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { note } from "./run-record.mjs";
import { StepError } from "./step-error.mjs";

/**
 * Runs a command to its end with its output in a log file.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, log: string, env?: NodeJS.ProcessEnv, failed: string, advice?: (output: string) => string | undefined}} options
 *   `failed` is the sentence for a failure; `advice` may know a better one from the output
 * @returns {Promise<string>} the output
 * @throws {StepError}
 */
export async function runLogged(command, args, { cwd, log, env = process.env, failed, advice }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, "w");
  const code = await new Promise((resolve, reject) => {
    // A group of its own: Ctrl-C reaches us alone, and whatever the command started ends with it.
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", output, output], detached: true });
    const forget = child.pid ? note(command, child.pid) : () => {};
    child.once("error", reject).once("close", (status, signal) => {
      forget();
      resolve(status ?? signal);
    });
  })
    .catch((cause) => {
      throw new StepError(`${command} could not be started (${cause.message}).`, { cause });
    })
    .finally(() => closeSync(output));
  const text = await readFile(log, "utf8");
  if (code === 0) return text;
  if (/ENOSPC|No space left on device/.test(text)) {
    throw new StepError("The disk is full: free some space and run the command again.", { log });
  }
  throw new StepError(advice?.(text) ?? failed, { log });
}
