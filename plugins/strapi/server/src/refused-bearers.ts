import { createLimiter, type Limiter } from "@goodword/api";

export interface RefusedBearers {
  /** Counts one more wrong bearer of an address; answers in how many seconds to try again, or null where that is soon enough. */
  count(address: string): Promise<number | null>;
}

/**
 * Counts wrong bearers by address, as the shop counts wrong signatures. In memory: each Strapi that runs counts its own.
 * Whose bearer is right is never asked here, so that nobody can keep the shop out.
 */
export function createRefusedBearers(limiter: Limiter = createLimiter()): RefusedBearers {
  return {
    async count(address) {
      const entry = await limiter.enter({ address, may: ["unsigned"] });
      if (entry.refused) return entry.retryAfter;
      await entry.leave("unsigned");
      return null;
    },
  };
}
