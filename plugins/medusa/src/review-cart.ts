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
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "cart",
    fields: ["metadata", "promotions.metadata"],
    filters: { id: cartId },
  });
  const [cart] = data as unknown as Carried[];
  return Boolean(cart?.metadata?.goodword_claim) || (cart?.promotions ?? []).some((one) => isFriends(one));
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
