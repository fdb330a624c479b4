import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProductList } from "../../components/product-list";
import { ReferralOffer } from "../../components/referral";
import { getLocale } from "../../shop/locale";
import { getRegion } from "../../shop/medusa";
import { shopName } from "../../shop/settings";

export const metadata: Metadata = { title: "From a friend", robots: { index: false } };

/** Where a share link leads: the offer first, then what it can be used for. */
export default async function FriendPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[]>>;
}) {
  const { ref } = await searchParams;
  if (typeof ref !== "string" || ref === "") redirect("/");
  const { currency_code } = await getRegion();
  return (
    <>
      <section className="friend">
        <h1>Welcome to {shopName}.</h1>
        <ReferralOffer code={ref.slice(0, 64)} locale={await getLocale()} currency={currency_code} />
      </section>
      <h2 className="section-title">What we make</h2>
      <ProductList />
    </>
  );
}
