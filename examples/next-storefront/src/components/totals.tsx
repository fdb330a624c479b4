import type { HttpTypes } from "@medusajs/types";
import { money, rounded } from "../shop/money";

/** The sums of a cart or an order, each row a name and an amount. */
export function Totals({ of }: { of: HttpTypes.StoreCart | HttpTypes.StoreOrder }) {
  const currency = of.currency_code;
  const delivery = of.shipping_methods?.[0];
  const subtotal = rounded(of.original_item_total ?? of.item_total, currency);
  const shipping = rounded(of.original_shipping_total ?? of.shipping_total, currency);
  // Medusa keeps fractions of a cent; the discount is shown so that the rows add up to what is paid.
  const discount = (of.discount_total ?? 0) > 0 ? subtotal + shipping - rounded(of.total, currency) : 0;
  return (
    <dl className="totals">
      <div>
        <dt>Subtotal</dt>
        <dd>{money(subtotal, currency)}</dd>
      </div>
      {discount > 0 && (
        <div className="saved">
          <dt>Discount</dt>
          <dd>−{money(discount, currency)}</dd>
        </div>
      )}
      {delivery && (
        <div>
          <dt>Delivery, {delivery.name}</dt>
          <dd>{money(shipping, currency)}</dd>
        </div>
      )}
      <div className="grand">
        <dt>Total</dt>
        <dd>{money(of.total, currency)}</dd>
      </div>
      {(of.tax_total ?? 0) > 0 && (
        <div className="muted">
          <dt>Tax included</dt>
          <dd>{money(of.tax_total, currency)}</dd>
        </div>
      )}
    </dl>
  );
}
