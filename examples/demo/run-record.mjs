import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endProcess, identify, isRunning } from "./process-identity.mjs";
import { demoFolder } from "./repository.mjs";
import { StepError } from "./step-error.mjs";

const folder = join(demoFolder, "runs");

/**
 * What one run of a command has started, on disk, so that the next run can end what a `kill -9` left
 * behind. Only processes whose start time still matches are touched.
 */
const record = { owner: identify(process.pid), dataDir: undefined, throwaway: false, children: [] };
const file = join(folder, `${process.pid}.json`);

/**
 * Ends what dead runs left, then claims a data folder for this run.
 * @param {string} dataDir
 * @param {{throwaway?: boolean}} [options]  a throwaway folder is deleted after the run, or by the next one
 * @throws {StepError} when a live run has it
 */
export async function claim(dataDir, { throwaway = false } = {}) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const other = read(join(folder, name));
    if (other && isRunning(other.owner)) {
      if (other.dataDir !== dataDir || other.owner.pid === process.pid) continue;
      throw new StepError(
        `It is already running (process ${other.owner.pid}): stop that one with Ctrl-C, then run the command again.`,
      );
    }
    await endChildren(other?.children ?? []);
    if (other?.throwaway) rmSync(other.dataDir, { recursive: true, force: true });
    rmSync(join(folder, name), { force: true });
  }
  if (!record.dataDir) process.once("exit", leave);
  Object.assign(record, { dataDir, throwaway });
  write();
}

/**
 * Notes a child until it ends.
 * @param {string} name
 * @param {number} pid
 * @param {NodeJS.Signals} [signal]  the one it shuts down cleanly on
 * @returns {() => void} to be called when it has ended
 */
export function note(name, pid, signal = "SIGTERM") {
  const identity = identify(pid);
  if (!identity) return () => {};
  const entry = { name, signal, ...identity };
  record.children.push(entry);
  write();
  return () => {
    record.children = record.children.filter((child) => child !== entry);
    write();
  };
}

/** A run that is cut short tells its children to end; the next run waits for those that are slow. */
function leave() {
  if (record.children.length === 0) rmSync(file, { force: true });
  for (const child of record.children) {
    try {
      process.kill(-child.pid, child.signal);
    } catch {
      // It has ended on its own.
    }
  }
}

/** Ends noted children, the last started first: a database outlives what uses it. */
async function endChildren(children) {
  for (const child of [...children].reverse()) {
    await endProcess(child, { signal: child.signal, group: true });
  }
}

function write() {
  if (record.dataDir) writeFileSync(file, JSON.stringify(record, null, 2));
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
