import type { Goodword } from "@goodword/core";
import type { Operation, Reply } from "./operation";
import { verifyWebhook } from "./webhook";

/** What is used of an Express request; `rawBody` is needed for signed operations only. */
export interface HttpRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly rawBody?: unknown;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

export interface HttpResponse {
  status(code: number): unknown;
  setHeader(name: string, value: string): unknown;
  json(body: unknown): unknown;
  end(text?: string): unknown;
}

export interface MountOptions<Request extends HttpRequest> {
  /** The engine of the request's shop. */
  goodword(request: Request): Goodword;
  /** How many proxies stand before the shop; 0 takes the address of the connection. */
  readonly trustedProxies: number | ((request: Request) => number);
  /** The query, where the host has taken something out of it; by default the request's. */
  query?(request: Request): Readonly<Record<string, unknown>>;
  /** The secret shared with the CMS; without it signed operations answer 404. */
  contentSecret?(request: Request): string | undefined;
  /** Told of failures that are ours. */
  report(error: unknown, request: Request): void;
}

/**
 * Serves an operation in Express. Authentication of `store` and `admin` operations is the host's.
 * @example
 * app.get("/go/:code", mountExpress(openShareLink, options));
 */
export function mountExpress<Request extends HttpRequest>(
  operation: Operation,
  options: MountOptions<Request>,
) {
  return async (request: Request, response: HttpResponse): Promise<void> => {
    const headers = firstOf(request.headers);
    if (operation.access === "signed") {
      const refused = verifyWebhook(options.contentSecret?.(request), headers, request.rawBody);
      if (refused !== null) return send(response, refused);
    }
    const { trustedProxies } = options;
    const query = options.query?.(request) ?? request.query;
    const reply = await operation.answer(
      options.goodword(request),
      {
        method: request.method,
        fields: {
          ...bodyOf(request),
          ...(operation.method === "GET" ? query : {}),
          ...request.params,
        },
        query: firstOf(query),
        headers,
        ip: clientAddress(
          request,
          headers["x-forwarded-for"],
          typeof trustedProxies === "number" ? trustedProxies : trustedProxies(request),
        ),
      },
      (error) => options.report(error, request),
    );
    return send(response, reply);
  };
}

function bodyOf({ method, body }: HttpRequest): Record<string, unknown> {
  if (method !== "POST" || body === null || typeof body !== "object") return {};
  return Array.isArray(body) ? { body } : (body as Record<string, unknown>);
}

function firstOf(values: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return [name, typeof first === "string" ? first : undefined];
    }),
  );
}

/** The address the outermost trusted proxy saw; what stands further left a visitor can write. */
function clientAddress(request: HttpRequest, forwarded: string | undefined, proxies: number): string {
  const direct = request.socket.remoteAddress ?? "";
  if (proxies === 0 || forwarded === undefined) return direct;
  const chain = forwarded.split(",").map((part) => part.trim());
  return chain.at(-Math.min(proxies, chain.length)) ?? direct;
}

function send(response: HttpResponse, reply: Reply) {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (reply.html !== undefined) response.end(reply.html);
  else if (reply.body === null) response.end();
  else response.json(reply.body);
}
