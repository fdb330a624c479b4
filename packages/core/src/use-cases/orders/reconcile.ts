import type { Engine } from "../../ports/ports";
import type { WorkOptions } from "../queue/work";

/** How far back each round reads again: an order may commit after a later one. */
const overlap = 10 * 60_000;
/** How often everything is read again, and how far back: whatever moved before was read some day. */
const sweepEvery = 24 * 60 * 60_000;
const sweptBack = 400 * sweepEvery;

interface Told {
  readonly orderId: string;
  readonly event: string;
}

/**
 * Feeds the inbox with every order event the host knows since the last round, and once a day with those of the last
 * 400 days; what is known is refused by its key.
 */
export async function reconcile(
  engine: Engine,
  { pause = async () => {} }: Pick<WorkOptions, "pause"> = {},
): Promise<{ received: number }> {
  const { store, clock, orders } = engine;
  const began = clock.now();
  const installed = await engine.shop.installedAt();
  const swept = await store.watermarks.get("sweep");
  const isSweep = swept === null || swept.getTime() + sweepEvery <= began.getTime();
  const since = (await store.watermarks.get("orders")) ?? installed;
  const from = isSweep
    ? Math.max(installed.getTime() - overlap, began.getTime() - sweptBack)
    : since.getTime() - overlap;
  let received = 0;
  await pause();
  for await (const told of orders.changedSince(new Date(from))) {
    received += await receiveAll(engine, told);
    await pause();
  }
  await store.watermarks.set("orders", began);
  if (isSweep) await store.watermarks.set("sweep", began);
  return { received };
}

/** One inbox row, and nothing else: the only thing an event handler of a host does. */
export async function receive(engine: Engine, event: string, orderId: string): Promise<boolean> {
  return (await receiveAll(engine, [{ orderId, event }])) > 0;
}

async function receiveAll({ store, time, ids }: Engine, told: readonly Told[]): Promise<number> {
  if (told.length === 0) return 0;
  const availableAt = await time();
  return store.inbox.put(
    told.map(({ orderId, event }) => ({
      id: ids.id("event"),
      key: `${event}:${orderId}`,
      kind: event,
      payload: { orderId },
      availableAt,
    })),
  );
}
