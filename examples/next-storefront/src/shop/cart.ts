import { type AppliedClaim, applyClaim } from "@goodword/storefront/next";
import type { HttpTypes } from "@medusajs/types";
import { cookies } from "next/headers";
import { cache } from "react";
import { getLocale } from "./locale";
import { firstCountry, getRegion, medusa, statusOf } from "./medusa";
import { settings } from "./settings";

const cartCookie = "_medusa_cart_id";
const fields = "*items,*promotions,*shipping_methods,*shipping_address";

/** The cart's id, which only this server sees. */
export async function cartId(): Promise<string | undefined> {
  return (await cookies()).get(cartCookie)?.value;
}

/** The shopper's cart; null when there is none, or when it has already become an order. */
export const getCart = cache(async (): Promise<HttpTypes.StoreCart | null> => {
  const cart = await findCart(await cartId());
  return cart === null || isOrdered(cart) ? null : cart;
});

/** A cart by id, ordered or not. */
export async function findCart(id: string | undefined): Promise<HttpTypes.StoreCart | null> {
  if (!id) return null;
  try {
    return (await medusa().store.cart.retrieve(id, { fields })).cart;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

export function isOrdered(cart: HttpTypes.StoreCart): boolean {
  return Boolean((cart as { completed_at?: string | null }).completed_at);
}

/** The shopper's cart, or a new one. Only where cookies can be set: in an action. */
export async function getOrCreateCart(): Promise<HttpTypes.StoreCart> {
  const known = await getCart();
  if (known) return known;
  const region = await getRegion();
  const { cart } = await medusa().store.cart.create({
    region_id: region.id,
    shipping_address: { country_code: await firstCountry() },
    locale: await getLocale(),
  });
  (await cookies()).set(cartCookie, cart.id, {
    httpOnly: true,
    sameSite: "lax",
    secure: settings.secure,
    path: "/",
    maxAge: 60 * 60 * 24 * 7,
  });
  return cart;
}

/**
 * What every change of the cart ends with: a way of delivery, so that the total is the whole total, and the
 * friend's offer, if the shopper has claimed one. Answers what became of that.
 */
export async function settleCart(id: string): Promise<AppliedClaim | null> {
  const cart = await findCart(id);
  if (!cart) return null;
  if (cart.items?.length && !cart.shipping_methods?.length) {
    const [first] = await listDeliveries(id);
    if (first) await medusa().store.cart.addShippingMethod(id, { option_id: first.id });
  }
  return friendOffer(cart);
}

/** Puts the friend's offer on a cart, or says to the shopper why it is not there. */
export async function friendOffer(cart: HttpTypes.StoreCart): Promise<AppliedClaim> {
  return applyClaim(settings.goodword, cart, { locale: await getLocale() });
}

/** Ways of delivery for a cart, the least expensive first. */
export async function listDeliveries(id: string): Promise<HttpTypes.StoreCartShippingOption[]> {
  const { shipping_options } = await medusa().store.fulfillment.listCartOptions({ cart_id: id });
  return shipping_options.sort((a, b) => (a.amount ?? 0) - (b.amount ?? 0));
}
