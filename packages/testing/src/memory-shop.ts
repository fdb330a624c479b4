import { createGoodword } from "@goodword/core";
import { aProgramDefinition } from "./builders";
import { memoryStore } from "./memory/memory-store";
import { memoryBenefit, memoryIssuer, memoryOrders } from "./memory-host";
import { testClock } from "./test-clock";
import { testIds } from "./test-ids";

/** A shop wholly in memory with one program, which sends no mail: enough to ask its engine. */
export function memoryShop({ program = aProgramDefinition() } = {}) {
  const clock = testClock();
  const orders = memoryOrders();
  const goodword = createGoodword(
    {
      store: memoryStore({ now: () => clock.now() }),
      clock,
      ids: testIds(3),
      orders,
      issuer: memoryIssuer(),
      benefit: memoryBenefit("cart_1"),
      notifier: null,
      log: { warn: () => {} },
    },
    { secret: "s".repeat(32), programs: [program], mails: { orderConfirmation: false } },
  );
  return { goodword, clock, orders };
}
