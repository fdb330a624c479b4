/** Where the Medusa shop answers, and as whom. */
export interface BackendOptions {
  /** `https://medusa.shop.example`, as the shop's server reaches it. */
  readonly backendUrl: string | undefined;
  /** Medusa's publishable API key (`pk_…`). */
  readonly publishableKey: string | undefined;
}

export interface BackendAnswer {
  readonly status: number;
  readonly body: unknown;
  /** Seconds until the next try, where the backend refused this one as one too many. */
  readonly retryAfter: string | null;
}

const timeoutMs = 5000;
const longestAnswer = 64 * 1024;

/**
 * Calls the backend with the shop's key.
 * @throws when it is not configured, unreachable, late, or answers something that is not JSON
 */
export async function callBackend(
  options: BackendOptions,
  path: string,
  request: { readonly headers?: Record<string, string>; readonly body?: unknown } = {},
): Promise<BackendAnswer> {
  if (!options.publishableKey)
    throw new Error("publishableKey: missing; set Medusa's publishable API key (pk_…)");
  const response = await fetch(backendAddress(options.backendUrl, path), {
    method: request.body === undefined ? "GET" : "POST",
    headers: {
      accept: "application/json",
      "x-publishable-api-key": options.publishableKey,
      ...(request.body !== undefined && { "content-type": "application/json" }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (text.length > longestAnswer)
    throw new Error(`${path}: the answer is longer than ${longestAnswer} characters`);
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, body: JSON.parse(text), retryAfter };
}

/** @throws when the address is missing or not http(s), naming the setting */
export function backendAddress(backendUrl: string | undefined, path: string): URL {
  if (!backendUrl || !/^https?:\/\//.test(backendUrl)) {
    throw new Error(`backendUrl: ${backendUrl ? `"${backendUrl}" is not an http(s) address` : "missing"}`);
  }
  return new URL(backendUrl.replace(/(?<!\/)\/+$/, "") + path);
}
