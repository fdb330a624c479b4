import type { Goodword, Secret } from "@goodword/core";
import { clientAddress, type Hops } from "./client-address";
import { answerWithin } from "./limits/answer-within";
import type { Limiter } from "./limits/limiter";
import type { Operation, OperationRequest, Reply } from "./operation";
import type { ProxyWatch } from "./watch-proxies";
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
  /** Watches whether visitors' requests fit that number. */
  proxies?(request: Request): ProxyWatch;
  /** The query, where the host has taken something out of it; by default the request's. */
  query?(request: Request): Readonly<Record<string, unknown>>;
  /** The secret shared with the CMS, or several while it is changed; without it signed operations answer 404. */
  contentSecret?(request: Request): Secret | undefined;
  /** What holds whoever calls to the operations' limits: one for all operations of the shop. */
  limiter(request: Request): Limiter;
  /** The host's customer who is logged in; null for anybody else, and where it is left out. */
  customerId?(request: Request): string | null;
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
    const { trustedProxies } = options;
    const hops = hopsOf(request);
    if (operation.access === "open" || operation.access === "store") {
      options.proxies?.(request).see({ ...hops, userAgent: headers["user-agent"] ?? "" });
    }
    const query = options.query?.(request) ?? request.query;
    const asked: OperationRequest = {
      method: request.method,
      fields: {
        ...bodyOf(request),
        ...(operation.method === "GET" ? query : {}),
        ...request.params,
      },
      query: firstOf(query),
      headers,
      ip: clientAddress(hops, typeof trustedProxies === "number" ? trustedProxies : trustedProxies(request)),
      customerId: options.customerId?.(request) ?? null,
    };
    const reply = await answerWithin(options.limiter(request), operation, asked, async (within) => {
      if (operation.access === "signed") {
        const refused = verifyWebhook(options.contentSecret?.(request), headers, request.rawBody);
        if (refused !== null) return operation.refuse(within, refused);
      }
      return operation.answer(options.goodword(request), within, (error) => options.report(error, request));
    });
    return send(response, reply);
  };
}

/** Where a request came from, as far as its connection and its headers say. */
export function hopsOf({ socket, headers }: Pick<HttpRequest, "socket" | "headers">): Hops {
  return { connection: socket.remoteAddress, forwarded: headers["x-forwarded-for"] };
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

function send(response: HttpResponse, reply: Reply) {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (reply.html !== undefined) response.end(reply.html);
  else if (reply.body === null) response.end();
  else response.json(reply.body);
}
