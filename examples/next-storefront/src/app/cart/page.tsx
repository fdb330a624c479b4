import type { Metadata } from "next";
import Link from "next/link";
import { DiscountCode } from "../../components/discount-code";
import { Picture } from "../../components/picture";
import { SubmitButton } from "../../components/submit-button";
import { Totals } from "../../components/totals";
import { setQuantity } from "../../shop/actions";
import { friendOffer, getCart } from "../../shop/cart";
import { money } from "../../shop/money";

export const metadata: Metadata = { title: "Your cart" };

export default async function CartPage() {
  const cart = await getCart();
  const items = cart?.items ?? [];
  if (!cart || items.length === 0) {
    return (
      <section className="notice">
        <h1>Your cart is empty.</h1>
        <p>There is a mug, a tea and a notebook waiting.</p>
        <Link className="button" href="/">
          Look around
        </Link>
      </section>
    );
  }
  const offer = await friendOffer(cart);
  return (
    <div className="split">
      <h1>Your cart</h1>
      <section>
        <ul className="lines">
          {[...items]
            .sort((a, b) => String(a.created_at).localeCompare(String(b.created_at)))
            .map((item) => (
              <li key={item.id} className="line">
                <Picture handle={item.product_handle} small />
                <div className="line-text">
                  <Link href={`/products/${item.product_handle}`}>{item.product_title}</Link>
                  <span className="muted">{money(item.unit_price, cart.currency_code)}</span>
                  <div className="stepper">
                    <Step
                      line={item.id}
                      to={item.quantity - 1}
                      sign="−"
                      label={`One ${item.product_title} less`}
                    />
                    <span>
                      <span className="visually-hidden">Quantity </span>
                      {item.quantity}
                    </span>
                    <Step
                      line={item.id}
                      to={item.quantity + 1}
                      sign="+"
                      label={`One ${item.product_title} more`}
                    />
                    <Step
                      line={item.id}
                      to={0}
                      sign="Remove"
                      label={`Remove ${item.product_title}`}
                      className="link"
                    />
                  </div>
                </div>
                <span className="price">{money(item.unit_price * item.quantity, cart.currency_code)}</span>
              </li>
            ))}
        </ul>
      </section>
      <aside className="summary" aria-label="Summary">
        <Totals of={cart} />
        {offer.message && <p className="hint">{offer.message}</p>}
        <DiscountCode />
        <Link className="button" href="/checkout">
          Go to checkout
        </Link>
      </aside>
    </div>
  );
}

function Step(props: { line: string; to: number; sign: string; label: string; className?: string }) {
  return (
    <form action={setQuantity}>
      <input type="hidden" name="line_id" value={props.line} />
      <input type="hidden" name="quantity" value={props.to} />
      <SubmitButton className={props.className ?? "step"} label={props.label}>
        {props.sign}
      </SubmitButton>
    </form>
  );
}
