import { redirect } from "next/navigation";
import { ProductList } from "../components/product-list";

export default async function Home({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const { ref } = await searchParams;
  if (typeof ref === "string") redirect(`/friend?ref=${encodeURIComponent(ref)}`);
  return (
    <>
      <section className="hero">
        <h1>For the first hour of the day.</h1>
        <p>A mug, a tea and a notebook. Three things we use every morning, made by people we know.</p>
      </section>
      <h2 className="visually-hidden">Products</h2>
      <ProductList />
    </>
  );
}
