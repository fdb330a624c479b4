import type {
  ComputeActionContext,
  ComputeActions,
  IPromotionModuleService,
} from "@medusajs/framework/types";
import { ComputedActions } from "@medusajs/framework/utils";
import type { Query } from "../query";

interface Host {
  readonly query: Query;
  readonly promotions: IPromotionModuleService;
}

interface Taxed {
  readonly id: string;
  readonly tax_lines?: readonly ({ readonly rate: number } | null)[];
}

/** What Medusa's own workflow shows a promotion of a cart. */
const fields = [
  "id",
  "email",
  "currency_code",
  "metadata",
  "region_id",
  "region.*",
  "sales_channel_id",
  "item_total",
  "item_subtotal",
  "subtotal",
  "total",
  "items.*",
  "items.product.id",
  "items.product.is_giftcard",
  "items.product.collection_id",
  "items.product.categories.id",
  "items.product.tags.id",
  "items.product.type_id",
  "items.variant.id",
  "items.adjustments.*",
  "items.tax_lines.*",
  "shipping_address.*",
  "shipping_methods.*",
  "shipping_methods.adjustments.*",
  "shipping_methods.tax_lines.*",
  "customer.*",
  "customer.groups.*",
];

/**
 * What codes would take off a cart if they were its only ones, in major units with tax. Changes nothing. Promotions
 * differ in whether their amounts include tax, so that all are made to.
 */
export async function worthOf({ query, promotions }: Host, cartId: string, codes: string[]): Promise<number> {
  const { data } = await query.graph({ entity: "cart", fields, filters: { id: cartId } });
  const cart = data[0] as unknown as ComputeActionContext & {
    readonly items?: readonly Taxed[];
    readonly shipping_methods?: readonly Taxed[];
  };
  const actions = await promotions.computeActions(codes, cart, { prevent_auto_promotions: true });
  const taxed = [...(cart.items ?? []), ...(cart.shipping_methods ?? [])];
  return actions.reduce((sum, action) => sum + withTax(action, taxed), 0);
}

function withTax(action: ComputeActions, taxed: readonly Taxed[]): number {
  const isItem = action.action === ComputedActions.ADD_ITEM_ADJUSTMENT;
  if (!isItem && action.action !== ComputedActions.ADD_SHIPPING_METHOD_ADJUSTMENT) return 0;
  const given = action as unknown as {
    amount: unknown;
    is_tax_inclusive?: boolean;
    item_id?: string;
    shipping_method_id?: string;
  };
  const line = taxed.find(({ id }) => id === (isItem ? given.item_id : given.shipping_method_id));
  const rate = (line?.tax_lines ?? []).reduce((sum, tax) => sum + Number(tax?.rate ?? 0), 0);
  return Number(given.amount) * (given.is_tax_inclusive ? 1 : 1 + rate / 100);
}
