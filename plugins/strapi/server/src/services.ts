import type { Core } from "@strapi/strapi";
import { createSnapshotSource, type SnapshotSource } from "./content-snapshot";
import { createDelivery, type Delivery } from "./delivery";
import { type GoodwordOptions, parseOptions } from "./options";
import { createRefusedBearers, type RefusedBearers } from "./refused-bearers";
import { createShopFigures, type ShopFiguresSource } from "./shop-figures";

type Given = { strapi: Core.Strapi };

/** What Strapi makes once and keeps while it runs. */
export const services = {
  options: ({ strapi }: Given): GoodwordOptions => parseOptions(strapi.config.get("plugin::goodword")),
  snapshots: ({ strapi }: Given): SnapshotSource => createSnapshotSource(strapi),
  delivery: ({ strapi }: Given): Delivery =>
    createDelivery(strapi, service(strapi, "options"), service(strapi, "snapshots")),
  bearers: (): RefusedBearers => createRefusedBearers(),
  figures: ({ strapi }: Given): ShopFiguresSource => createShopFigures(service(strapi, "options")),
};

/** One of this plugin's services, with its type. */
export function service<Name extends keyof typeof services>(
  strapi: Core.Strapi,
  name: Name,
): ReturnType<(typeof services)[Name]> {
  return strapi.plugin("goodword").service(name);
}
