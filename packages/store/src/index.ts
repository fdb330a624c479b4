export type { Dialect, HostKnex } from "./columns";
export { type EntityFilters, type EntityName, type EntityPage, knexEntities } from "./entities";
export { knexStore, knexStores, type StoreOptions } from "./knex-store";
export { type Lanes, lanesOf, type StoreLimits } from "./lanes";
export type { DatabaseLimits } from "./limited-knex";
export { migrate } from "./migrations/migrate";
export { migrationSql } from "./migrations/migration-sql";
export { migrationNames } from "./migrations/migrations";
