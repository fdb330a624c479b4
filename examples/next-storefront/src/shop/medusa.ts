import Medusa from "@medusajs/js-sdk";
import type { HttpTypes } from "@medusajs/types";
import { cache } from "react";
import { settings } from "./settings";

/** Medusa's Store API, called from this server only. */
export function medusa(): Medusa {
  return new Medusa({ baseUrl: settings.backendUrl, publishableKey: settings.publishableKey });
}

/** Where the shop sells: Europe in euro, or the first region there is. */
export const getRegion = cache(async (): Promise<HttpTypes.StoreRegion> => {
  const { regions } = await medusa().store.region.list({ fields: "*countries" });
  const region = regions.find(({ currency_code }) => currency_code === "eur") ?? regions[0];
  if (!region) throw new Error("Medusa has no region: seed it first");
  return region;
});

/** The country that stands in a new cart, so that delivery can be priced: Germany where it is served. */
export async function firstCountry(): Promise<string> {
  const countries = (await getRegion()).countries?.flatMap(({ iso_2 }) => iso_2 ?? []) ?? [];
  return countries.includes("de") ? "de" : (countries[0] ?? "");
}

const priced = "*variants.calculated_price,+variants.inventory_quantity";

export const listProducts = cache(async (): Promise<HttpTypes.StoreProduct[]> => {
  const region = await getRegion();
  const { products } = await medusa().store.product.list({ region_id: region.id, fields: priced, limit: 24 });
  return products;
});

export const getProduct = cache(async (handle: string): Promise<HttpTypes.StoreProduct | null> => {
  const region = await getRegion();
  const { products } = await medusa().store.product.list({ handle, region_id: region.id, fields: priced });
  return products[0] ?? null;
});

/** An order by its id, which Medusa itself treats as the buyer's key to it; null when there is none. */
export async function getOrder(id: string): Promise<HttpTypes.StoreOrder | null> {
  try {
    const { order } = await medusa().store.order.retrieve(id, {
      fields: "*items,*shipping_methods,*shipping_address",
    });
    return order;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** The HTTP status Medusa answered with; undefined when it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { status?: number } | null)?.status;
}
