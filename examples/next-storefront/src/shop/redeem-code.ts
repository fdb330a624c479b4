"use server";

import { revalidatePath } from "next/cache";
import { getCart, settleCart } from "./cart";
import { medusa, statusOf } from "./medusa";

export interface CodeAnswer {
  readonly code: string;
  /** Null while nothing was tried; else what to tell the shopper. */
  readonly said: string | null;
  readonly refused: boolean;
  /** Whether the code may be one that is bound to an address, and the cart has none yet. */
  readonly asksEmail: boolean;
}

const fields = "email,items.adjustments.code";

/** Puts a discount code on the cart, and says whether it counts: Medusa drops one that does not fit in silence. */
export async function redeemCode(_before: CodeAnswer, form: FormData): Promise<CodeAnswer> {
  // Medusa tells upper from lower case; our codes are all upper.
  const code = String(form.get("code") ?? "")
    .trim()
    .toUpperCase()
    .slice(0, 60);
  const email = String(form.get("email") ?? "").trim();
  const refused = (said: string, asksEmail = email !== ""): CodeAnswer => ({
    code,
    said,
    refused: true,
    asksEmail,
  });
  const cart = await getCart();
  if (!cart) return refused("Your cart is empty.");
  if (code === "") return refused("Write your code first.");
  try {
    // Before the code: a reward is only for the person whom it was sent to.
    if (email !== "") await medusa().store.cart.update(cart.id, { email });
    await medusa().client.fetch(`/store/carts/${cart.id}/promotions`, {
      method: "POST",
      body: { promo_codes: [code] },
    });
  } catch (error) {
    if (statusOf(error) === 400)
      return refused(
        email === ""
          ? `We do not know ${code}, or it was used before.`
          : "Please check the code and the address.",
      );
    throw error;
  }
  await settleCart(cart.id);
  const changed = await medusa().store.cart.retrieve(cart.id, { fields });
  revalidatePath("/", "layout");
  const counts = changed.cart.items?.some((item) => item.adjustments?.some((given) => given.code === code));
  if (counts) return { code: "", said: `${code} comes off.`, refused: false, asksEmail: false };
  if (!changed.cart.email)
    return refused(`Was ${code} sent to you? Write the e-mail address that it was sent to.`, true);
  return refused(`${code} was used before, or does not fit this address and what is in your cart.`);
}
