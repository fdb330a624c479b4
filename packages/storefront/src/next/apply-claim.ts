import { cookies } from "next/headers";
import { type BackendOptions, callBackend } from "./backend";
import { claimCookie } from "./claim-cookie";

export interface AppliedClaim {
  readonly applied: boolean;
  /** Why not: the backend's reason, `no-claim` without a cookie, or `unavailable`. */
  readonly reason: string | null;
}

/** Reasons after which the claim will never count again. */
const final = ["claim-unknown", "claim-expired", "already-used"];

/**
 * Puts the friend's offer on the shop's cart, from the cookie that "Use this offer" set. Call it after every change
 * of the cart: it may be repeated, and Medusa drops a code from an empty cart. Never throws: a cart must not
 * fail because of a referral.
 *
 * @example
 * await sdk.store.cart.createLineItem(cartId, item);
 * await applyClaim({ backendUrl, publishableKey }, cartId);
 */
export async function applyClaim(options: BackendOptions, cartId: string): Promise<AppliedClaim> {
  try {
    const store = await cookies();
    const claim = store.get(claimCookie)?.value;
    if (!claim) return { applied: false, reason: "no-claim" };
    const path = `/store/goodword/carts/${encodeURIComponent(cartId)}/claim`;
    const { status, body } = await callBackend(options, path, { body: { claim } });
    if (status >= 300) throw new Error(`${path}: answered ${status}`);
    const { applied, reason } = body as AppliedClaim;
    if (reason !== null && final.includes(reason)) forget(store);
    return { applied, reason };
  } catch (error) {
    console.error(`goodword: claim not applied: ${error instanceof Error ? error.message : error}`);
    return { applied: false, reason: "unavailable" };
  }
}

function forget(store: { delete(name: string): unknown }): void {
  try {
    store.delete(claimCookie);
  } catch {
    // While a page renders, Next lets no one change cookies; the next cart action will.
  }
}
