export type { Dialect } from "./columns";
export { knexStore, knexStores } from "./knex-store";
export { migrate } from "./migrations/migrate";
export type { Migration } from "./migrations/migration";
export { migrationSql } from "./migrations/migration-sql";
export { migrations } from "./migrations/migrations";
