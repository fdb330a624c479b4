import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReferrerCode } from "../../components/referrer-code";
import { Totals } from "../../components/totals";
import { friendOffer, getCart, listDeliveries } from "../../shop/cart";
import { getRegion } from "../../shop/medusa";
import { money } from "../../shop/money";
import { CheckoutForm } from "./checkout-form";

export const metadata: Metadata = { title: "Checkout" };

export default async function CheckoutPage() {
  const cart = await getCart();
  if (!cart?.items?.length) redirect("/cart");
  const [region, deliveries, offer] = await Promise.all([
    getRegion(),
    listDeliveries(cart.id),
    friendOffer(cart),
  ]);
  const countryNames = new Intl.DisplayNames(["en"], { type: "region" });
  const countries = (region.countries ?? [])
    .flatMap(({ iso_2 }) =>
      iso_2 ? [{ code: iso_2, name: countryNames.of(iso_2.toUpperCase()) ?? iso_2 }] : [],
    )
    .sort((a, b) => a.name.localeCompare(b.name));

  return (
    <div className="split">
      <h1>Checkout</h1>
      <aside className="summary" aria-label="Summary">
        <ul className="brief">
          {cart.items.map((item) => (
            <li key={item.id}>
              <span>
                {item.quantity} × {item.product_title}
              </span>
              <span>{money(item.unit_price * item.quantity, cart.currency_code)}</span>
            </li>
          ))}
        </ul>
        <Totals of={cart} />
        {offer.message && <p className="hint">{offer.message}</p>}
        <ReferrerCode applied={offer.applied} />
      </aside>
      <section>
        <CheckoutForm
          countries={countries}
          country={cart.shipping_address?.country_code ?? countries[0]?.code ?? ""}
          deliveries={deliveries.map(({ id, name, amount, type }) => ({
            id,
            name,
            description: type?.description ?? "",
            price: money(amount, cart.currency_code),
          }))}
          total={cart.total}
          delivery={cart.shipping_methods?.[0]?.shipping_option_id ?? deliveries[0]?.id ?? ""}
        />
      </section>
    </div>
  );
}
