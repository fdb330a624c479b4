import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import { accounts, issuedEntry } from "../../reward/ledger";
import { payoutOf } from "../../reward/payout";
import { moveReward, type Reward } from "../../reward/reward";
import { Draft } from "../queue/draft";
import { adjustReward, isTooMuch } from "./adjust-reward";
import { giveReward } from "./reward-to-give";
import { promiseOf } from "./settle-rewards";

const day = 86_400_000;

/**
 * Has the host give approved rewards, once however often it is tried. What is given is fixed and booked first,
 * less what the person owes from a reward that was used and then reversed; then the host gives it; then they
 * are told.
 */
export async function issueRewards(engine: Engine, rewardIds: readonly string[]): Promise<void> {
  const ready = await fixPayouts(engine, rewardIds);
  await Promise.all(
    ready.filter(({ payout }) => payout !== null && payout > 0n).map((reward) => giveReward(engine, reward)),
  );
  for (const id of await tellIssued(engine, ready)) await adjustReward(engine, id);
}

/**
 * Fixes and books what each approved reward gives. People are held before rewards, and in one order: as an order
 * does that is recorded at the same time, so that nobody waits in a circle.
 */
async function fixPayouts(engine: Engine, rewardIds: readonly string[]): Promise<Reward[]> {
  const { clock, ids, store } = engine;
  const seen = (await store.rewards.lock(rewardIds)).filter(isUnfixed);
  const people = [...new Set(seen.map(({ participantId }) => participantId))].sort();
  return store.transaction(async (stores) => {
    const draft = new Draft();
    const balances = new Map<string, Record<string, bigint>>();
    for (const person of people) {
      await stores.participants.lock(person);
      balances.set(person, await stores.ledger.balance(accounts.issued(person)));
    }
    const approved = (await stores.rewards.lock(rewardIds)).filter(({ state }) => state === "approved");
    for (const reward of approved.filter(isUnfixed)) {
      const balance = balances.get(reward.participantId);
      if (balance === undefined) {
        throw new GoodwordError("GW_RACE", `reward ${reward.id}: its person was merged meanwhile`);
      }
      const { amount, currency } = reward.value;
      const debt = balance[currency] ?? 0n;
      balance[currency] = debt - (amount - reward.reversed);
      const at = { id: ids.id("entry"), postedAt: clock.now() };
      draft.entries.push(issuedEntry(reward, at));
      const payout = payoutOf(reward, debt);
      draft.save({ ...reward, payout, settled: amount - reward.reversed - payout }, "approved");
    }
    await draft.write(engine, stores);
    return approved.map((reward) => draft.reward(reward));
  });
}

function isUnfixed({ state, payout }: Reward): boolean {
  return state === "approved" && payout === null;
}

/** Marks what the host gave, and answers which rewards are worth less than that by now. */
async function tellIssued(engine: Engine, given: readonly Reward[]): Promise<string[]> {
  const { clock, ids } = engine;
  return engine.store.transaction(async (stores) => {
    const draft = new Draft();
    const changed: string[] = [];
    for (const reward of await stores.rewards.lock(given.map(({ id }) => id))) {
      const issued = given.find(({ id }) => id === reward.id);
      if (reward.state !== "approved" || reward.code !== issued?.code) {
        if (reward.state === "reversed") changed.push(reward.id);
        continue;
      }
      const { rule } = await promiseOf(engine, stores, reward);
      const now = clock.now();
      const days = rule?.expiresAfterDays;
      const expiresAt = days === undefined ? null : new Date(now.getTime() + days * day);
      // Part was refunded while the host was giving it.
      if (isTooMuch(reward)) changed.push(reward.id);
      draft.save(moveReward(reward, "issued", { issuedAt: now, expiresAt }), "approved");
      if (engine.notifier !== null && reward.payout !== 0n) {
        draft.messages.push({
          id: ids.id("mail"),
          key: `mail:reward-issued:${reward.id}`,
          kind: "mail",
          payload: { template: "reward-issued", rewardId: reward.id },
          availableAt: now,
        });
      }
      if (expiresAt !== null) {
        draft.messages.push({
          id: ids.id("expire"),
          key: `expire:${reward.id}`,
          kind: "expire-reward",
          payload: { rewardId: reward.id },
          availableAt: expiresAt,
        });
      }
    }
    await draft.write(engine, stores);
    return changed;
  });
}
