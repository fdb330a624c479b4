// The same sentences for every store of counts: PostgreSQL, and Redis where redis-server is installed.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { type AddressInfo, createServer } from "node:net";
import {
  ceilings,
  createLimiter,
  postgresCounts,
  redisCounts,
  type SharedCounts,
  type SharedCountsOptions,
} from "@goodword/api";
import { migrationSql } from "@goodword/store";
import { knex as knexOf } from "@medusajs/framework/mikro-orm/knex";
import { Redis } from "ioredis";

interface Opened {
  /** Another instance's; by default one that waits as long as a slow machine takes. */
  counts(options?: Partial<SharedCountsOptions>): SharedCounts;
  /** What is stored, as text. */
  stored(): Promise<string>;
  /** The store takes connections and answers none until it is let go. */
  hang(): Promise<() => Promise<unknown>>;
  close(): Promise<void>;
}

const secret = "a-secret-of-the-tests-with-enough-characters";
const silent = () => {};
/** After one late answer the store is not asked for a while, and counts would be missing. */
const patient = { patienceMs: 30_000 };

async function onPostgres(): Promise<Opened> {
  const schema = `limits_${randomBytes(6).toString("hex")}`;
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password } = process.env;
  const connection = { host, port: Number(port), user, password, database: "postgres" };
  const knex = knexOf({ client: "pg", connection, searchPath: [schema], pool: { min: 0, max: 8 } });
  await knex.raw(`create schema ${schema}`);
  const [table] = migrationSql("pg", "up", "007-limits").filter((sql) =>
    /create table.*goodword_limit/.test(sql),
  );
  await knex.raw(table as string);
  return {
    counts: (options = patient) => postgresCounts(knex, { secret, report: silent, ...options }),
    stored: async () => JSON.stringify((await knex("goodword_limit")).map(({ key }) => key)),
    async hang() {
      const transaction = await knex.transaction();
      await transaction.raw("lock table goodword_limit in access exclusive mode");
      return () => transaction.rollback();
    },
    async close() {
      await knex.raw(`drop schema ${schema} cascade`);
      await knex.destroy();
    },
  };
}

async function onRedis(): Promise<Opened> {
  const port = await freePort();
  const server: ChildProcess = spawn(
    "redis-server",
    ["--port", String(port), "--bind", "127.0.0.1", "--save", ""],
    {
      stdio: "ignore",
    },
  );
  const client = new Redis(port, "127.0.0.1", { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  client.on("error", silent);
  await new Promise((ready) => client.once("ready", ready));
  return {
    counts: (options = patient) => redisCounts(client, { secret, report: silent, ...options }),
    stored: async () => JSON.stringify(await client.keys("*")),
    async hang() {
      process.kill(server.pid as number, "SIGSTOP");
      return async () => process.kill(server.pid as number, "SIGCONT");
    },
    async close() {
      client.disconnect();
      server.kill();
      await new Promise((gone) => server.once("exit", gone));
    },
  };
}

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
const stores: [string, () => Promise<Opened>][] = [
  ["PostgreSQL", onPostgres],
  ...(hasRedis ? ([["Redis", onRedis]] satisfies [string, () => Promise<Opened>][]) : []),
];

describe.each(stores)("counts in %s", (_name, open) => {
  let store: Opened;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const countOf = async (counts: SharedCounts, key: string, seconds = 60) =>
    (await counts.add(key, seconds))?.consumedPoints;

  it("add up under a key, whoever counts, and say how long they last", async () => {
    const [one, other] = [store.counts(), store.counts()];
    // The first use of a connection may take its time.
    await one.add("warm", 60);
    expect(await countOf(one, "a")).toBe(1);
    expect(await countOf(other, "a")).toBe(2);
    expect(await countOf(one, "b")).toBe(1);
    const third = await one.add("a", 60);
    expect(third?.consumedPoints).toBe(3);
    expect(third?.msBeforeNext).toBeGreaterThan(30_000);
    expect(third?.msBeforeNext).toBeLessThanOrEqual(60_000);
  });

  it("begin anew when their time is over", async () => {
    const counts = store.counts();
    expect(await countOf(counts, "short", 1)).toBe(1);
    await new Promise((later) => setTimeout(later, 1_200));
    expect(await countOf(counts, "short", 1)).toBe(1);
  });

  it("are stored without what they are of", async () => {
    await store.counts().add("missed:address:203.0.113.9/32:60", 60);
    const stored = await store.stored();
    expect(stored.length).toBeGreaterThan(64);
    expect(stored).not.toContain("203.0.113");
  });

  it("hold nobody up while the store does not answer, and hold few of its connections", async () => {
    const reported: unknown[] = [];
    const counts = store.counts({ report: (error) => reported.push(error) });
    const limiter = createLimiter({ shared: counts });
    const letGo = await store.hang();
    try {
      let answered = 0;
      for (let n = 0; n < 60; n += 1) {
        const entry = await limiter.enter({ address: "192.0.2.9", may: ["missed"], subject: `guess-${n}` });
        if (entry.refused) continue;
        answered += 1;
        await entry.leave("missed");
      }
      // Its own memory goes on counting.
      expect(answered).toBe(ceilings.missed.address?.[0]?.most);
      expect(reported).toHaveLength(1);
    } finally {
      await letGo();
    }
    await new Promise((later) => setTimeout(later, 5_200));
    expect(await countOf(counts, "after")).toBe(1);
  });
});

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
