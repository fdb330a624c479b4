import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils";
import {
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows";
import { deliveries, products, regions } from "./catalogue";

/**
 * Fills an empty Medusa with the demo shop. It looks for each thing before it makes it, so it may run at
 * every start, also after a run that was killed half-way.
 */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const salesChannelId = await nameStore(container);
  await addRegions(container);
  const profileId = await addShippingProfile(container);
  const locationId = await addLocation(container, salesChannelId);
  await addDelivery(container, locationId, profileId);
  await addProducts(container, salesChannelId, profileId, locationId);
  await handOverKey(container);
  logger.info(`Seeded ${products.length} products in ${regions.length} regions.`);
}

async function nameStore(container: MedusaContainer): Promise<string> {
  const [store] = await container.resolve(Modules.STORE).listStores();
  if (!store?.default_sales_channel_id)
    throw new Error("Medusa made no default store: run db:migrate first.");
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: "Morning Goods",
        supported_currencies: regions.map(({ currency }, at) => ({
          currency_code: currency,
          is_default: at === 0,
        })),
      },
    },
  });
  return store.default_sales_channel_id;
}

async function addRegions(container: MedusaContainer): Promise<void> {
  const known = new Set((await container.resolve(Modules.REGION).listRegions()).map(({ name }) => name));
  const missing = regions.filter(({ name }) => !known.has(name));
  if (missing.length > 0) {
    await createRegionsWorkflow(container).run({
      input: {
        regions: missing.map(({ name, currency, countries }) => ({
          name,
          currency_code: currency,
          countries,
          payment_providers: ["pp_system_default"],
        })),
      },
    });
  }

  const taxed = await container.resolve(Modules.TAX).listTaxRegions({}, { take: 500 });
  const countries = regions
    .flatMap((region) => region.countries)
    .filter((country) => !taxed.some(({ country_code }) => country_code === country));
  if (countries.length > 0) {
    await createTaxRegionsWorkflow(container).run({
      input: countries.map((country_code) => ({ country_code, provider_id: "tp_system" })),
    });
  }
}

async function addShippingProfile(container: MedusaContainer): Promise<string> {
  const [profile] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: "default" });
  if (profile) return profile.id;
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Default", type: "default" }] },
  });
  return result[0]?.id as string;
}

async function addLocation(container: MedusaContainer, salesChannelId: string): Promise<string> {
  const name = "Warehouse";
  const [known] = await container.resolve(Modules.STOCK_LOCATION).listStockLocations({ name });
  const location =
    known ??
    (
      await createStockLocationsWorkflow(container).run({
        input: {
          locations: [{ name, address: { address_1: "Hafenstraße 7", city: "Hamburg", country_code: "DE" } }],
        },
      })
    ).result[0];
  if (!location) throw new Error("The stock location could not be made.");

  // Links are kept once, however often they are made.
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  });
  await linkSalesChannelsToStockLocationWorkflow(container).run({
    input: { id: location.id, add: [salesChannelId] },
  });
  return location.id;
}

async function addDelivery(container: MedusaContainer, locationId: string, profileId: string): Promise<void> {
  const fulfillment = container.resolve(Modules.FULFILLMENT);
  const name = "Delivery";
  const relations = ["service_zones"];
  const [known] = await fulfillment.listFulfillmentSets({ name }, { relations });
  const set =
    known ??
    (await fulfillment.createFulfillmentSets({
      name,
      type: "shipping",
      service_zones: regions.map((region) => ({
        name: region.name,
        geo_zones: region.countries.map((country_code) => ({ type: "country" as const, country_code })),
      })),
    }));
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: locationId },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });

  const offered = await fulfillment.listShippingOptions(
    { service_zone: { id: set.service_zones.map(({ id }) => id) } },
    { relations: ["type"] },
  );
  const missing = set.service_zones.flatMap((zone) =>
    deliveries
      .filter(
        ({ name: option }) =>
          !offered.some((offer) => offer.service_zone_id === zone.id && offer.name === option),
      )
      .map((delivery) => ({ zone, delivery })),
  );
  if (missing.length === 0) return;
  await createShippingOptionsWorkflow(container).run({
    input: missing.map(({ zone, delivery }) => ({
      name: delivery.name,
      price_type: "flat" as const,
      provider_id: "manual_manual",
      service_zone_id: zone.id,
      shipping_profile_id: profileId,
      type: { label: delivery.name, description: delivery.description, code: delivery.code },
      prices: pricesOf(delivery.prices),
      rules: [
        { attribute: "enabled_in_store", value: "true", operator: "eq" as const },
        { attribute: "is_return", value: "false", operator: "eq" as const },
      ],
    })),
  });
}

async function addProducts(
  container: MedusaContainer,
  salesChannelId: string,
  profileId: string,
  locationId: string,
): Promise<void> {
  const known = await container
    .resolve(Modules.PRODUCT)
    .listProducts({ handle: products.map(({ handle }) => handle) });
  const missing = products.filter(({ handle }) => !known.some((product) => product.handle === handle));
  if (missing.length > 0) {
    await createProductsWorkflow(container).run({
      input: {
        products: missing.map(({ prices, ...product }) => ({
          ...product,
          status: ProductStatus.PUBLISHED,
          shipping_profile_id: profileId,
          sales_channels: [{ id: salesChannelId }],
          options: [{ title: "Edition", values: ["Standard"] }],
          variants: [
            {
              title: "Standard",
              sku: product.handle.toUpperCase(),
              options: { Edition: "Standard" },
              prices: pricesOf(prices),
            },
          ],
        })),
      },
    });
  }

  const inventory = container.resolve(Modules.INVENTORY);
  const items = await inventory.listInventoryItems({
    sku: products.map(({ handle }) => handle.toUpperCase()),
  });
  const levels = await inventory.listInventoryLevels({ inventory_item_id: items.map(({ id }) => id) });
  const unstocked = items.filter(({ id }) => !levels.some((level) => level.inventory_item_id === id));
  if (unstocked.length > 0) {
    await createInventoryLevelsWorkflow(container).run({
      input: {
        inventory_levels: unstocked.map(({ id }) => ({
          inventory_item_id: id,
          location_id: locationId,
          stocked_quantity: 100_000,
        })),
      },
    });
  }
}

/** The shop needs the publishable key's token, which Medusa makes itself. */
async function handOverKey(container: MedusaContainer): Promise<void> {
  const file = process.env.GOODWORD_DEMO_KEY_FILE;
  if (!file) return;
  const [key] = await container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" });
  if (!key) throw new Error("Medusa made no publishable key: start it once, or make one in its admin.");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, key.token);
}

function pricesOf(prices: Record<string, number>): { currency_code: string; amount: number }[] {
  return Object.entries(prices).map(([currency_code, amount]) => ({ currency_code, amount }));
}
