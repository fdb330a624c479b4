import { Shopper } from "./shopper";
import type { Shop } from "./stock-shop";

/** Registers an account as a shop front does, and shops as it. */
export async function registered(baseUrl: string, shop: Shop, email: string): Promise<Shopper> {
  const guest = new Shopper(baseUrl, shop);
  const credentials = { email, password: "a long enough password" };
  const { body: begun } = await guest.call("/auth/customer/emailpass/register", credentials);
  await new Shopper(baseUrl, shop, begun.token).call("/store/customers", { email, first_name: "Anna" });
  const { body: known } = await guest.call("/auth/customer/emailpass", credentials);
  return new Shopper(baseUrl, shop, known.token);
}
