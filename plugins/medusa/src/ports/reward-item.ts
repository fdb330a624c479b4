import { type Currency, GoodwordError } from "@goodword/core";
import type { IProductModuleService } from "@medusajs/framework/types";

/** What a free product's promotion looks for among a cart's items. */
export interface RewardItem {
  readonly attribute: "items.product.id" | "items.variant.id";
  readonly id: string;
}

/**
 * The product or variant that a free product's unit names: by id, by SKU or by the product's handle.
 * @throws GoodwordError `GW_ITEM_UNKNOWN` when the shop has none of that name
 */
export async function rewardItem(products: IProductModuleService, unit: Currency): Promise<RewardItem> {
  const ref = unit.slice("item:".length);
  const [variant] = await products.listProductVariants({ $or: [{ id: ref }, { sku: ref }] } as object, {
    select: ["id"],
    take: 1,
  });
  if (variant !== undefined) return { attribute: "items.variant.id", id: variant.id };
  const [product] = await products.listProducts({ $or: [{ id: ref }, { handle: ref }] } as object, {
    select: ["id"],
    take: 1,
  });
  if (product !== undefined) return { attribute: "items.product.id", id: product.id };
  throw new GoodwordError(
    "GW_ITEM_UNKNOWN",
    `free product "${ref}": expected the id or SKU of a variant, or the id or handle of a product, of this shop`,
    { action: "fix-config" },
  );
}
