import type { Goodword } from "@goodword/core";
import type { MedusaContainer } from "@medusajs/framework/types";
import { GOODWORD_MODULE } from "./modules/goodword";
import type { GoodwordModuleService } from "./modules/goodword/service";

/** The plugin's module in this shop. */
export function goodwordModuleOf(container: MedusaContainer): GoodwordModuleService {
  return container.resolve<GoodwordModuleService>(GOODWORD_MODULE);
}

/** The engine of this shop. */
export function goodwordOf(container: MedusaContainer): Goodword {
  return goodwordModuleOf(container).engine(container);
}
