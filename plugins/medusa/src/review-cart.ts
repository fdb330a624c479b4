import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "./goodword-of";

/** Looks again at a cart that carries a claim; most carry none, and are no concern of ours. */
export async function reviewCart(container: MedusaContainer, cartId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const { data } = await query.graph({ entity: "cart", fields: ["metadata"], filters: { id: cartId } });
  if (data[0]?.metadata?.goodword_claim) await goodwordOf(container).reviewCart({ cartId });
}
