import { carts } from "./carts";
import { clicks } from "./clicks";
import { domain } from "./domain";
import { initial } from "./initial";
import { limits } from "./limits";
import type { Migration } from "./migration";
import { payouts } from "./payouts";
import { people } from "./people";
import { prices } from "./prices";
import { proofs } from "./proofs";
import { visits } from "./visits";

/** All steps of the schema, oldest first. */
export const migrations: readonly Migration[] = [
  initial,
  clicks,
  domain,
  payouts,
  people,
  carts,
  limits,
  visits,
  proofs,
  prices,
];

/** For a host that wraps each step in a migration of its own. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);
