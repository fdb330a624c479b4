import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { reviewCart } from "../review-cart";

/**
 * Looks again at a cart where the shop does not ask: its benefit goes when the cart turns out to be somebody's whom it
 * is not for, and comes back when the minimum is reached.
 */
export default async function reviewChangedCart({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await reviewCart(container, event.data.id);
}

export const config: SubscriberConfig = {
  event: [
    "cart.created",
    "cart.updated",
    "cart.customer_updated",
    "cart.customer_transferred",
    "cart.region_updated",
  ],
  context: { subscriberId: "goodword-cart-events" },
};
