"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getCart, getOrCreateCart, settleCart } from "./cart";
import { localeCookie, locales } from "./locale";
import { medusa } from "./medusa";
import { settings } from "./settings";

const most = 20;

export async function addToCart(form: FormData): Promise<void> {
  const cart = await getOrCreateCart();
  await medusa().store.cart.createLineItem(cart.id, { variant_id: text(form, "variant_id"), quantity: 1 });
  await settleCart(cart.id);
  revalidatePath("/", "layout");
  redirect("/cart");
}

/** Sets how many of a line are wanted; none takes it out. */
export async function setQuantity(form: FormData): Promise<void> {
  const cart = await getCart();
  const line = text(form, "line_id");
  const quantity = Math.min(most, Math.max(0, Math.trunc(Number(text(form, "quantity")) || 0)));
  if (cart?.items?.some(({ id }) => id === line)) {
    if (quantity === 0) await medusa().store.cart.deleteLineItem(cart.id, line);
    else await medusa().store.cart.updateLineItem(cart.id, line, { quantity });
    await settleCart(cart.id);
  }
  revalidatePath("/", "layout");
  redirect("/cart");
}

export async function chooseDelivery(optionId: string): Promise<void> {
  const cart = await getCart();
  if (cart) await medusa().store.cart.addShippingMethod(cart.id, { option_id: optionId });
  revalidatePath("/checkout");
}

export async function chooseLocale(form: FormData): Promise<void> {
  const wish = text(form, "locale");
  if (locales.some((locale) => locale === wish)) {
    (await cookies()).set(localeCookie, wish, {
      sameSite: "lax",
      secure: settings.secure,
      path: "/",
      maxAge: 60 * 60 * 24 * 365,
    });
  }
  revalidatePath("/", "layout");
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
