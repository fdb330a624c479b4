import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { expiredEntry, redeemedEntry } from "../../reward/ledger";
import { moveReward } from "../../reward/reward";
import { Draft } from "../queue/draft";
import { markUsed, takeBack } from "./adjust-reward";

/**
 * The host tells that a reward's code was used. False when no reward has it that could be, or it was told before.
 * A use that the host did not know of when it took the code back is owed, as any other.
 * @throws GoodwordError `GW_REWARD_NOT_MARKED` while the reward was given and not marked so: to be told again
 */
export function redeemReward(engine: Engine, input: { code: string }): Promise<{ redeemed: boolean }> {
  return engine.store.transaction(async (stores) => {
    const [found] = await stores.rewards.byCodes([input.code]);
    return { redeemed: found !== undefined && (await redeem(engine, stores, found.id)) };
  });
}

/** Books a reward as used, within the caller's transaction. */
export async function redeem(engine: Engine, stores: Stores, rewardId: string): Promise<boolean> {
  const [reward] = await stores.rewards.lock([rewardId]);
  if (reward?.state === "approved") {
    throw new GoodwordError("GW_REWARD_NOT_MARKED", `reward ${rewardId}: used, and not marked as issued yet`);
  }
  if (reward?.state !== "reversed") return end(engine, stores, rewardId, "redeemed");
  // Not known yet: the host is about to be asked, and will say.
  if (reward.usedBeforeReversal !== false || !reward.payout) return false;
  const draft = new Draft();
  markUsed(engine, draft, reward);
  await draft.write(engine, stores);
  return true;
}

/** The time to use a reward is over: an unused code is taken back, and what it was worth is owed no more. */
export async function expireReward(engine: Engine, rewardId: string): Promise<void> {
  const [reward] = await engine.store.rewards.lock([rewardId]);
  if (reward?.state !== "issued") return;
  const { used } = await takeBack(engine, reward);
  await engine.store.transaction((stores) => end(engine, stores, rewardId, used ? "redeemed" : "expired"));
}

async function end(
  engine: Engine,
  stores: Stores,
  rewardId: string,
  to: "redeemed" | "expired",
): Promise<boolean> {
  const [reward] = await stores.rewards.lock([rewardId]);
  if (reward?.state !== "issued") return false;
  const draft = new Draft();
  const at = { id: engine.ids.id("entry"), postedAt: engine.clock.now() };
  draft.entries.push(to === "redeemed" ? redeemedEntry(reward, at) : expiredEntry(reward, at));
  draft.save(moveReward(reward, to), "issued");
  await draft.write(engine, stores);
  return true;
}
