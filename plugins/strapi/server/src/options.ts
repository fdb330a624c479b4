import type { Secret } from "@goodword/core";

/** What a shop writes under `goodword.config` in `config/plugins.ts`. */
export interface GoodwordOptions {
  /** Where the shop's API answers: `https://api.shop.example`, without a trailing slash. */
  readonly shopUrl: string;
  /**
   * Shared with the shop; signs the webhook and guards the snapshot. At least 32 characters. While it is changed, a
   * list of the new one and the one before.
   */
  readonly contentSecret: Secret;
}

/**
 * The options, checked. A secret's value never stands in an error.
 *
 * @throws Error `[goodword] options.<name>: expected …, got …`
 */
export function parseOptions(input: unknown): GoodwordOptions {
  if (typeof input !== "object" || input === null) throw invalid("", "an object", describe(input));
  for (const name of Object.keys(input)) {
    if (name !== "shopUrl" && name !== "contentSecret")
      throw invalid(name, "no such option (shopUrl, contentSecret)", "one");
  }
  const { shopUrl, contentSecret } = input as Record<string, unknown>;
  return { shopUrl: parseShopUrl(shopUrl), contentSecret: parseSecrets(contentSecret) };
}

function parseShopUrl(value: unknown): string {
  const expected = "an http(s) URL such as https://api.shop.example";
  if (typeof value !== "string" || value === "") throw invalid("shopUrl", expected, describe(value));
  if (!URL.canParse(value)) throw invalid("shopUrl", expected, JSON.stringify(value));
  const url = new URL(value);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw invalid("shopUrl", expected, JSON.stringify(value));
  if (url.username || url.password) throw invalid("shopUrl", "a URL without a log-in", "one with a log-in");
  if (url.search || url.hash) throw invalid("shopUrl", "a URL without ? and #", JSON.stringify(value));
  return value.replace(/(?<!\/)\/+$/, "");
}

function parseSecrets(value: unknown): Secret {
  if (!Array.isArray(value)) return parseSecret(value);
  if (value.length === 0 || value.length > 3)
    throw invalid("contentSecret", "one to three secrets", `a list of ${value.length}`);
  return value.map(parseSecret);
}

function parseSecret(value: unknown): string {
  const expected = "a string of at least 32 characters";
  if (typeof value !== "string" || value === "") throw invalid("contentSecret", expected, describe(value));
  if (value.length < 32) throw invalid("contentSecret", expected, `${value.length} characters`);
  if (value.startsWith("whsec_") && !/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value))
    throw invalid("contentSecret", "base64 after whsec_", "something else");
  return value;
}

function describe(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

function invalid(name: string, expected: string, got: string): Error {
  return new Error(`[goodword] options${name && `.${name}`}: expected ${expected}, got ${got}`);
}
