import { keyedHash } from "@goodword/core";
import {
  type RateLimiterAbstract,
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterRes,
} from "rate-limiter-flexible";

/** Counts that several instances share. */
export interface SharedCounts {
  /** What all counted under the key, this one included; null when the store does not say so in time. Never throws. */
  add(key: string, seconds: number): Promise<RateLimiterRes | null>;
}

export interface SharedCountsOptions {
  /** Keys the hashes that counts are stored under: an address is never stored. */
  readonly secret: string;
  /** Told once when the store stops answering, until it answers again. */
  report(error: unknown): void;
  /** Our trouble stays ours: nobody waits longer than this for a count; 50 ms by default. */
  readonly patienceMs?: number;
}

/** After a failure the store is left alone for a while. */
const restMs = 5_000;
/** A table that is locked holds the connections of whoever asks it: so many of the shop's, and no more. */
const mostAtOnce = 4;
/** Keys whose counts wait to be told with the next one. */
const mostOwed = 10_000;

interface KnexLike {
  readonly client: unknown;
}

/** Counts in the table `goodword_limit` of the host's own PostgreSQL, over its Knex instance. */
export function postgresCounts(knex: KnexLike, options: SharedCountsOptions): SharedCounts {
  return sharedCounts(
    new RateLimiterPostgres({
      storeClient: knex,
      storeType: "knex",
      tableName: "goodword_limit",
      tableCreated: true,
      // The purge deletes them; see docs/retention.md.
      clearExpiredByTimeout: false,
      keyPrefix: "",
      points: 1,
      duration: 1,
    }),
    options,
  );
}

/** Counts in Redis, over a client of ioredis, which should fail rather than queue while it is not connected. */
export function redisCounts(client: unknown, options: SharedCountsOptions): SharedCounts {
  return sharedCounts(
    new RateLimiterRedis({
      storeClient: client,
      rejectIfRedisNotReady: true,
      keyPrefix: "goodword_limit",
      points: 1,
      duration: 1,
    }),
    options,
  );
}

function sharedCounts(
  limiter: RateLimiterAbstract,
  { secret, report, patienceMs = 50 }: SharedCountsOptions,
): SharedCounts {
  const owed = new Map<string, number>();
  let atOnce = 0;
  let restUntil = 0;
  let isDown = false;

  /** A call that nobody waits for any more still holds its connection: its place is free when it is over. */
  const call = (key: string, points: number, seconds: number): Promise<RateLimiterRes> => {
    atOnce += 1;
    return limiter.penalty(key, points, { customDuration: seconds }).finally(() => {
      atOnce -= 1;
    });
  };

  return {
    async add(given, seconds) {
      const key = keyedHash(secret, "limit", given);
      const points = (owed.get(key) ?? 0) + 1;
      if (atOnce >= mostAtOnce || Date.now() < restUntil) {
        if (owed.size < mostOwed || owed.has(key)) owed.set(key, points);
        return null;
      }
      owed.delete(key);
      try {
        const answer = await inTime(call(key, points, seconds), patienceMs);
        isDown = false;
        return answer;
      } catch (error) {
        restUntil = Date.now() + restMs;
        if (!isDown) report(error);
        isDown = true;
        return null;
      }
    },
  };
}

function inTime<T>(answer: Promise<T>, patienceMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
