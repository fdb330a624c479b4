import type { Engine } from "../../ports/ports";
import { newCode } from "../../referral/code";
import { redeemedEntry } from "../../reward/ledger";
import { payoutOf } from "../../reward/payout";
import { moveReward, type Reward } from "../../reward/reward";
import { Draft } from "../queue/draft";
import { giveReward, rewardToGive } from "./reward-to-give";

/**
 * Brings what the host gave up to what is left of a reward after a reversal. An unused code is taken back, and
 * one for the rest is given in its place; what was used stays used, and the person owes it.
 */
export async function adjustReward(engine: Engine, rewardId: string): Promise<void> {
  const [seen] = await engine.store.rewards.lock([rewardId]);
  if (seen === undefined || !isToAdjust(seen)) return;
  const { used } = await takeBack(engine, seen);
  await engine.store.transaction(async (stores) => {
    const [reward] = await stores.rewards.lock([rewardId]);
    if (reward === undefined || reward.code !== seen.code || !isToAdjust(reward)) return;
    const draft = new Draft();
    if (used) markUsed(engine, draft, reward);
    else if (reward.state === "reversed") draft.save({ ...reward, usedBeforeReversal: false }, "reversed");
    else giveRest(engine, draft, reward);
    await draft.write(engine, stores);
  });
}

/** Gives the code that stands in the place of one taken back; idempotent by the code. */
export async function reissueReward(engine: Engine, rewardId: string): Promise<void> {
  const [reward] = await engine.store.rewards.lock([rewardId]);
  if (reward?.state !== "issued" || !reward.payout) return;
  await giveReward(engine, reward);
}

/** Has the host take back what it gave. Where a debt took all of it, the host was never asked. */
export async function takeBack(engine: Engine, reward: Reward): Promise<{ used: boolean }> {
  return reward.payout ? engine.issuer.revoke(await rewardToGive(engine, reward)) : { used: false };
}

function isToAdjust(reward: Reward): boolean {
  if (reward.payout === null) return false;
  if (reward.state === "reversed") return reward.usedBeforeReversal === null;
  return reward.state === "issued" && isTooMuch(reward);
}

/** Whether more was given, or is being given, than is left. */
export function isTooMuch(reward: Reward): boolean {
  return reward.payout !== null && left(reward) < reward.payout;
}

/** What can still be used: what paid a debt is spent, and is not given a second time. */
function left(reward: Reward): bigint {
  return payoutOf(reward, reward.settled);
}

/** Used: the liability became a discount the shop gave, and what was reversed of it is owed. */
export function markUsed(engine: Engine, draft: Draft, reward: Reward): void {
  const at = { id: engine.ids.id("entry"), postedAt: engine.clock.now() };
  draft.entries.push(redeemedEntry(reward, at));
  const used =
    reward.state === "reversed" ? { ...reward, usedBeforeReversal: true } : moveReward(reward, "redeemed");
  draft.save(used, reward.state);
}

function giveRest(engine: Engine, draft: Draft, reward: Reward): void {
  const { clock, ids } = engine;
  const code = newCode("THANKS", ids);
  const payout = left(reward);
  draft.save({ ...reward, code, payout }, reward.state);
  if (payout === 0n) return;
  const now = clock.now();
  draft.messages.push({
    id: ids.id("reissue"),
    key: `reissue:${code}`,
    kind: "reissue-reward",
    payload: { rewardId: reward.id },
    availableAt: now,
  });
  if (engine.notifier === null) return;
  draft.messages.push({
    id: ids.id("mail"),
    key: `mail:reward-issued:${reward.id}:${code}`,
    kind: "mail",
    payload: { template: "reward-issued", rewardId: reward.id },
    availableAt: now,
  });
}
