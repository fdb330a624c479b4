// For jest: a PostgreSQL of its own for the run, in TEST_DATABASE_URL, unless one is named there already.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@goodword/example-demo/postgres";
import { postgresEnvironment } from "@goodword/example-demo/postgres-environment";

export default async function setUp() {
  if (process.env.TEST_DATABASE_URL) return;
  const folder = await mkdtemp(join(tmpdir(), "goodword-postgres-"));
  const server = await startPostgres({ dataDir: join(folder, "data") });
  Object.assign(process.env, postgresEnvironment(server));
  globalThis.stopPostgres = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
