import type { Knex } from "knex";
import { atomically, dialectOf, type HostKnex } from "../columns";
import { migrations } from "./migrations";

const table = "goodword_migration";
/** "good" in ASCII: the one lock everybody who migrates takes. */
const lock = 0x676f6f64;

/**
 * Brings the schema up to date, in one transaction (the given one, if it is one), for hosts whose
 * migrations cannot run ours. Any number of instances may call it at once. `down` drops every table with
 * what is in it.
 * @returns names of the migrations that ran
 */
export function migrate(host: HostKnex, direction: "up" | "down" = "up"): Promise<string[]> {
  const knex = host as Knex;
  const dialect = dialectOf(knex);
  return atomically(knex, async (trx) => {
    // "create table if not exists" fails on PostgreSQL when two run it at once.
    if (dialect === "pg") await trx.raw("select pg_advisory_xact_lock(?)", [lock]);
    if (!(await trx.schema.hasTable(table))) {
      await trx.schema.createTable(table, (columns) => {
        columns.text("name").primary();
        columns.timestamp("run_at", { useTz: true }).notNullable().defaultTo(trx.fn.now());
      });
    }
    const ran = new Set(await trx(table).pluck<string[]>("name"));
    const steps =
      direction === "up"
        ? migrations.filter(({ name }) => !ran.has(name))
        : migrations.filter(({ name }) => ran.has(name)).reverse();
    for (const step of steps) {
      const schema = trx.schema;
      step[direction](schema, dialect);
      await schema;
      if (direction === "up") await trx(table).insert({ name: step.name });
      else await trx(table).where("name", step.name).delete();
    }
    if (direction === "down") await trx.schema.dropTable(table);
    return steps.map(({ name }) => name);
  });
}
