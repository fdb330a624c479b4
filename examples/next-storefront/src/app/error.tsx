"use client";

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <section className="notice">
      <h1>We’ll be right back.</h1>
      <p>The shop can’t be reached just now. Nothing is lost: your cart is safe.</p>
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
    </section>
  );
}
