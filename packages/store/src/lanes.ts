import type { Knex } from "knex";
import { dialectOf, type HostKnex } from "./columns";
import { type DatabaseLimits, limitedKnex } from "./limited-knex";

/** How much of the host's database Goodword takes; what is left out has its default. */
export interface StoreLimits {
  /** For what a shopper or visitor waits for. By default two fifths of the pool, 3 s to wait and 2 s to hold. */
  readonly shoppers?: Partial<DatabaseLimits> | undefined;
  /** For everything else. By default two fifths of the pool, 30 s to wait and 30 s to hold. */
  readonly background?: Partial<DatabaseLimits> | undefined;
}

/** The host's Knex, limited for each kind of work. */
export interface Lanes {
  readonly shoppers: Knex;
  readonly background: Knex;
  /** For counts that are given up at once where they do not come: one connection, which nobody waits long for. */
  readonly counts: Knex;
}

/** Every store over one pool shares its limits, however many a host makes. */
const known = new WeakMap<object, Map<string, Lanes>>();

/** Null on SQLite, which runs within this process over its one connection, and in a transaction, which has its own. */
export function lanesOf(host: HostKnex, limits: StoreLimits = {}): Lanes | null {
  const knex = host as Knex;
  if (knex.isTransaction || dialectOf(knex) !== "pg") return null;
  const client = knex.client as { readonly pool?: { readonly max?: number } };
  const ofPool = known.get(client) ?? new Map<string, Lanes>();
  known.set(client, ofPool);
  const key = JSON.stringify(limits);
  const most = client.pool?.max ?? 10;
  const part = (share: number) => Math.max(1, Math.floor(most * share));
  const lanes = ofPool.get(key) ?? {
    shoppers: limitedKnex(knex, {
      connections: part(2 / 5),
      waitMs: 3_000,
      holdMs: 2_000,
      ...limits.shoppers,
    }),
    background: limitedKnex(knex, {
      connections: part(2 / 5),
      waitMs: 30_000,
      holdMs: 30_000,
      ...limits.background,
    }),
    counts: limitedKnex(knex, { connections: 1, waitMs: 50, holdMs: 250 }),
  };
  ofPool.set(key, lanes);
  return lanes;
}
