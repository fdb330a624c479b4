import { randomBytes } from "node:crypto";
import { type Knex, knex } from "knex";
import { migrate } from "../migrations/migrate";

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

/**
 * Our tables in a schema of this file's own, in each test as they are right after the migrations: made once and set
 * back, which takes some milliseconds where making them takes hundreds.
 */
export function emptyTables(pool?: Knex.PoolConfig): () => Promise<Knex> {
  const open = emptySchema(pool);
  let database: Knex;
  let setBack: string;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
    const { rows } = await database.raw<{ rows: { name: string }[] }>(
      "select tablename as name from pg_tables where schemaname = current_schema()",
    );
    const names = rows.map(({ name }) => name);
    await database.raw(names.map((name) => `create table first_${name} as table ${name}`).join(";"));
    // A replica's writes meet no triggers: the ledger lets nobody else empty it.
    setBack = `begin; set local session_replication_role = replica;
      ${names.map((name) => `delete from ${name}; insert into ${name} table first_${name};`).join("")} commit`;
  });
  return async () => {
    await database.raw(setBack);
    return database;
  };
}
