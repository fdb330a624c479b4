import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import type { SharedCounts } from "./shared-counts";

/** How often something was counted, and until when that counts. */
export interface Count {
  readonly count: number;
  readonly until: number;
}

/** Counts under keys, each for a time that begins with its first one. */
export interface Counts {
  /** What this instance knows without asking anybody. */
  known(key: string): Count;
  /** Counts once more; with `tell`, other instances hear of it and say what they counted. Never throws. */
  add(key: string, seconds: number, options?: { readonly tell?: boolean }): Promise<void>;
}

const none: Count = { count: 0, until: 0 };

/** A flood of made-up addresses must not fill the memory: the oldest counts are forgotten first. */
const mostKeys = 50_000;

/**
 * Counts in memory. With `shared`, counts that are told come back with those of the other instances, so that whoever
 * is over a ceiling at one is over it at all, while reading costs no round trip.
 */
export function createCounts(shared: SharedCounts | null = null, most = mostKeys): Counts {
  const memory = new RateLimiterMemory({ points: 1, duration: 1, keyPrefix: "" });
  const known = new Map<string, Count>();

  const note = (key: string, { consumedPoints, msBeforeNext }: RateLimiterRes) => {
    known.set(key, { count: consumedPoints, until: Date.now() + msBeforeNext });
    if (known.size <= most) return;
    for (const oldest of known.keys()) {
      known.delete(oldest);
      void memory.delete(oldest);
      if (known.size <= most * 0.9) return;
    }
  };

  return {
    known(key) {
      const found = known.get(key);
      if (found === undefined) return none;
      if (found.until > Date.now()) return found;
      known.delete(key);
      return none;
    },
    async add(key, seconds, { tell = false } = {}) {
      const mine = await memory.penalty(key, 1, { customDuration: seconds });
      note(key, mine);
      const theirs = tell && shared !== null ? await shared.add(key, seconds) : null;
      if (theirs === null || theirs.consumedPoints <= mine.consumedPoints) return;
      const left = theirs.msBeforeNext;
      note(key, await memory.set(key, theirs.consumedPoints, Math.max(1, left) / 1_000));
    },
  };
}
