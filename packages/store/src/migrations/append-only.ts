import type { Knex } from "knex";
import type { Dialect } from "../columns";

const refusal = "a ledger is append-only: post a new entry that corrects the old one";

/** Makes the database refuse UPDATE and DELETE on `tables`, on PostgreSQL also TRUNCATE. */
export function refuseChanges(schema: Knex.SchemaBuilder, dialect: Dialect, tables: readonly string[]): void {
  if (dialect === "pg") {
    schema.raw(
      `create function goodword_refuse_change() returns trigger language plpgsql as $$ begin raise exception '%: ${refusal}', tg_table_name using errcode = 'restrict_violation'; end $$`,
    );
    for (const table of tables) {
      schema.raw(
        `create trigger ${table}_append_only before update or delete or truncate on ${table} for each statement execute function goodword_refuse_change()`,
      );
    }
    return;
  }
  for (const table of tables) {
    for (const act of ["update", "delete"]) {
      schema.raw(
        `create trigger ${table}_no_${act} before ${act} on ${table} begin select raise(abort, '${table}: ${refusal}'); end`,
      );
    }
  }
}
