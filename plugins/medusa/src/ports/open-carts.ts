import type { IWorkflowEngineService } from "@medusajs/framework/types";
import { PromotionActions } from "@medusajs/framework/utils";
import { updateCartPromotionsWorkflowId } from "@medusajs/medusa/core-flows";
import type { Query } from "../query";

interface Host {
  readonly query: Query;
  readonly workflows: IWorkflowEngineService;
}

/**
 * Takes a promotion that works no more off the carts that carry it. Medusa itself looks at a cart's promotions when
 * the cart changes, and not when it is completed: the discount would stay.
 */
export async function takeOffOpenCarts(
  { query, workflows }: Host,
  promotion: { id: string; code: string },
): Promise<void> {
  const { data: links } = await query.graph({
    entity: "cart_promotion",
    fields: ["cart_id"],
    filters: { promotion_id: promotion.id },
  });
  const ids = (links as { cart_id: string }[]).map(({ cart_id }) => cart_id);
  if (ids.length === 0) return;
  const { data: carts } = await query.graph({
    entity: "cart",
    fields: ["id", "completed_at"],
    filters: { id: ids },
  });
  for (const { id, completed_at } of carts) {
    if (completed_at) continue;
    await workflows.run(updateCartPromotionsWorkflowId, {
      input: {
        cart_id: id,
        promo_codes: [promotion.code],
        action: PromotionActions.REMOVE,
        force_refresh_payment_collection: true,
      },
    });
  }
}

/** Whether an order was placed with a promotion, also one that Medusa did not count as used. */
export async function isOnAnOrder(query: Query, promotionId: string): Promise<boolean> {
  const { data } = await query.graph({
    entity: "order_promotion",
    fields: ["order_id"],
    filters: { promotion_id: promotionId },
    pagination: { take: 1, skip: 0 },
  });
  return data.length > 0;
}
