import type { HttpTypes } from "@medusajs/types";
import { money } from "../shop/money";

export function Price({ product }: { product: HttpTypes.StoreProduct }) {
  const price = product.variants?.[0]?.calculated_price;
  if (!price) return null;
  return <span className="price">{money(price.calculated_amount, price.currency_code ?? "eur")}</span>;
}
