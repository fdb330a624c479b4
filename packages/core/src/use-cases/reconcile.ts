import type { Engine } from "../ports/ports";

/** How far back each round reads again: an order may commit after a later one. */
const overlap = 10 * 60_000;

/** Feeds the inbox with every order event the host knows since the last round; what is known is refused by its key. */
export async function reconcile(engine: Engine): Promise<{ received: number }> {
  const { store, clock, orders } = engine;
  const since = (await store.watermarks.get("orders")) ?? (await engine.shop.installedAt());
  const began = clock.now();
  let received = 0;
  for await (const { event, orderId } of orders.changedSince(new Date(since.getTime() - overlap))) {
    if (await receive(engine, event, orderId)) received += 1;
  }
  await store.watermarks.set("orders", began);
  return { received };
}

/** One inbox row, and nothing else: the only thing an event handler of a host does. */
export async function receive(
  { store, time, ids }: Engine,
  event: string,
  orderId: string,
): Promise<boolean> {
  const put = await store.inbox.put([
    {
      id: ids.id("event"),
      key: `${event}:${orderId}`,
      kind: event,
      payload: { orderId },
      availableAt: await time(),
    },
  ]);
  return put > 0;
}
