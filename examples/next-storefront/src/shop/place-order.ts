"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { cartId, findCart, isOrdered, settleCart } from "./cart";
import { medusa, statusOf } from "./medusa";
import { money, rounded } from "./money";

export interface CheckoutState {
  /** What to tell the shopper; null before anything went wrong. */
  readonly problem: string | null;
}

const required = {
  email: "your e-mail address",
  first_name: "your first name",
  last_name: "your last name",
  address_1: "your address",
  postal_code: "your postal code",
  city: "your city",
  country_code: "your country",
};

/**
 * Turns the cart into an order and goes to it. Sent twice, it makes one order: the cart stays in its cookie when
 * it is completed, and a completed cart leads to its order.
 */
export async function placeOrder(_before: CheckoutState, form: FormData): Promise<CheckoutState> {
  const read = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 200);
  const missing = Object.entries(required).filter(([name]) => !read(name));
  if (missing[0]) return { problem: `Please tell us ${missing.map(([, what]) => what).join(", ")}.` };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(read("email"))) {
    return { problem: "Please check your e-mail address: it should look like name@example.com." };
  }

  const id = await cartId();
  const cart = await findCart(id);
  if (!id || !cart) return { problem: "Your cart is empty. Choose something first." };

  let orderId: string | null;
  try {
    const dearer = isOrdered(cart) ? null : await prepare(id, read);
    if (dearer !== null) {
      revalidatePath("/checkout");
      return { problem: dearer };
    }
    orderId = await complete(id);
  } catch (error) {
    // The other half of a double click may have completed the cart meanwhile.
    const now = await findCart(id).catch(() => null);
    orderId = now && isOrdered(now) ? await complete(id).catch(() => null) : null;
    if (orderId === null) {
      console.error(error);
      return { problem: problemOf(error) };
    }
  }
  if (orderId === null)
    return { problem: "We couldn’t complete your order. Nothing was charged; please try again." };
  redirect(`/order/${orderId}/confirmed`);
}

/** Makes the cart ready to be ordered; answers what to say when it costs more than the shopper was shown. */
async function prepare(id: string, read: (name: string) => string): Promise<string | null> {
  const store = medusa().store;
  const address = {
    first_name: read("first_name"),
    last_name: read("last_name"),
    address_1: read("address_1"),
    postal_code: read("postal_code"),
    city: read("city"),
    country_code: read("country_code"),
  };
  await store.cart.update(id, { email: read("email"), shipping_address: address, billing_address: address });
  const delivery = read("delivery");
  if (delivery) await store.cart.addShippingMethod(id, { option_id: delivery });
  const offer = await settleCart(id);
  const { cart } = await store.cart.retrieve(id, { fields: "*payment_collection" });
  const shown = Number(read("total"));
  // A discount can turn out not to be for the address that was just written.
  if (rounded(cart.total, cart.currency_code) > rounded(shown, cart.currency_code)) {
    const reason = offer?.message ?? "A discount in your cart does not go with what you wrote here.";
    return `${reason} Your total is now ${money(cart.total, cart.currency_code)}. Nothing was ordered: look again, and place your order if that suits you.`;
  }
  await store.payment.initiatePaymentSession(cart, { provider_id: "pp_system_default" });
  return null;
}

/** The order of a cart; Medusa answers the same one however often it is asked. */
async function complete(id: string): Promise<string | null> {
  const answer = await medusa().store.cart.complete(id);
  return answer.type === "order" ? answer.order.id : null;
}

function problemOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined && status < 500 && error instanceof Error) return error.message;
  return "The shop can’t be reached just now. Your cart is safe; please try again in a moment.";
}
