import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { isPaidForClicks } from "../../program/paid-for-clicks";
import type { Program } from "../../program/program";
import type { RewardRule } from "../../program/reward-rule";
import { ruleOf } from "../../program/rule-of";
import { isProposed } from "../../referral/proposal";
import { holdEnd } from "../../reward/due";
import { milestoneStands } from "../../reward/milestones";
import { moveReward, type Reward } from "../../reward/reward";
import { clicksReview } from "../../trust/clicks-review";
import { openReview, reviewResult } from "../../trust/review";
import { doubted, mustBeLookedAt, type SamePersonDoubt } from "../../trust/same-person";
import { pointsOf } from "../../trust/verdict";
import { trustOf } from "../orders/facts";
import { recordOrders } from "../orders/record-orders";
import { declineReward, reversalCounters } from "../orders/reverse";
import { Draft } from "../queue/draft";

const day = 86_400_000;

/**
 * Ends rewards' holds: asks the host once more whether the orders stand, as a lost cancellation must not be paid,
 * then approves them and puts their issue into the outbox. One that waits for a person goes on waiting.
 */
export async function settleRewards(engine: Engine, rewardIds: readonly string[]): Promise<void> {
  const { store } = engine;
  const due = (await store.rewards.lock(rewardIds)).filter(({ state }) => state === "pending");
  const orderIds = [...new Set(due.filter(isForOrder).map(({ orderId }) => orderId))];
  if (orderIds.length > 0) await recordOrders(engine, orderIds);
  const orders = new Map((await engine.orders.load(orderIds)).map((order) => [order.id, order]));
  await store.transaction(async (stores) => {
    const draft = new Draft();
    const pending = (await stores.rewards.lock(rewardIds)).filter(({ state }) => state === "pending");
    const rewards = await Promise.all(
      pending.map(async (reward) => ({ reward, ...(await promiseOf(engine, stores, reward)) })),
    );
    const milestones = rewards.filter(({ rule }) => rule?.trigger.on === "milestone");
    draft.knowCounters(
      await stores.counters.hold(
        milestones.flatMap(({ reward, program }) => [
          friendsKey(reward),
          ...reversalCounters(program, reward),
        ]),
      ),
    );
    const doubts = await samePersonDoubts(stores, rewards);
    for (const one of rewards) {
      const doubt = doubts.get(one.reward.id) ?? null;
      settle(engine, draft, { ...one, doubt, order: orders.get(one.reward.orderId) });
    }
    await draft.write(engine, stores);
  });
}

interface Due {
  readonly reward: Reward;
  readonly program: Program;
  readonly rule: RewardRule | null;
  readonly order: Order | undefined;
  readonly doubt: SamePersonDoubt | null;
}

function settle(engine: Engine, draft: Draft, { reward, program, rule, order, doubt }: Due): void {
  const { clock, ids } = engine;
  if (reward.review === null && rule !== null && isPaidForClicks(rule)) {
    // Granted by a version that did not send it to review.
    draft.save({ ...reward, ...clicksReview(clock.now()) }, "pending");
    return;
  }
  if (reward.review !== null && reviewResult(reward.review) !== "pay") return;
  const until = order === undefined || rule === null ? reward.dueAt : holdEnd(program, rule, order);
  if (until === null || until > clock.now()) {
    // What the hold counts from has not happened, or happened later than was thought: look again.
    const again = until ?? new Date(clock.now().getTime() + day);
    if (until !== null) draft.save({ ...reward, dueAt: until }, "pending");
    draft.messages.push({
      id: ids.id("settle"),
      key: `settle:${reward.id}:${again.toISOString()}`,
      kind: "settle-reward",
      payload: { rewardId: reward.id },
      availableAt: again,
    });
    return;
  }
  const friends = Number(draft.count(friendsKey(reward)));
  if (rule?.trigger.on === "milestone" && !milestoneStands(rule, friends)) {
    declineReward(engine, draft, reward, "milestone-lost", program);
    return;
  }
  if (doubt !== null && mustBeLookedAt(reward.review, doubt)) {
    const review = openReview({ outcome: "review" }, clock.now().toISOString());
    draft.save({ ...reward, review, verdict: doubted(reward.verdict, doubt) }, "pending");
    return;
  }
  draft.save(moveReward(reward, "approved"), "pending");
  draft.messages.push({
    id: ids.id("issue"),
    key: `issue:${reward.id}`,
    kind: "issue-reward",
    payload: { rewardId: reward.id },
    availableAt: clock.now(),
  });
}

/**
 * Looks at the relations again: since a reward was granted, its advocate and friend may have been proposed to be one
 * person, or been made one.
 */
async function samePersonDoubts(
  stores: Stores,
  rewards: readonly { readonly reward: Reward; readonly program: Program }[],
): Promise<Map<string, SamePersonDoubt>> {
  const ids = [...new Set(rewards.flatMap(({ reward }) => reward.referralId ?? []))];
  const referrals = new Map((await stores.referrals.byIds(ids)).map((referral) => [referral.id, referral]));
  const advocates = [...new Set([...referrals.values()].map(({ advocateId }) => advocateId))];
  const proposals = await stores.proposals.openOf(advocates);
  const doubts = new Map<string, SamePersonDoubt>();
  for (const { reward, program } of rewards) {
    const { advocateId, friendId } = referrals.get(reward.referralId ?? "") ?? {};
    if (advocateId === undefined || !friendId) continue;
    const points = pointsOf(trustOf(program).points["possible-same-person"]);
    const proposal = proposals.find((one) => isProposed([one], advocateId, friendId));
    if (advocateId === friendId) doubts.set(reward.id, { since: null, points });
    else if (proposal !== undefined) doubts.set(reward.id, { since: proposal.proposedAt, points });
  }
  return doubts;
}

/** Whether a host's order earned it, and not a ladder or a period. */
export function isForOrder({ orderId }: Reward): boolean {
  return !orderId.startsWith("ladder:") && !orderId.startsWith("period:");
}

/** The program version and the rule a reward was granted under. */
export async function promiseOf(
  engine: Engine,
  stores: Stores,
  reward: Reward,
): Promise<{ program: Program; rule: RewardRule | null }> {
  const program = await engine.book.version(reward.programId, reward.programVersion, stores.programs);
  return { program, rule: ruleOf(program, reward.rule) };
}

function friendsKey({ programId, participantId }: Reward) {
  return { programId, scope: "friends", subject: participantId };
}
