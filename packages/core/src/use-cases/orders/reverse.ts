import { reversalOf } from "../../money/proration";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import { ruleOf } from "../../program/rule-of";
import { isGivenBack, type RecordedOrder } from "../../referral/recorded-order";
import { counterKeysOf, releaseFrom, restoreWithin } from "../../reward/caps";
import type { CounterKey } from "../../reward/counter";
import { restoredEntry, reversedEntry } from "../../reward/ledger";
import { type DeclineReason, moveReward, type Reward } from "../../reward/reward";
import type { Draft } from "../queue/draft";

/** The counters that taking a reward back may change. */
export function reversalCounters(program: Program, reward: Reward): CounterKey[] {
  return counterKeysOf(program, {
    advocateId: reward.participantId,
    at: reward.createdAt,
    currency: reward.value.currency,
  });
}

/**
 * Takes back what an order's refunds or its cancellation undo: of a reward for an order, as much as was refunded
 * of it; of one for reaching a milestone, all or nothing. What an edit brings back is given again while the reward
 * still waits.
 */
export function reverseForOrder(
  engine: Engine,
  draft: Draft,
  order: Pick<RecordedOrder, "price" | "refunded">,
  reward: Reward,
  program: Program,
  cause: "canceled" | "refund" | "appeal-refund",
): void {
  const isWhole = cause === "canceled" || isGivenBack(order);
  if (!isWhole && ruleOf(program, reward.rule)?.trigger.on !== "order") return;
  const { value, reversed, restored } = draft.reward(reward);
  const { price: orderValue, refunded } = order;
  const more = isWhole ? value.amount : reversalOf({ value: value.amount, orderValue, refunded }) - reversed;
  if (more < 0n) restoreReward(engine, draft, reward, -more, program);
  // The same part can be taken back once more after it was given again.
  const again = restored > 0n ? `-after-${restored}` : "";
  const key = cause === "canceled" ? cause : `${cause}-${refunded}${again}`;
  reverseReward(engine, draft, reward, more, key, program);
}

/** Only of what still waits: a code that was made smaller stays so. */
function restoreReward(engine: Engine, draft: Draft, stored: Reward, amount: bigint, program: Program): void {
  const reward = draft.reward(stored);
  if (reward.state !== "pending") return;
  const counters = restoreWithin(program, draft.countersOf(reversalCounters(program, reward)), {
    advocateId: reward.participantId,
    at: reward.createdAt,
    value: { ...reward.value, amount },
  });
  if (counters === null) return;
  draft.setCounters(counters);
  const at = { id: engine.ids.id("entry"), postedAt: engine.clock.now() };
  draft.entries.push(restoredEntry(reward, amount, at));
  const { reversed, restored } = reward;
  draft.save({ ...reward, reversed: reversed - amount, restored: restored + amount }, reward.state);
}

/**
 * Takes `amount` of a reward back, or what is left of it: a new entry in the ledger, and the code if it may be out. What expired unused
 * is no liability any more, so only what of it had paid a debt can still be taken.
 */
export function reverseReward(
  engine: Engine,
  draft: Draft,
  stored: Reward,
  amount: bigint,
  cause: string,
  program: Program,
): void {
  const { clock, ids } = engine;
  const reward = draft.reward(stored);
  if (reward.state === "reversed") return;
  const open =
    reward.value.amount - reward.reversed - (reward.state === "expired" ? (reward.payout ?? 0n) : 0n);
  const taken = amount < open ? amount : open;
  // What was never given cannot be taken back; an appeal may still give what stands.
  if (reward.state === "declined" || taken <= 0n) return;
  draft.entries.push(reversedEntry(reward, taken, cause, { id: ids.id("entry"), postedAt: clock.now() }));
  const reversed = reward.reversed + taken;
  const isGone = reversed === reward.value.amount;
  const change = { reversed, reversedAt: clock.now() };
  // A code that was used cannot be taken back: nothing is left to ask the host.
  const used = reward.state === "redeemed" ? { usedBeforeReversal: true } : {};
  draft.save(
    isGone ? moveReward(reward, "reversed", { ...change, ...used }) : { ...reward, ...change },
    reward.state,
  );
  draft.setCounters(
    releaseFrom(program, draft.countersOf(reversalCounters(program, reward)), {
      advocateId: reward.participantId,
      at: reward.createdAt,
      value: { ...reward.value, amount: taken },
      whole: isGone,
    }),
  );
  // An approved one may be on its way out: taking back a code that is not there does no harm.
  if (reward.payout !== null) {
    draft.messages.push({
      id: ids.id("adjust"),
      key: `adjust:${reward.id}:${cause}`,
      kind: "adjust-reward",
      payload: { rewardId: reward.id },
      availableAt: clock.now(),
    });
  }
}

/** Takes a pending reward's promise back before it was given: it will not be. */
export function declineReward(
  engine: Engine,
  draft: Draft,
  reward: Reward,
  declined: DeclineReason,
  program: Program,
): void {
  const { clock, ids } = engine;
  const left = reward.value.amount - reward.reversed;
  draft.entries.push(reversedEntry(reward, left, declined, { id: ids.id("entry"), postedAt: clock.now() }));
  draft.save(moveReward(reward, "declined", { declined, reversed: reward.value.amount }), reward.state);
  draft.setCounters(
    releaseFrom(program, draft.countersOf(reversalCounters(program, reward)), {
      advocateId: reward.participantId,
      at: reward.createdAt,
      value: { ...reward.value, amount: left },
      whole: true,
    }),
  );
}
