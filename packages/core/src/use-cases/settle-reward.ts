import type { Engine } from "../ports/ports";
import { moveReward } from "../reward/reward";
import { recordOrder } from "./record-order";

/**
 * Ends a reward's hold: asks the host once more whether the order stands, as a lost cancellation must
 * not be paid, then approves it and puts its issue into the outbox.
 */
export async function settleReward(engine: Engine, rewardId: string): Promise<void> {
  const { store, clock, ids } = engine;
  const due = await store.rewards.lock(rewardId);
  if (due === null || due.state !== "pending") return;
  await recordOrder(engine, due.orderId);
  await store.transaction(async (stores) => {
    const reward = await stores.rewards.lock(rewardId);
    if (reward === null || reward.state !== "pending") return;
    await stores.rewards.save(moveReward(reward, "approved"), "pending");
    await stores.outbox.put({
      id: ids.id("issue"),
      key: `issue:${rewardId}`,
      kind: "issue-reward",
      payload: { rewardId },
      availableAt: clock.now(),
    });
  });
}
