import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Picture } from "../../../components/picture";
import { Price } from "../../../components/price";
import { SubmitButton } from "../../../components/submit-button";
import { addToCart } from "../../../shop/actions";
import { getProduct } from "../../../shop/medusa";

interface Props {
  params: Promise<{ handle: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await getProduct((await params).handle);
  return { title: product?.title ?? "Not found", description: product?.subtitle ?? undefined };
}

export default async function ProductPage({ params }: Props) {
  const product = await getProduct((await params).handle);
  const variant = product?.variants?.[0];
  if (!product || !variant) notFound();
  return (
    <article className="product">
      <Picture handle={product.handle} />
      <div className="product-text">
        <h1>{product.title}</h1>
        {product.subtitle && <p className="lead">{product.subtitle}</p>}
        <p className="product-price">
          <Price product={product} />
        </p>
        <form action={addToCart}>
          <input type="hidden" name="variant_id" value={variant.id} />
          <SubmitButton waiting="Adding…">Add to cart</SubmitButton>
        </form>
        <p>{product.description}</p>
        <dl className="facts">
          {product.material && (
            <div>
              <dt>Material</dt>
              <dd>{product.material}</dd>
            </div>
          )}
          {product.weight && (
            <div>
              <dt>Weight</dt>
              <dd>{product.weight} g</dd>
            </div>
          )}
          <div>
            <dt>Returns</dt>
            <dd>Within 30 days</dd>
          </div>
        </dl>
      </div>
    </article>
  );
}
