import {
  createGoodword,
  defaultContent,
  type Goodword,
  type Order,
  type Ports,
  type ProgramDefinition,
  type Secret,
  type Store,
} from "@goodword/core";
import { anOrder, aProgramDefinition } from "../builders";
import { memoryBenefit, memoryIssuer, memoryNotifier, memoryOrders } from "../memory-host";
import { testClock } from "../test-clock";
import { testIds } from "../test-ids";
import type { OpenStore } from "./describe-store";

export type TestShop = Awaited<ReturnType<typeof openShop>>;

/** A shop in memory over any store, its time and its store's the test's. `change` is made to its one program. */
export async function openShop(
  open: OpenStore,
  change: Partial<ProgramDefinition> = {},
  others: readonly ProgramDefinition[] = [],
  more: Pick<Ports, "events" | "codes"> = {},
  hasCms = false,
) {
  const { store: opened, close } = await open();
  const clock = testClock();
  // Holds and leases go by the store's time: here it is the test's.
  const store: Store = { ...opened, now: async () => clock.now() };
  const orders = memoryOrders();
  const issuer = memoryIssuer();
  const benefit = memoryBenefit("cart_1", "cart_2");
  const notifier = memoryNotifier();
  const ports: Ports = {
    store,
    clock,
    ids: testIds(7),
    orders,
    issuer,
    benefit,
    notifier,
    ...more,
    log: { warn: () => {} },
  };
  const start = (secret: Secret): Goodword =>
    createGoodword(ports, {
      secret,
      programs: [aProgramDefinition(change), ...others],
      mails: { orderConfirmation: true },
      publicUrl: "https://api.shop.example",
      hasCms,
    });
  let goodword = start("s".repeat(32));
  const codeOf = async (order: Order) => {
    const { prompt } = await goodword.showPrompt({ orderId: order.id });
    return (prompt?.link.split("/").at(-1) ?? "").toUpperCase();
  };
  return {
    store,
    close,
    clock,
    orders,
    issuer,
    benefit,
    notifier,
    get goodword() {
      return goodword;
    },
    /** The shop is started again with other options. */
    changeSecret(secret: Secret) {
      goodword = start(secret);
    },
    codeOf,
    /** Another person's order. */
    order: (name: string, rest: Partial<Order> = {}) =>
      anOrder({
        id: `order_${name}`,
        displayId: name,
        email: `${name}@example.com`,
        firstName: name,
        placedAt: clock.now(),
        ...rest,
      }),
    anna: anOrder({ placedAt: clock.now() }),
    ben: anOrder({
      id: "order_ben",
      displayId: "1002",
      email: "ben@example.com",
      firstName: "Ben",
      placedAt: clock.now(),
    }),
    sums: () => store.ledger.sums(),
    /** What the host says of an order now, told and worked through. */
    async tell(event: string, order: Order) {
      orders.add(order);
      await goodword.receive(event, order.id);
      await goodword.work();
    },
    async place(order: Order) {
      orders.add(order);
      await goodword.receive("order.placed", order.id);
      await goodword.work();
    },
    /** A friend accepts the offer behind this buyer's link. */
    async claim(advocate: Order) {
      const { claim } = await goodword.claimOffer({ code: await codeOf(advocate) });
      if (claim === null) throw new Error("the offer was not there");
      return claim.token;
    },
    published(ask: string, disclosure = defaultContent.en.disclosure) {
      return [
        {
          placement: "order-confirmation" as const,
          locale: "en",
          content: { ...defaultContent.en, ask, disclosure },
        },
      ];
    },
  };
}
