import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "../goodword-of";

/**
 * Looks again at a cart that carries a claim, where the shop does not ask: its benefit goes when the cart turns out
 * to be somebody's whom it is not for, and comes back when the minimum is reached.
 */
export default async function reviewChangedCart({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({
    entity: "cart",
    fields: ["metadata"],
    filters: { id: event.data.id },
  });
  // Most carts carry none, and are no concern of ours.
  if (data[0]?.metadata?.goodword_claim) await goodwordOf(container).reviewCart({ cartId: event.data.id });
}

export const config: SubscriberConfig = {
  event: ["cart.updated", "cart.customer_updated"],
  context: { subscriberId: "goodword-cart-events" },
};
