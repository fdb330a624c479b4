"use server";

import { referCart as typedAt } from "@goodword/storefront/next";
import { revalidatePath } from "next/cache";
import { getCart } from "./cart";
import { getLocale } from "./locale";
import { settings } from "./settings";

export interface ReferrerAnswer {
  readonly code: string;
  /** What to tell the shopper; null while nothing was tried. */
  readonly said: string | null;
  readonly refused: boolean;
}

/** Takes the code of whoever told the shopper of us. */
export async function referCart(_before: ReferrerAnswer, form: FormData): Promise<ReferrerAnswer> {
  const code = String(form.get("referrer") ?? "").trim();
  const refused = (said: string): ReferrerAnswer => ({ code, said, refused: true });
  const cart = await getCart();
  if (!cart) return refused("Your cart is empty.");
  if (code === "") return refused("Write your friend’s code first.");
  const { applied, message } = await typedAt(settings.goodword, cart.id, code, { locale: await getLocale() });
  revalidatePath("/checkout");
  if (applied) return { code, said: "Your friend’s offer comes off.", refused: false };
  return refused(message ?? "We can’t look that up just now. Please try again in a moment.");
}
