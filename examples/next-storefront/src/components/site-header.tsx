import Link from "next/link";
import { getCart } from "../shop/cart";
import { shopName } from "../shop/settings";

export async function SiteHeader() {
  // The page itself says when the shop is out of reach; its header only leaves the number out.
  const cart = await getCart().catch(() => null);
  const count = cart?.items?.reduce((sum, { quantity }) => sum + quantity, 0) ?? 0;
  return (
    <header className="site-header">
      <Link className="brand" href="/">
        {shopName}
      </Link>
      <nav aria-label="Shop">
        <Link href="/cart">
          Cart
          {count > 0 && (
            <span className="count">
              {count}
              <span className="visually-hidden"> {count === 1 ? "item" : "items"}</span>
            </span>
          )}
        </Link>
      </nav>
    </header>
  );
}
