import Link from "next/link";

export default function NotFound() {
  return (
    <section className="notice">
      <h1>There is nothing here.</h1>
      <p>The page has moved, or the address has a slip in it.</p>
      <Link className="button" href="/">
        To the shop
      </Link>
    </section>
  );
}
