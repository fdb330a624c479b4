const longestAgent = 512;
/** Characters of an IP address, with or without a port; the backend reads it strictly. */
const addressLike = /^[0-9a-f.:[\]]{2,64}$/i;

/** The entries of `X-Forwarded-For`. What is no address counts too: each proxy appends exactly one. */
export function chainOf(headers: Headers): readonly string[] {
  return (
    headers
      .get("x-forwarded-for")
      ?.split(",")
      .map((entry) => entry.trim()) ?? []
  );
}

/**
 * The visitor's address as the outermost of `proxies` proxies before the shop's server saw it; null where it cannot be
 * known. Each of them appends the address it was called from, so what stands further left a visitor may have written.
 * Where none stands even the last entry may be the visitor's own: Next fills in the connection's address only where no
 * header came, and a route is not told which of the two it was.
 */
export function visitorAddress(headers: Headers, proxies: number): string | null {
  const chain = chainOf(headers);
  const seen = proxies < 1 || chain.length < proxies ? "" : (chain[chain.length - proxies] as string);
  return addressLike.test(seen) ? seen : null;
}

/** What the backend is told of a visitor. Without an address it counts them as the shop's server. */
export function visitorHeaders(headers: Headers, proxies = 1): Record<string, string> {
  const address = visitorAddress(headers, proxies);
  const agent = headers.get("user-agent")?.slice(0, longestAgent);
  return { ...(address && { "x-forwarded-for": address }), ...(agent && { "user-agent": agent }) };
}
