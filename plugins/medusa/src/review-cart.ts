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
  const cart = await read(container, cartId);
  if (!cart?.metadata?.goodword_claim && !carriesCode(cart)) return null;
  const { email, customer_id } = cart ?? {};
  return [email ? `address:${normalizeEmail(email)}` : null, customer_id].flatMap((key) => key ?? []);
}

/** Whether a cart carries a friend's code and neither an address nor a customer, so that its order would be nobody's. */
export async function isNobodys(container: MedusaContainer, cartId: string): Promise<boolean> {
  const cart = await read(container, cartId);
  return carriesCode(cart) && !cart?.completed_at && !cart?.email && !cart?.customer_id;
}

async function read(container: MedusaContainer, cartId: string): Promise<Cart | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "cart",
    fields: ["email", "customer_id", "completed_at", "metadata", "promotions.metadata"],
    filters: { id: cartId },
  });
  return data[0] as unknown as Cart | undefined;
}

function carriesCode(cart: Cart | undefined): boolean {
  return (cart?.promotions ?? []).some((one) => isFriends(one));
}

interface Cart {
  readonly email?: string | null;
  readonly customer_id?: string | null;
  readonly completed_at?: unknown;
  readonly metadata?: Record<string, unknown> | null;
  readonly promotions?: readonly (Marked | null)[];
}
