import type { Engine } from "../ports/ports";
import { rewardEntry } from "../reward/ledger";
import { moveReward } from "../reward/reward";

/** Has the host give an approved reward, once however often it is tried, then books it and tells the advocate. */
export async function issueReward(engine: Engine, rewardId: string): Promise<void> {
  const { store, issuer, clock, ids } = engine;
  const approved = await store.rewards.lock(rewardId);
  if (approved === null || approved.state === "issued") return;
  if (approved.state === "approved") await issuer.issue({ code: approved.code, value: approved.value });
  const state = await store.transaction(async (stores) => {
    const reward = await stores.rewards.lock(rewardId);
    if (reward?.state !== "approved") return reward?.state;
    const issued = moveReward(reward, "issued", { issuedAt: clock.now() });
    await stores.rewards.save(issued, "approved");
    await stores.ledger.post(rewardEntry(issued, "issued", { id: ids.id("entry"), postedAt: clock.now() }));
    if (engine.notifier !== null) {
      await stores.outbox.put({
        id: ids.id("mail"),
        key: `mail:reward-issued:${rewardId}`,
        kind: "mail",
        payload: { template: "reward-issued", rewardId },
        availableAt: clock.now(),
      });
    }
    return issued.state;
  });
  // Reversed while the host was giving it, perhaps after an earlier try died there: take it back.
  if (state === "reversed") await revokeReward(engine, rewardId);
}

/** Takes an unused code back from the host, and keeps whether it had been used. */
export async function revokeReward(engine: Engine, rewardId: string): Promise<void> {
  const reward = await engine.store.rewards.lock(rewardId);
  if (reward === null || reward.state !== "reversed") return;
  const { used } = await engine.issuer.revoke(reward.code);
  await engine.store.rewards.save({ ...reward, usedBeforeReversal: used }, "reversed");
}
