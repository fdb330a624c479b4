"use client";

// Defines <goodword-prompt> and <goodword-offer>. Safe to import on the server, where it does nothing.
import "@goodword/storefront";

export function ReferralPrompt({
  orderId,
  locale,
  shopName,
}: {
  orderId: string;
  locale: string;
  shopName: string;
}) {
  return (
    <goodword-prompt order-id={orderId} locale={locale} shop-name={shopName}>
      <a href={`/goodword/orders/${orderId}/prompt`}>Know someone who’d love this too? Get your link.</a>
    </goodword-prompt>
  );
}

export function ReferralOffer({
  code,
  locale,
  currency,
}: {
  code: string;
  locale: string;
  currency: string;
}) {
  return (
    <goodword-offer code={code} locale={locale} currency={currency}>
      <p>Switch on JavaScript to use a friend’s offer, or look around all the same.</p>
    </goodword-offer>
  );
}
