import type { Ports } from "../../ports/ports";
import type { ShopFacts } from "../../ports/shop-facts";

const kept = 600_000;

export function shopFacts({ store, clock }: Pick<Ports, "store" | "clock">): ShopFacts {
  let installed: Date | null = null;
  const averages = new Map<string, { value: bigint | null; at: number }>();
  return {
    async installedAt() {
      installed ??= await store.watermarks.get("installed");
      if (installed !== null) return installed;
      // An hour's grace: an order placed while the shop restarted with Goodword is not an old one.
      const at = new Date(clock.now().getTime() - 3_600_000);
      await store.watermarks.set("installed", at);
      return at;
    },
    async averageValue(currency) {
      const now = clock.now().getTime();
      const known = averages.get(currency);
      if (known !== undefined && now - known.at < kept) return known.value;
      const value = await store.orders.averageValue(currency);
      averages.set(currency, { value, at: now });
      return value;
    },
  };
}
