import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Picture } from "../../../../components/picture";
import { ReferralPrompt } from "../../../../components/referral";
import { Totals } from "../../../../components/totals";
import { getLocale } from "../../../../shop/locale";
import { getOrder } from "../../../../shop/medusa";
import { money } from "../../../../shop/money";
import { shopName } from "../../../../shop/settings";

export const metadata: Metadata = { title: "Your order", robots: { index: false } };

export default async function ConfirmedPage({ params }: { params: Promise<{ id: string }> }) {
  const order = await getOrder((await params).id);
  if (!order) notFound();
  const address = order.shipping_address;
  return (
    <div className="confirmed">
      <h1>Order {order.display_id} is in.</h1>
      <p className="lead">
        We’ve sent the details to <strong>{order.email}</strong>.
      </p>
      <ul className="lines">
        {order.items?.map((item) => (
          <li key={item.id} className="line">
            <Picture handle={item.product_handle} small />
            <div className="line-text">
              <span>{item.product_title}</span>
              <span className="muted">Quantity {item.quantity}</span>
            </div>
            <span className="price">{money(item.unit_price * item.quantity, order.currency_code)}</span>
          </li>
        ))}
      </ul>
      <Totals of={order} />
      {address && (
        <section className="address">
          <h2>On its way to</h2>
          <address>
            {address.first_name} {address.last_name}
            <br />
            {address.address_1}
            <br />
            {address.postal_code} {address.city}
          </address>
        </section>
      )}
      <ReferralPrompt orderId={order.id} locale={await getLocale()} shopName={shopName} />
    </div>
  );
}
