import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { startPostgres } from "./postgres.mjs";

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the server in a process of its own, writes a row, and leaves it running. */
async function startElsewhere(dataDir) {
  const script = `
    import { startPostgres } from ${JSON.stringify(new URL("./postgres.mjs", import.meta.url).href)};
    import pg from ${JSON.stringify(import.meta.resolve("pg"))};
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    const client = new pg.Client({ connectionString: await server.createDatabase("shop") });
    await client.connect();
    await client.query("create table kept (word text)");
    await client.query("insert into kept values ('mug')");
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

describe("embedded PostgreSQL", () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "goodword postgres "));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("listens where it says, under a path with spaces, and asks for its password", async () => {
    const server = await startPostgres({ dataDir: join(folder, "plain") });
    const url = await server.createDatabase("shop");
    assert.deepEqual(await query(url, "select current_database() as name"), [{ name: "shop" }]);
    await assert.rejects(
      query(url.replace(server.password, "wrong"), "select 1"),
      /password authentication failed/,
    );
    await server.stop();
    await assert.rejects(query(url, "select 1"), /ECONNREFUSED/);
  });

  it("keeps fsync on when asked to be durable", async () => {
    const server = await startPostgres({ dataDir: join(folder, "durable"), durable: true });
    assert.deepEqual(await query(server.url, "show fsync"), [{ fsync: "on" }]);
    await server.stop();
  });

  it("refuses a folder whose owner runs, and takes it over with its data once the owner was killed", async () => {
    const dataDir = join(folder, "left");
    const owner = await startElsewhere(dataDir);
    await assert.rejects(startPostgres({ dataDir }), new RegExp(`in use by process ${owner.pid}`));

    owner.kill("SIGKILL");
    await once(owner, "exit");
    const server = await startPostgres({ dataDir });
    assert.deepEqual(await query(server.urlOf("shop"), "select word from kept"), [{ word: "mug" }]);
    await server.stop();
  });
});
