import { cookies, headers } from "next/headers";
import { type BackendOptions, callBackend } from "./backend";
import { claimOf, forgetClaim } from "./claim-cookie";
import { visitorHeaders } from "./visitor-headers";

export interface AppliedClaim {
  readonly applied: boolean;
  /** Why not: the backend's reason, `no-claim` without a claim, or `unavailable`. */
  readonly reason: string | null;
  /** The reason in a sentence for the shopper, in the locale asked for; null where there is nothing to say. */
  readonly message: string | null;
}

/** A cart as Medusa's Store API answers it; its metadata carries the claim of a friend who typed a code. */
export interface ClaimingCart {
  readonly id: string;
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface CartOptions extends BackendOptions {
  /** How many proxies stand before the shop's server, for the shopper's address. Default 1. */
  readonly trustProxy?: number;
}

interface Spoken {
  /** The shopper's language (BCP 47), for `message`; English where it is left out. */
  readonly locale?: string;
}

/**
 * The reason after which the claim will never count again. `not-for-this-cart` says no more than that: the shopper's
 * own next cart, or address, may be one that it is for, so the claim is kept until it expires.
 */
const final = ["claim-expired"];

/**
 * Puts the friend's offer on the shop's cart, from the cookie that "Use this offer" set or the claim that the cart
 * carries. Call it after every change of the cart: it may be repeated, and Medusa drops a code from an empty cart.
 * Never throws: a cart must not fail because of a referral.
 *
 * @example
 * await sdk.store.cart.createLineItem(cartId, item);
 * await applyClaim({ backendUrl, publishableKey }, { id: cartId });
 */
export async function applyClaim(
  options: CartOptions,
  cart: ClaimingCart,
  { locale }: Spoken = {},
): Promise<AppliedClaim> {
  try {
    const store = await cookies();
    const own = cart.metadata?.goodword_claim;
    const claim = claimOf(store) ?? (typeof own === "string" ? own : "");
    if (claim === "") return { applied: false, reason: "no-claim", message: null };
    const answer = await ask(options, cart.id, "claim", { claim, locale });
    if (answer.reason !== null && final.includes(answer.reason)) forget(store);
    return answer;
  } catch (error) {
    return unavailable(error);
  }
}

/**
 * Takes what a shopper typed into "Were you referred by a friend?": claims that friend's offer for the cart, once
 * however often it is sent. Never throws.
 *
 * @example
 * const { applied, message } = await referCart({ backendUrl, publishableKey }, cartId, typed, { locale: "de" });
 */
export async function referCart(
  options: CartOptions,
  cartId: string,
  code: string,
  { locale }: Spoken = {},
): Promise<AppliedClaim> {
  try {
    return await ask(options, cartId, "referrer", { code: code.trim().slice(0, 64), locale });
  } catch (error) {
    return unavailable(error);
  }
}

async function ask(
  options: CartOptions,
  cartId: string,
  what: "claim" | "referrer",
  body: Readonly<Record<string, string | undefined>>,
): Promise<AppliedClaim> {
  const path = `/store/goodword/carts/${encodeURIComponent(cartId)}/${what}`;
  const { status, body: answer } = await callBackend(options, path, {
    body,
    // Limits are the shopper's own, and not those of the shop's server.
    headers: visitorHeaders(await headers(), options.trustProxy),
  });
  if (status >= 300) throw new Error(`${path}: answered ${status}`);
  const { applied, reason, message } = answer as AppliedClaim;
  return { applied, reason, message: message ?? null };
}

function unavailable(error: unknown): AppliedClaim {
  console.error(`goodword: claim not applied: ${error instanceof Error ? error.message : error}`);
  return { applied: false, reason: "unavailable", message: null };
}

function forget(store: Parameters<typeof forgetClaim>[0]): void {
  try {
    forgetClaim(store);
  } catch {
    // While a page renders, Next lets no one change cookies; the next cart action will.
  }
}
