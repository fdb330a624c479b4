import Link from "next/link";
import { listProducts } from "../shop/medusa";
import { Picture } from "./picture";
import { Price } from "./price";

export async function ProductList() {
  const products = await listProducts();
  return (
    <ul className="products">
      {products.map((product) => (
        <li key={product.id}>
          <Link href={`/products/${product.handle}`} className="product-card">
            <Picture handle={product.handle} />
            <span className="product-line">
              <span className="product-title">{product.title}</span>
              <Price product={product} />
            </span>
            {product.subtitle && <span className="muted">{product.subtitle}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
