import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordModuleOf, goodwordOf } from "../goodword-of";

/** Finds the orders whose event was lost. Carts that are being completed go first. */
export default async function reconcile(container: MedusaContainer): Promise<void> {
  await goodwordOf(container).reconcile({ pause: goodwordModuleOf(container).checkouts.pauses() });
}

export const config = {
  name: "goodword-reconcile",
  schedule: { interval: 45_000, concurrency: "forbid" as const },
};
