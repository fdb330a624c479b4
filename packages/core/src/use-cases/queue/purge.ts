import type { UnusedClaim } from "../../ports/leftover-store";
import type { Engine } from "../../ports/ports";
import { unusedClaimsBefore } from "../../referral/unused-claims";
import { codeDiscarder } from "../friends/discard-codes";

export interface Purged {
  readonly claims: number;
  /** Counts of requests, where the database keeps them. */
  readonly counts: number;
}

/** Rows of one transaction. */
const batch = 500;
/** Of each kind in one call: the rest is the next call's. */
const mostBatches = 40;
/** Another instance's clock may be behind. */
const countGrace = 3_600_000;

/**
 * Deletes rows that anybody can make and nobody needs any more, with what the host keeps for them. To be called every
 * few minutes, by any number of instances; each may die at any point. See docs/retention.md.
 */
export async function purge(engine: Engine): Promise<Purged> {
  const now = await engine.store.now();
  const codes = codeDiscarder(engine);
  let claims = 0;
  for (const { program } of await engine.book.open()) {
    for (const [windowDays, versions] of await versionsByWindow(engine, program.id, program.version)) {
      const of = { programId: program.id, versions, before: unusedClaimsBefore(now, windowDays) };
      claims += await purgeClaims(engine, codes, of);
    }
  }
  codes.report();
  return { claims, counts: await purgeCounts(engine, now) };
}

/** What a version promised stands for the claims made under it. */
async function versionsByWindow(
  { book }: Engine,
  programId: string,
  newest: number,
): Promise<Map<number, number[]>> {
  const versions = new Map<number, number[]>();
  for (let version = 1; version <= newest; version += 1) {
    const { attributionWindowDays } = await book.version(programId, version);
    versions.set(attributionWindowDays, [...(versions.get(attributionWindowDays) ?? []), version]);
  }
  return versions;
}

async function purgeClaims(
  engine: Engine,
  codes: ReturnType<typeof codeDiscarder>,
  of: { readonly programId: string; readonly versions: readonly number[]; readonly before: Date },
): Promise<number> {
  let deleted = 0;
  let after: UnusedClaim | null = null;
  for (let n = 0; n < mostBatches; n += 1) {
    const found: UnusedClaim[] = await engine.store.leftovers.unusedClaims({ ...of, after, limit: batch });
    // The host's codes go first: without its claim nobody would know of a code that was left.
    const discarded = await codes.discard(found);
    if (discarded.length > 0) {
      const ids = discarded.map(({ id }) => id);
      deleted += await engine.store.transaction(({ leftovers }) => leftovers.deleteClaims(ids));
    }
    after = found.at(-1) ?? null;
    if (after === null || found.length < batch) break;
  }
  return deleted;
}

async function purgeCounts({ store }: Engine, now: Date): Promise<number> {
  const before = new Date(now.getTime() - countGrace);
  let deleted = 0;
  for (let n = 0; n < mostBatches; n += 1) {
    const some = await store.leftovers.deleteCounts(before, batch);
    deleted += some;
    if (some < batch) break;
  }
  return deleted;
}
