import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { demoFolder, pinnedPnpm, root, toolEnvironment } from "./repository.mjs";
import { runLogged } from "./run-logged.mjs";
import { StepError } from "./step-error.mjs";

const GIGABYTE = 1024 ** 3;
/** Measured: packages, builds and a database take 3 GB. */
const SPACE_TO_INSTALL = 4 * GIGABYTE;
const SPACE_TO_RUN = 0.5 * GIGABYTE;
/**
 * Only what the lockfile says is installed. It was checked where it was made: asking the registry again about each of
 * its 2,600 packages costs a newcomer a minute. What is installed is still compared with the lockfile's hashes.
 */
export const installArguments = ["install", "--frozen-lockfile", "--trust-lockfile"];
const stamp = join(root, "node_modules", ".goodword-installed");

/** Checks what no step can mend: the system and the room on the disk. Answers what it saw. */
export async function checkMachine() {
  if (process.platform === "win32") {
    throw new StepError("The demo runs on Linux and macOS: on Windows, run it inside WSL.");
  }
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  const needed = (await isInstalled()) ? SPACE_TO_RUN : SPACE_TO_INSTALL;
  if (free < needed) {
    throw new StepError(
      `The disk is too full: ${gigabytes(free)} are free where this checkout lies and ${gigabytes(needed)} are needed; free some space, then run the command again.`,
    );
  }
  return `Node ${process.versions.node}, ${gigabytes(free)} free`;
}

/** Installs the locked packages with the pinned pnpm; answers at once when nothing changed since. */
export async function install() {
  if (await isInstalled()) return "nothing to do";
  const pnpm = pinnedPnpm();
  // node-gyp compiles on one core unless it is told otherwise.
  const env = toolEnvironment({ CI: "1", JOBS: "max", ...nodeHeaders() });
  // In production pnpm would leave the build tools out.
  delete env.NODE_ENV;
  const options = {
    cwd: root,
    env,
    log: join(demoFolder, "logs", "install.log"),
    failed: "The packages could not be installed: read the end of the log, then run the command again.",
    advice: installAdvice,
  };
  // The pnpm among our own packages saves a download, once it is there and the pinned one.
  if ((await installedPnpm()) === pnpm) await runLogged("pnpm", installArguments, options);
  else await runLogged("npx", ["--yes", `pnpm@${pnpm}`, ...installArguments], options);
  await writeFile(stamp, await fingerprint());
  return `with pnpm ${pnpm}`;
}

async function isInstalled() {
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  return known !== undefined && known === (await fingerprint()) && (await installedPnpm()) === pinnedPnpm();
}

/** What decides the contents of node_modules: the lockfile, the settings, and Node's binary interface. */
async function fingerprint() {
  const hash = createHash("sha256");
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]) {
    hash.update(await readFile(join(root, file)));
  }
  return hash.digest("hex");
}

async function installedPnpm() {
  const manifest = join(root, "node_modules", "pnpm", "package.json");
  return readFile(manifest, "utf8").then(
    (text) => JSON.parse(text).version,
    () => undefined,
  );
}

/** better-sqlite3 compiles against Node's headers; where they stand beside Node nothing is fetched. */
function nodeHeaders() {
  if (process.env.npm_config_nodedir) return {};
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, "include", "node", "node.h")) ? { npm_config_nodedir: prefix } : {};
}

function installAdvice(output) {
  if (/gyp ERR!|not found: make|better-sqlite3.*(ELIFECYCLE|[Ff]ailed)/s.test(output)) {
    return process.platform === "darwin"
      ? "better-sqlite3 could not be compiled: run `xcode-select --install`, then run the command again."
      : "better-sqlite3 could not be compiled: install python3, make and g++ (on Debian: `apt-get install -y python3 make g++`), then run the command again.";
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ERR_SOCKET_TIMEOUT/.test(output)) {
    return "The npm registry could not be reached: check the network, then run the command again.";
  }
  return undefined;
}

function gigabytes(bytes) {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
