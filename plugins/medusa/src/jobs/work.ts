import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordModuleOf, goodwordOf } from "../goodword-of";

/** Decides what waits in the inbox and sends what waits in the outbox. Carts that are being completed go first. */
export default async function work(container: MedusaContainer): Promise<void> {
  await goodwordOf(container).work({ pause: goodwordModuleOf(container).checkouts.pauses() });
}

export const config = {
  name: "goodword-work",
  // Counted from the end of the round before, so that rounds of one instance never overlap.
  schedule: { interval: 2_000, concurrency: "forbid" as const },
};
