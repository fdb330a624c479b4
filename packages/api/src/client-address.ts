import { readAddress } from "@goodword/core";

/** What is known of where a request came from. */
export interface Hops {
  /** The address of the connection. */
  readonly connection: string | undefined;
  /** `X-Forwarded-For` as the server gives it; several headers of the name are one list. */
  readonly forwarded: string | readonly string[] | undefined;
}

/** No chain of real proxies is longer; what stands further left nobody reads. */
const longestHeader = 4096;

/** How many addresses `X-Forwarded-For` has. What is none counts too: each proxy appends exactly one entry. */
export function chainOf({ forwarded }: Hops): readonly string[] {
  if (forwarded === undefined) return [];
  const header = (typeof forwarded === "string" ? forwarded : forwarded.join(",")).slice(-longestHeader);
  return header.split(",").map((entry) => entry.trim());
}

/**
 * The address that the outermost of `proxies` trusted proxies saw: each appends the address it was called from, so
 * what stands further left is whatever the visitor wrote. Where fewer entries came than promised, or none that is an
 * address, a proxy was passed by, and only the connection's own address is known. `Forwarded` and `X-Real-IP` are not
 * read: they say nothing of how many proxies wrote them.
 */
export function clientAddress(hops: Hops, proxies: number): string {
  const { connection = "" } = hops;
  const chain = proxies > 0 ? chainOf(hops) : [];
  const seen = chain.length < proxies ? undefined : chain[chain.length - proxies];
  return readAddress(seen ?? "") ?? readAddress(connection) ?? "";
}
