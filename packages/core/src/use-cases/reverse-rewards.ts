import { GoodwordError } from "../errors";
import type { Engine } from "../ports/ports";
import type { Stores } from "../ports/store";
import { moveReferral } from "../referral/referral";
import { rewardEntry } from "../reward/ledger";
import { moveReward } from "../reward/reward";

/** Takes back everything an order earned: new entries in the ledger, and the code if it may be out. */
export async function reverseRewards(engine: Engine, stores: Stores, orderId: string): Promise<void> {
  const { clock, ids } = engine;
  for (const { id } of await stores.rewards.byOrder(orderId)) {
    const reward = await stores.rewards.lock(id);
    if (reward === null || reward.state === "reversed") continue;
    const reversed = moveReward(reward, "reversed", { reversedAt: clock.now() });
    if (!(await stores.rewards.save(reversed, reward.state))) {
      throw new GoodwordError("GW_REWARD_RACE", `reward ${id}: moved while it was locked`);
    }
    await stores.ledger.post(
      rewardEntry(reversed, "reversed", {
        id: ids.id("entry"),
        postedAt: clock.now(),
        reversedFrom: reward.state,
      }),
    );
    // An approved one may be on its way out: taking back a code that is not there does no harm.
    if (reward.state !== "pending") {
      await stores.outbox.put({
        id: ids.id("revoke"),
        key: `revoke:${id}`,
        kind: "revoke-reward",
        payload: { rewardId: id },
        availableAt: clock.now(),
      });
    }
  }
  const referral = await stores.referrals.byOrder(orderId);
  if (referral?.state === "qualified")
    await stores.referrals.save(moveReferral(referral, "reversed"), "qualified");
}
