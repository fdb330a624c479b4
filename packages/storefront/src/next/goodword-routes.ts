import { previewDocument } from "../render/preview-document";
import type { PromptView } from "../views";
import { type BackendOptions, callBackend } from "./backend";
import { claimCookieLine } from "./claim-cookie";
import { visitorHeaders } from "./visitor-headers";
import { watchVisits } from "./watch-visits";

export interface GoodwordRoutesOptions extends BackendOptions {
  /**
   * How many proxies stand before the shop's server, for the visitor's address. Default 1. With 0 the backend is told
   * no address: a route cannot see the connection.
   */
  readonly trustProxy?: number;
}

interface RouteContext {
  readonly params: Promise<{ path?: string[] }>;
}

type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

const longestBody = 2048;
const known = {
  GET: [/^orders\/[\w-]{1,64}\/prompt$/, /^offers\/[\w-]{1,64}$/],
  POST: [/^orders\/[\w-]{1,64}\/(shares|answer)$/, /^offers\/[\w-]{1,64}\/claim$/],
};

/**
 * Route handlers that let the elements talk to the Medusa shop through the shop's own domain: only the five
 * paths they need pass. "Use this offer" sets the claim as an httpOnly cookie; the token never reaches a page.
 *
 * @example
 * // app/goodword/[...path]/route.ts
 * export const { GET, POST } = goodwordRoutes({ backendUrl: …, publishableKey: … });
 */
export function goodwordRoutes(options: GoodwordRoutesOptions): { GET: RouteHandler; POST: RouteHandler } {
  const watch = watchVisits(options.trustProxy);
  const pass = async (request: Request, context: RouteContext, body?: unknown): Promise<Response> => {
    const path = ((await context.params).path ?? []).join("/");
    const method = body === undefined ? "GET" : "POST";
    if (!known[method].some((shape) => shape.test(path)))
      return refuse(404, "GW_NOT_FOUND", "There is nothing here.");
    watch(request.headers);
    try {
      const answer = await callBackend(options, `/store/goodword/${path}${queryOf(request)}`, {
        headers: visitorHeaders(request.headers, options.trustProxy),
        body,
      });
      if (answer.status >= 500) return unavailable(`${path}: answered ${answer.status}`);
      if (answer.status < 300 && path.endsWith("/claim")) return claimed(request, answer.body);
      if (path.endsWith("/prompt") && request.headers.get("accept")?.includes("text/html"))
        return page(answer.body);
      const { status, body: said, retryAfter } = answer;
      return json(status, said, retryAfter === null ? {} : { "retry-after": retryAfter });
    } catch (error) {
      return unavailable(error);
    }
  };

  return {
    GET: (request, context) => pass(request, context),
    async POST(request, context) {
      // A claim set from another site would be a cookie the friend never asked for.
      if (!isSameOrigin(request))
        return refuse(403, "GW_FOREIGN_ORIGIN", "Only the shop's own pages may post here.");
      const text = await readBody(request);
      if (text === null)
        return refuse(413, "GW_BODY_TOO_LARGE", `The body is longer than ${longestBody} bytes.`);
      let body: unknown;
      try {
        body = JSON.parse(text || "{}");
      } catch {
        return refuse(400, "GW_BODY_INVALID", "The body is not JSON.");
      }
      return pass(request, context, body);
    },
  };
}

function claimed(request: Request, body: unknown): Response {
  const claim = (body as { claim?: { token: string; expiresAt: string } | null } | null)?.claim;
  const secure =
    request.headers.get("x-forwarded-proto")?.startsWith("https") || request.url.startsWith("https:");
  const cookie = claim ? claimCookieLine(claim, new Date(), secure) : null;
  return json(200, { claimed: cookie !== null }, cookie === null ? {} : { "set-cookie": cookie });
}

/** The prompt as a page, for a shopper whose browser runs no script and who followed the link in its place. */
function page(body: unknown): Response {
  const prompt = (body as { prompt?: PromptView | null } | null)?.prompt;
  if (!prompt) return new Response(null, { status: 303, headers: { location: "/" } });
  return new Response(previewDocument({ prompt, locale: prompt.locale, plain: true }), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    },
  });
}

function isSameOrigin({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site) return site === "same-origin";
  const origin = headers.get("origin");
  // Neither header: not a browser's page, and no one else's cookies are at stake.
  if (!origin) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The body as text; null when it is longer than allowed, without reading the rest. */
async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node's streams can be iterated; the DOM's types do not know.
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > longestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function queryOf(request: Request): string {
  const asked = new URL(request.url).searchParams;
  const passed = new URLSearchParams();
  for (const name of ["locale", "currency"]) {
    const value = asked.get(name);
    if (value) passed.set(name, value.slice(0, 35));
  }
  return passed.size > 0 ? `?${passed}` : "";
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}

function refuse(status: number, code: string, message: string): Response {
  return json(status, { code, message });
}

/** The page goes on without us; the shop's log says why. */
function unavailable(cause: unknown): Response {
  console.error(`goodword: ${cause instanceof Error ? cause.message : cause}`);
  return refuse(502, "GW_BACKEND_UNAVAILABLE", "The referral program cannot be reached just now.");
}
