import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A process as it can be recognised later: a bare pid may have been given to a stranger meanwhile.
 * @typedef {{pid: number, started: string}} ProcessIdentity
 */

/**
 * When a process started, in the words of its system; undefined when no such process runs.
 * @param {number} pid
 * @returns {string | undefined}
 */
function startedAt(pid) {
  if (process.platform === "linux") {
    try {
      // Field 22 of stat is the start in clock ticks since boot; the name in field 2 may hold spaces and brackets.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, "").trim().split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const lines = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return lines.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid @returns {ProcessIdentity | undefined} */
export function identify(pid) {
  const started = startedAt(pid);
  return started === undefined ? undefined : { pid, started };
}

/** True while the very process that was identified runs. @param {ProcessIdentity | undefined} identity */
export function isRunning(identity) {
  return identity !== undefined && startedAt(identity.pid) === identity.started;
}

/**
 * Ends an identified process: the polite signal, then SIGKILL when it is still there after `graceMs`.
 * With `group`, its whole process group (it must have been started detached).
 * @param {ProcessIdentity} identity
 * @param {{signal?: NodeJS.Signals, graceMs?: number, group?: boolean}} [options]
 */
export async function endProcess(identity, { signal = "SIGTERM", graceMs = 10_000, group = false } = {}) {
  if (!isRunning(identity)) return;
  const target = group ? -identity.pid : identity.pid;
  for (const [step, wait] of [
    [signal, graceMs],
    ["SIGKILL", 5_000],
  ]) {
    if (!isRunning(identity)) break;
    send(target, step);
    const until = Date.now() + wait;
    while (isRunning(identity) && Date.now() < until) await delay(25);
  }
  // The leader is gone; what it left in its group goes too.
  if (group) send(target, "SIGKILL");
}

function send(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (error.code !== "ESRCH" && error.code !== "EPERM") throw error;
  }
}
