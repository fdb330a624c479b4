import { backendAddress } from "./backend";
import { visitorHeaders } from "./visitor-headers";
import { watchVisits } from "./watch-visits";

export interface GoRouteOptions {
  /** `https://medusa.shop.example`, as the shop's server reaches it. */
  readonly backendUrl: string | undefined;
  /** Where a friend goes when the backend is down: a page of the shop, as a path or an address. Default `/`. */
  readonly fallbackUrl?: string;
  /**
   * How many proxies stand before the shop's server, for the visitor's address. Default 1. With 0 the backend is told
   * no address: a route cannot see the connection.
   */
  readonly trustProxy?: number;
}

interface RouteContext {
  readonly params: Promise<{ code: string }>;
}

const passedQuery = ["s1", "s2", "s3", "s4", "s5"];
const timeoutMs = 3000;

/**
 * Answers share links on the shop's own domain. Where they lead is the backend's word alone: nothing in the
 * request can change it.
 *
 * @example
 * // app/go/[code]/route.ts
 * export const GET = goRoute({ backendUrl: …, fallbackUrl: "/" });
 */
export function goRoute(
  options: GoRouteOptions,
): (request: Request, context: RouteContext) => Promise<Response> {
  const watch = watchVisits(options.trustProxy);
  return async (request, context) => {
    watch(request.headers);
    const { code } = await context.params;
    try {
      const address = backendAddress(options.backendUrl, `/go/${encodeURIComponent(code.slice(0, 64))}`);
      const asked = new URL(request.url).searchParams;
      for (const name of passedQuery) {
        const value = asked.get(name);
        if (value) address.searchParams.set(name, value.slice(0, 64));
      }
      // A prefetch is no visit; the backend decides so and needs to know.
      const purpose = request.headers.get("sec-purpose") ?? request.headers.get("purpose");
      const response = await fetch(address, {
        method: request.method === "HEAD" ? "HEAD" : "GET",
        headers: {
          ...visitorHeaders(request.headers, options.trustProxy),
          ...(purpose && { "sec-purpose": purpose.slice(0, 64) }),
        },
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || !location)
        throw new Error(`answered ${response.status}`);
      return found(location);
    } catch (error) {
      console.error(`goodword: share link not opened: ${error instanceof Error ? error.message : error}`);
      return found(options.fallbackUrl ?? "/");
    }
  };
}

function found(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, "cache-control": "no-store", "x-robots-tag": "noindex" },
  });
}
