import { normalizeEmail } from "@goodword/core";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "./goodword-of";
import { type CartDatabase, cartAtHand } from "./ports/cart-at-hand";

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
  if (!cart?.metadata.goodword_claim && !cart?.carriesCode) return null;
  const { email, customerId } = cart;
  return [email ? `address:${normalizeEmail(email)}` : null, customerId].flatMap((key) => key ?? []);
}

/** Whether a cart carries a friend's code and neither an address nor a customer, so that its order would be nobody's. */
export async function isNobodys(container: MedusaContainer, cartId: string): Promise<boolean> {
  const cart = await read(container, cartId);
  return cart?.carriesCode === true && !cart.isCompleted && !cart.email && !cart.customerId;
}

function read(container: MedusaContainer, cartId: string) {
  const database: CartDatabase = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  return cartAtHand(database, cartId);
}
