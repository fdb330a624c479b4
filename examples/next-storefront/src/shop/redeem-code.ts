"use server";

import { revalidatePath } from "next/cache";
import { getCart } from "./cart";
import { medusa, statusOf } from "./medusa";

export interface CodeAnswer {
  readonly code: string;
  /** Null while nothing was tried; else what to tell the shopper. */
  readonly said: string | null;
  readonly refused: boolean;
}

const fields = "items.adjustments.code";

/** Puts a discount code on the cart, and says whether it counts: Medusa drops one that does not fit in silence. */
export async function redeemCode(_before: CodeAnswer, form: FormData): Promise<CodeAnswer> {
  // Medusa tells upper from lower case; our codes are all upper.
  const code = String(form.get("code") ?? "")
    .trim()
    .toUpperCase()
    .slice(0, 60);
  const refused = (said: string): CodeAnswer => ({ code, said, refused: true });
  const cart = await getCart();
  if (!cart) return refused("Your cart is empty.");
  if (code === "") return refused("Write your code first.");
  try {
    await medusa().client.fetch(`/store/carts/${cart.id}/promotions`, {
      method: "POST",
      body: { promo_codes: [code] },
    });
  } catch (error) {
    if (statusOf(error) === 400) return refused(`We do not know ${code}, or it was used before.`);
    throw error;
  }
  const changed = await medusa().store.cart.retrieve(cart.id, { fields });
  revalidatePath("/", "layout");
  const counts = changed.cart.items?.some((item) => item.adjustments?.some((given) => given.code === code));
  return counts
    ? { code: "", said: `${code} comes off.`, refused: false }
    : refused(`${code} was used before, or does not fit what is in your cart.`);
}
