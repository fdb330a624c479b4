import type { Engine } from "../ports/ports";
import type { Stores } from "../ports/store";
import { expiredEntry, redeemedEntry } from "../reward/ledger";
import { moveReward } from "../reward/reward";
import { Draft } from "./draft";

/** The host tells that a reward's code was used. False when no issued reward has it, or it was told before. */
export function redeemReward(engine: Engine, input: { code: string }): Promise<{ redeemed: boolean }> {
  return engine.store.transaction(async (stores) => {
    const reward = await stores.rewards.byCode(input.code);
    return { redeemed: reward !== null && (await end(engine, stores, reward.id, "redeemed")) };
  });
}

/** The time to use a reward is over: an unused code is taken back, and what it was worth is owed no more. */
export async function expireReward(engine: Engine, rewardId: string): Promise<void> {
  const [reward] = await engine.store.rewards.lock([rewardId]);
  if (reward?.state !== "issued") return;
  const { used } = reward.payout ? await engine.issuer.revoke(reward.code, reward.kind) : { used: false };
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
  await draft.write(stores);
  return true;
}
