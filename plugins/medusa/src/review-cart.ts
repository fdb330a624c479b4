import { normalizeEmail } from "@goodword/core";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "./goodword-of";
import { isFriends, type Marked } from "./ports/friends-promotion";

/**
 * Looks again at a cart that carries a code of ours or a claim, where no shopper asks who would be counted; most carts
 * carry none, and are no concern of ours.
 */
export async function reviewCart(container: MedusaContainer, cartId: string): Promise<void> {
  if (await concernsUs(container, cartId))
    await goodwordOf(container).reviewCart({ cartId, judgesBuyer: false });
}

/** Whether a cart carries a friend's code or a claim, which is in its metadata in whatever shape. */
export async function concernsUs(container: MedusaContainer, cartId: string): Promise<boolean> {
  return (await friendsCart(container, cartId)) !== null;
}

/** What its buyer is known by, of a cart that carries a friend's code or a claim; null of any other. */
export async function friendsCart(container: MedusaContainer, cartId: string): Promise<string[] | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "cart",
    fields: ["metadata", "promotions.metadata", "email", "customer_id"],
    filters: { id: cartId },
  });
  const [cart] = data as unknown as (Carried & Named)[];
  const isFriendly =
    Boolean(cart?.metadata?.goodword_claim) || (cart?.promotions ?? []).some((one) => isFriends(one));
  if (!isFriendly) return null;
  return [cart?.email ? `address:${normalizeEmail(cart.email)}` : null, cart?.customer_id].flatMap(
    (key) => key ?? [],
  );
}

/** Whether a cart carries a friend's code and neither an address nor a customer, so that its order would be nobody's. */
export async function isNobodys(container: MedusaContainer, cartId: string): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "cart",
    fields: ["email", "customer_id", "completed_at", "promotions.metadata"],
    filters: { id: cartId },
  });
  const [cart] = data as unknown as (Carried & Named)[];
  if (cart === undefined || cart.completed_at || cart.email || cart.customer_id) return false;
  return (cart.promotions ?? []).some((one) => isFriends(one));
}

interface Named {
  readonly email?: string | null;
  readonly customer_id?: string | null;
  readonly completed_at?: unknown;
}

interface Carried {
  readonly metadata?: Record<string, unknown> | null;
  readonly promotions?: readonly (Marked | null)[];
}
