import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "./goodword-of";
import { isFriends, type Marked } from "./ports/friends-promotion";

/** Looks again at a cart that carries a code of ours or a claim; most carry none, and are no concern of ours. */
export async function reviewCart(
  container: MedusaContainer,
  cartId: string,
  { completing = false } = {},
): Promise<void> {
  if (await concernsUs(container, cartId)) await goodwordOf(container).reviewCart({ cartId, completing });
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

interface Carried {
  readonly metadata?: Record<string, unknown> | null;
  readonly promotions?: readonly (Marked | null)[];
}
