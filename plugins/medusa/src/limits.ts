import {
  createLimiter,
  type Limiter,
  postgresCounts,
  redisCounts,
  type SharedCountsOptions,
} from "@goodword/api";
import { newestOf } from "@goodword/core";
import type { Logger } from "@medusajs/framework/types";
import type { Redis } from "ioredis";
import type { GoodwordPluginOptions } from "./options";

/** The shop's limiter, and what is to be closed with the shop. */
export interface ShopLimits {
  readonly limiter: Limiter;
  close(): Promise<void>;
}

/** Counts where the shop's options say: in memory, in Medusa's own PostgreSQL, or in Redis. */
export function shopLimits(
  { limits, secret }: Pick<GoodwordPluginOptions, "limits" | "secret">,
  knex: { readonly client: unknown },
  logger: Pick<Logger, "warn">,
): ShopLimits {
  const { shopServers } = limits;
  const warn = (message: string, fields: object) =>
    logger.warn(`[goodword] ${message} ${JSON.stringify(fields)}`);
  const counting: SharedCountsOptions = {
    // Counts live for minutes: with another secret they begin anew.
    secret: newestOf(secret),
    report: (error) =>
      warn("counts of requests are not shared: each instance counts alone until their store answers again", {
        error: error instanceof Error ? error.name : typeof error,
      }),
  };
  if (limits.store === "memory")
    return { limiter: createLimiter({ shopServers, warn }), close: async () => {} };
  if (limits.store === "postgres") {
    const shared = postgresCounts(knex, counting);
    return { limiter: createLimiter({ shopServers, warn, shared }), close: async () => {} };
  }
  const client = connect(limits.url);
  return {
    limiter: createLimiter({ shopServers, warn, shared: redisCounts(client, counting) }),
    close: async () => client.disconnect(),
  };
}

/** Only a shop that counts in Redis needs ioredis, which comes with Medusa's own modules for Redis. */
function connect(url: string): Redis {
  let ioredis: typeof import("ioredis");
  try {
    ioredis = require("ioredis");
  } catch (cause) {
    throw new Error(
      "[goodword] options.limits.store: redis needs the package ioredis; install it in the shop",
      {
        cause,
      },
    );
  }
  // Whoever asks while it is away is answered at once: the counts in memory go on.
  const client = new ioredis.Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  // Told by whoever counts; without a listener it would end the process.
  client.on("error", () => {});
  return client;
}
