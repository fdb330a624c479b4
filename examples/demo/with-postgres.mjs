// node examples/demo/with-postgres.mjs [--durable] -- <command…>
// Runs a command beside a PostgreSQL of its own and removes it afterwards. The command finds it in
// TEST_DATABASE_URL, and in DB_HOST, DB_PORT, DB_USERNAME and DB_PASSWORD as Medusa's test runner reads it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./postgres.mjs";
import { postgresEnvironment } from "./postgres-environment.mjs";

const dash = process.argv.indexOf("--");
const command = dash < 0 ? [] : process.argv.slice(dash + 1);
if (command.length === 0) {
  console.error("Usage: node examples/demo/with-postgres.mjs [--durable] -- <command…>");
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "goodword-postgres-"));
const durable = process.argv.slice(2, dash).includes("--durable");
const server = await startPostgres({ dataDir: join(folder, "data"), durable });
const child = spawn(command[0], command.slice(1), {
  stdio: "inherit",
  env: { ...process.env, ...postgresEnvironment(server) },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
process.exitCode = await new Promise((resolve) => {
  child.once("exit", (code) => resolve(code ?? 1));
  child.once("error", (error) => {
    console.error(`${command[0]} could not be started: ${error.message}`);
    resolve(1);
  });
});
await server.stop();
await rm(folder, { recursive: true, force: true });
