"use client";

import { type FormEvent, startTransition, useActionState, useEffect, useRef, useTransition } from "react";
import { chooseDelivery } from "../../shop/actions";
import { placeOrder } from "../../shop/place-order";

interface Props {
  countries: { code: string; name: string }[];
  country: string;
  deliveries: { id: string; name: string; description: string; price: string }[];
  delivery: string;
  /** What the shopper was told it costs, so that it never costs more unannounced. */
  total: number;
}

export function CheckoutForm({ countries, country, deliveries, delivery, total }: Props) {
  const [{ problem }, send, pending] = useActionState(placeOrder, { problem: null });
  const [choosing, choose] = useTransition();
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (problem && !pending) alert.current?.focus();
  }, [problem, pending]);

  // Sent by hand: React empties a form after its action, and a shopper who mistyped must not type again.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (!pending) startTransition(() => send(form));
  };

  return (
    <form className="checkout" action={send} onSubmit={submit}>
      {problem && (
        <p className="problem" role="alert" tabIndex={-1} ref={alert}>
          {problem}
        </p>
      )}
      <input type="hidden" name="total" value={total} />
      <fieldset>
        <legend>Contact</legend>
        <Field name="email" label="E-mail" type="email" autoComplete="email" wide />
      </fieldset>
      <fieldset>
        <legend>Where to</legend>
        <Field name="first_name" label="First name" autoComplete="given-name" />
        <Field name="last_name" label="Last name" autoComplete="family-name" />
        <Field name="address_1" label="Address" autoComplete="street-address" wide />
        <Field name="postal_code" label="Postal code" autoComplete="postal-code" />
        <Field name="city" label="City" autoComplete="address-level2" />
        <label className="field wide">
          <span>Country</span>
          <select name="country_code" defaultValue={country} autoComplete="country">
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <fieldset>
        <legend>Delivery</legend>
        {deliveries.map(({ id, name, description, price }) => (
          <label className="choice wide" key={id}>
            <input
              type="radio"
              name="delivery"
              value={id}
              defaultChecked={id === delivery}
              onChange={() => choose(() => chooseDelivery(id))}
            />
            <span>
              {name}
              {description && <span className="muted">{description}</span>}
            </span>
            <span className="price">{price}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Payment</legend>
        <p className="wide">This is a demonstration: the order is real in Medusa, and nothing is charged.</p>
      </fieldset>
      <button type="submit" className="button" disabled={pending || choosing}>
        {pending ? "Placing your order…" : "Place order"}
      </button>
    </form>
  );
}

function Field(props: { name: string; label: string; type?: string; autoComplete: string; wide?: boolean }) {
  return (
    <label className={props.wide ? "field wide" : "field"}>
      <span>{props.label}</span>
      <input
        name={props.name}
        type={props.type ?? "text"}
        autoComplete={props.autoComplete}
        required
        maxLength={200}
      />
    </label>
  );
}
