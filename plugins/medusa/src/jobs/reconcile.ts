import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordOf } from "../goodword-of";

/** Finds the orders whose event was lost. */
export default async function reconcile(container: MedusaContainer): Promise<void> {
  await goodwordOf(container).reconcile();
}

export const config = {
  name: "goodword-reconcile",
  schedule: { interval: 45_000, concurrency: "forbid" as const },
};
