import type { MedusaContainer } from "@medusajs/framework/types";
import { goodwordModuleOf, goodwordOf } from "../goodword-of";

/** Counts and deletes old clicks, deletes old logins, and grants the bonuses of periods that ended. */
export default async function tend(container: MedusaContainer): Promise<void> {
  const goodword = goodwordOf(container);
  await goodword.tendClicks();
  await goodword.closePeriods();
  await goodwordModuleOf(container).logins.purge();
}

export const config = {
  name: "goodword-tend",
  schedule: { interval: 300_000, concurrency: "forbid" as const },
};
