import { GoodwordError } from "@goodword/core";
import knex from "knex";
import type { Dialect } from "../columns";
import { migrationNames, migrations } from "./migrations";

/**
 * The plain SQL of a migration, a statement each, for a host that runs its own: no connection is made.
 * @throws GoodwordError `GW_MIGRATION_UNKNOWN` for a name that is not in `migrationNames`
 * @example for (const sql of migrationSql("pg", "up", "001-initial")) this.addSql(sql);
 */
export function migrationSql(dialect: Dialect, direction: "up" | "down", name: string): string[] {
  const migration = migrations.find((step) => step.name === name);
  if (migration === undefined) {
    throw new GoodwordError(
      "GW_MIGRATION_UNKNOWN",
      `migration "${name}": expected one of ${migrationNames.join(", ")}`,
      {
        action: "fix-config",
      },
    );
  }
  const { schema } = knex({ client: dialect, useNullAsDefault: true });
  migration[direction](schema, dialect);
  return [schema.toSQL()].flat().map(({ sql }) => sql);
}
