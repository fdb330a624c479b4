import { randomBytes } from "node:crypto";
import { type Knex, knex } from "knex";

/**
 * A schema of this file's own, made anew for each test. The connections stay and are opened first: where
 * each test opened its own, the first transaction would be over before the others had begun.
 */
export function emptySchema(pool: Knex.PoolConfig = {}): () => Promise<Knex> {
  const schema = `test_${randomBytes(8).toString("hex")}`;
  let database: Knex;
  beforeAll(async () => {
    const url = process.env.TEST_DATABASE_URL;
    if (!url) throw new Error("TEST_DATABASE_URL is not set: it names the PostgreSQL the tests run on.");
    database = knex({
      client: "pg",
      connection: url,
      searchPath: [schema],
      pool: { min: 20, max: 20, ...pool },
    });
    await Promise.all(Array.from({ length: 20 }, () => database.raw("select pg_sleep(0.2)")));
  });
  afterAll(async () => {
    await database.raw("drop schema if exists ?? cascade", [schema]);
    await database.destroy();
  });
  return async () => {
    await database.raw("drop schema if exists ?? cascade", [schema]);
    await database.raw("create schema ??", [schema]);
    return database;
  };
}
