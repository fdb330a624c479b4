import { randomBytes } from "node:crypto";
import { aLedgerEntry } from "@goodword/testing";
import { type Knex, knex } from "knex";
import type { Dialect } from "../columns";
import { knexStore } from "../knex-store";
import { migrate } from "./migrate";
import { migrationSql } from "./migration-sql";
import { migrationNames } from "./migrations";

const schema = `test_${randomBytes(8).toString("hex")}`;
const open: Record<Dialect, () => Knex> = {
  pg: () => knex({ client: "pg", connection: String(process.env.TEST_DATABASE_URL), searchPath: [schema] }),
  "better-sqlite3": () =>
    knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true }),
};

const inventory: Record<Dialect, string> = {
  pg: `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as name
         from information_schema.columns where table_schema = '${schema}'
       union all select indexdef from pg_indexes where schemaname = '${schema}'
       union all select event_object_table || ' ' || event_manipulation || ' ' || action_timing
         from information_schema.triggers where trigger_schema = '${schema}'
       union all select proname from pg_proc where pronamespace = '${schema}'::regnamespace
       order by 1`,
  "better-sqlite3":
    "select coalesce(sql, name) as name from sqlite_schema where name not like 'sqlite_%' order by 1",
};

describe.each<Dialect>(["pg", "better-sqlite3"])("the schema on %s", (dialect) => {
  let database: Knex;
  beforeEach(async () => {
    database = open[dialect]();
    if (dialect === "pg") await database.raw(`create schema ${schema}`);
  });
  afterEach(async () => {
    if (dialect === "pg") await database.raw(`drop schema ${schema} cascade`);
    await database.destroy();
  });
  const things = async (): Promise<string[]> => {
    const answer = await database.raw(inventory[dialect]);
    const rows: { name: string }[] = dialect === "pg" ? answer.rows : answer;
    return rows.map(({ name }) => name).filter((name) => !name.includes("goodword_migration"));
  };

  it("goes up once, and down again without a trace", async () => {
    expect(await migrate(database)).toEqual(migrationNames);
    expect(await migrate(database)).toEqual([]);
    await knexStore(database).ledger.post([aLedgerEntry()]);
    expect(await things()).not.toEqual([]);
    expect(await migrate(database, "down")).toEqual([...migrationNames].reverse());
    expect(await things()).toEqual([]);
    expect(await migrate(database)).toEqual(migrationNames);
  });

  it("is the same when a host runs the plain SQL", async () => {
    await migrate(database);
    const migrated = await things();
    await migrate(database, "down");
    const run = async (direction: "up" | "down", names: readonly string[]) => {
      const steps = names.flatMap((name) => migrationSql(dialect, direction, name));
      for (const sql of steps) await database.raw(sql);
    };
    await run("up", migrationNames);
    expect(await things()).toEqual(migrated);
    await knexStore(database).ledger.post([aLedgerEntry()]);
    await run("down", [...migrationNames].reverse());
    expect(await things()).toEqual([]);
  });

  it("takes everything back with the host's transaction", async () => {
    const work = database.transaction(async (trx) => {
      await migrate(trx);
      throw new Error("the host's own step failed");
    });
    await expect(work).rejects.toThrow("the host's own step failed");
    expect(await things()).toEqual([]);
  });

  it("names everything goodword_", () => {
    const sql = migrationNames.flatMap((name) => [
      ...migrationSql(dialect, "up", name),
      ...migrationSql(dialect, "down", name),
    ]);
    const names = sql.flatMap((line) => /(?:table|index|trigger|function) ["`]?(\w+)/.exec(line)?.[1] ?? []);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !name.startsWith("goodword_"))).toEqual([]);
    // A host that passes SQL through its own placeholders would stumble over one.
    expect(sql.filter((line) => line.includes("?"))).toEqual([]);
  });
});

it("a migration that does not exist is named with those that do", () => {
  expect(() => migrationSql("pg", "up", "000-nothing")).toThrow(
    `migration "000-nothing": expected one of ${migrationNames.join(", ")}`,
  );
});

it("migrations run in the order of their numbers", () => {
  expect(migrationNames[0]).toBe("001-initial");
  expect(migrationNames).toContain("003-domain");
  expect(migrationNames).toEqual([...migrationNames].sort());
});

it("a database that is neither is refused", () => {
  const host = { client: { dialect: "mysql" }, schema: {}, fn: {} };
  expect(() => knexStore(host)).toThrow('expected PostgreSQL or SQLite, got "mysql"');
});
