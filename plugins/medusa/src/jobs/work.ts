import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordOf } from "../goodword-of";

/** Decides what waits in the inbox and sends what waits in the outbox. */
export default async function work(container: MedusaContainer): Promise<void> {
  await goodwordOf(container).work();
}

export const config = {
  name: "goodword-work",
  // Counted from the end of the round before, so that rounds of one instance never overlap.
  schedule: { interval: 2_000, concurrency: "forbid" as const },
};
