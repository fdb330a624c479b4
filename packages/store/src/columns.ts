import { GoodwordError } from "@goodword/core";
import type { Knex } from "knex";

/**
 * The host's Knex instance or open transaction. Every host carries a Knex of its own, whose types differ
 * from ours; what it can do is the same in all of 3.x.
 */
export interface HostKnex {
  readonly client: unknown;
  readonly schema: object;
  readonly fn: object;
}

export type Dialect = "pg" | "better-sqlite3";

/** @throws GoodwordError `GW_DATABASE` for a database that is neither PostgreSQL nor SQLite */
export function dialectOf(knex: Knex): Dialect {
  const { dialect } = knex.client as { dialect: string };
  if (dialect === "postgresql") return "pg";
  if (dialect === "sqlite3") return "better-sqlite3";
  throw new GoodwordError("GW_DATABASE", `store: expected PostgreSQL or SQLite, got "${dialect}"`, {
    action: "fix-config",
  });
}

/** Runs `work` in a transaction: the one that is open already, as a single-connection pool has no other. */
export function atomically<T>(knex: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
  return knex.isTransaction ? work(knex) : transaction(knex, work);
}

/**
 * READ COMMITTED, whatever the database's default: an insert that waited for another transaction is
 * followed by a read that must see what that one wrote. SQLite has one writer at a time.
 */
export function transaction<T>(knex: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  return knex.transaction(
    work,
    dialectOf(knex) === "pg" && !knex.isTransaction ? { isolationLevel: "read committed" } : {},
  );
}

/** A time as a driver hands it over: pg a Date, Medusa's pg text with an offset, SQLite milliseconds. */
export type StoredTime = Date | string | number | bigint;

export function timeOf(value: StoredTime): Date {
  return new Date(typeof value === "bigint" ? Number(value) : value);
}

export function timeOrNull(value: StoredTime | null): Date | null {
  return value === null ? null : timeOf(value);
}

/** JSON as a driver hands it over: parsed from PostgreSQL's jsonb, text from SQLite. */
export function jsonOf<T>(value: T | string): T {
  return typeof value === "string" ? (JSON.parse(value) as T) : value;
}

/** Selects a 64-bit integer as text: SQLite would round it to a float, pg's reading depends on the host. */
export function digits(knex: Knex, column: string): Knex.Raw<string> {
  return knex.raw("cast(?? as text) as ??", [column, column]);
}
