import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils";
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createUsersWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
} from "@medusajs/medusa/core-flows";

export interface Shop {
  readonly publishableKey: string;
  readonly regionId: string;
  readonly variantId: string;
  readonly userId: string;
}

const first = <T>({ result: [made] }: { result: T[] }): T => made as T;

/** The least a shopper can buy from: a mug at €20, delivered in Germany for €5. */
export async function stockShop(container: MedusaContainer): Promise<Shop> {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const channel = await container.resolve(Modules.SALES_CHANNEL).createSalesChannels({ name: "Web" });
  const region = first(
    await createRegionsWorkflow(container).run({
      input: {
        regions: [
          {
            name: "Europe",
            currency_code: "eur",
            countries: ["de"],
            payment_providers: ["pp_system_default"],
          },
        ],
      },
    }),
  );
  const location = first(
    await createStockLocationsWorkflow(container).run({ input: { locations: [{ name: "Warehouse" }] } }),
  );
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: location.id, add: [channel.id] },
  });
  const profile = first(
    await createShippingProfilesWorkflow(container).run({
      input: { data: [{ name: "Default", type: "default" }] },
    }),
  );
  const delivery = await fulfillment.createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [{ name: "Germany", geo_zones: [{ type: "country", country_code: "de" }] }],
  });
  const at = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" } });
  await link.create({ ...at, [Modules.FULFILLMENT]: { fulfillment_set_id: delivery.id } });
  await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name: "Standard",
        price_type: "flat",
        provider_id: "manual_manual",
        service_zone_id: delivery.service_zones[0]?.id as string,
        shipping_profile_id: profile.id,
        type: { label: "Standard", description: "3–5 days", code: "standard" },
        prices: [{ currency_code: "eur", amount: 5 }],
      },
    ],
  });
  const product = first(
    await createProductsWorkflow(container).run({
      input: {
        products: [
          {
            title: "Stoneware mug",
            status: ProductStatus.PUBLISHED,
            shipping_profile_id: profile.id,
            sales_channels: [{ id: channel.id }],
            options: [{ title: "Edition", values: ["Standard"] }],
            variants: [
              {
                title: "Standard",
                sku: "MUG",
                options: { Edition: "Standard" },
                prices: [{ currency_code: "eur", amount: 20 }],
              },
            ],
          },
        ],
      },
    }),
  );
  const [stock] = await container.resolve(Modules.INVENTORY).listInventoryItems({ sku: "MUG" });
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: [
        { inventory_item_id: stock?.id as string, location_id: location.id, stocked_quantity: 1_000 },
      ],
    },
  });
  const key = first(
    await createApiKeysWorkflow(container).run({
      input: { api_keys: [{ title: "Web", type: "publishable", created_by: "" }] },
    }),
  );
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channel.id] } });
  const user = first(
    await createUsersWorkflow(container).run({ input: { users: [{ email: "staff@shop.example" }] } }),
  );
  return {
    publishableKey: key.token,
    regionId: region.id,
    variantId: product.variants[0]?.id as string,
    userId: user.id,
  };
}

export interface Market {
  readonly currency: string;
  readonly country: string;
  /** Of the mug, in major units. */
  readonly price: number;
  /** Per cent; none where it is left out. */
  readonly tax?: number;
  /** Whether the price is shown with it. */
  readonly taxInclusive?: boolean;
}

/** Sells the mug in one more country, without delivery costs; answers the region's id. */
export async function sellIn(container: MedusaContainer, shop: Shop, market: Market): Promise<string> {
  const { currency, country, price, tax, taxInclusive = false } = market;
  const region = first(
    await createRegionsWorkflow(container).run({
      input: {
        regions: [
          {
            name: country,
            currency_code: currency,
            countries: [country],
            payment_providers: ["pp_system_default"],
          },
        ],
      },
    }),
  );
  const pricing = container.resolve(Modules.PRICING);
  const [shown] = await pricing.listPricePreferences({ attribute: "currency_code", value: currency });
  if (shown) await pricing.updatePricePreferences(shown.id, { is_tax_inclusive: taxInclusive });
  if (tax !== undefined) {
    await container.resolve(Modules.TAX).createTaxRegions({
      country_code: country,
      provider_id: "tp_system",
      default_tax_rate: { rate: tax, code: "standard", name: "Tax" },
    });
  }
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const [zone] = await fulfillment.listServiceZones({});
  await fulfillment.createGeoZones({
    type: "country",
    country_code: country,
    service_zone_id: zone?.id as string,
  });
  const [profile] = await fulfillment.listShippingProfiles({});
  await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name: `To ${country}`,
        price_type: "flat",
        provider_id: "manual_manual",
        service_zone_id: zone?.id as string,
        shipping_profile_id: profile?.id as string,
        type: { label: "Standard", description: "3–5 days", code: `standard-${country}` },
        prices: [{ currency_code: currency, amount: 0 }],
      },
    ],
  });
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "variant",
    fields: ["price_set.id"],
    filters: { id: shop.variantId },
  });
  await pricing.addPrices({
    priceSetId: data[0]?.price_set?.id as string,
    prices: [{ currency_code: currency, amount: price }],
  });
  return region.id;
}
