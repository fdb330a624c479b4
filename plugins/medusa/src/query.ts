import type { RemoteQueryFunction } from "@medusajs/framework/types";

/** What is used of Medusa's query: reads across its modules. */
export type Query = Pick<RemoteQueryFunction, "graph">;
