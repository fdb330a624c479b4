import { givenBack } from "../../order/given-back";
import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { grantWithin } from "../../reward/caps";
import { friendCounterKeys, heldFriendCounters } from "../../reward/friend-counters";
import { grantedEntry } from "../../reward/ledger";
import { moveReward, type Reward } from "../../reward/reward";
import {
  askAppeal,
  decideAppeal,
  decideReview,
  openReview,
  type Review,
  type StaffDecision,
} from "../../trust/review";
import { declineReward, reversalCounters, reverseForOrder } from "../orders/reverse";
import { Draft } from "../queue/draft";
import { isForOrder, promiseOf } from "./settle-rewards";

/**
 * A person decides on a flagged reward, or declines one in its hold that nothing had flagged. Approved, it goes on
 * through its hold; declined, its promise is taken back, and its advocate may appeal. Null where there is no such
 * reward, or nothing to decide. The same word of the same person once more, as a double
 * click says it, changes nothing.
 * @throws GoodwordError `GW_REVIEW_STATE`, `GW_REVIEW_REASON`, `GW_REVIEW_STAFF`
 */
export function reviewReward(
  engine: Engine,
  input: { rewardId: string; decision: "approved" | "declined" } & Omit<StaffDecision, "at">,
): Promise<Reward | null> {
  const begun = (reward: Reward) =>
    input.decision === "declined" && reward.state === "pending"
      ? openReview({ outcome: "review" }, engine.clock.now().toISOString())
      : null;
  return withReview(engine, input.rewardId, begun, async (stores, draft, reward, review) => {
    if (review.state === input.decision && isRepeated(review.decision, input)) return;
    const decided = decideReview(review, input.decision, signed(engine, input));
    const looked = { ...reward, review: decided };
    if (reward.state !== "pending") return draft.save(looked, reward.state);
    if (input.decision === "approved") {
      draft.save(looked, "pending");
      return settleAgain(engine, draft, looked, "reviewed");
    }
    const { program } = await promiseOf(engine, stores, reward);
    draft.knowCounters(await stores.counters.hold(reversalCounters(program, reward)));
    declineReward(engine, draft, looked, "trust", program);
  });
}

/**
 * An advocate asks for a human look at a reward that was declined. Null where there is no such reward.
 * @throws GoodwordError `GW_APPEAL_STATE`, `GW_REVIEW_REASON`
 */
export function appealReward(
  engine: Engine,
  input: { rewardId: string; reason: string },
): Promise<Reward | null> {
  return withReview(engine, input.rewardId, none, async (_stores, draft, reward, review) => {
    const at = engine.clock.now().toISOString();
    draft.save({ ...reward, review: askAppeal(review, { reason: input.reason, at }) }, reward.state);
  });
}

/**
 * A person answers an appeal. Overturned, the reward is granted after all, and the friend counts; unless the order
 * was cancelled meanwhile. The same word of the same person once more changes nothing.
 * @throws GoodwordError `GW_APPEAL_STATE`, `GW_REVIEW_REASON`, `GW_REVIEW_STAFF`
 */
export async function answerAppeal(
  engine: Engine,
  input: { rewardId: string; decision: "upheld" | "overturned" } & Omit<StaffDecision, "at">,
): Promise<Reward | null> {
  const [seen] = await engine.store.rewards.lock([input.rewardId]);
  const [order] = seen === undefined || !isForOrder(seen) ? [] : await engine.orders.load([seen.orderId]);
  return withReview(engine, input.rewardId, none, async (stores, draft, reward, review) => {
    if (review.appealState === input.decision && isRepeated(review.appealDecision, input)) return;
    const decided = decideAppeal(review, input.decision, signed(engine, input));
    draft.save({ ...reward, review: decided }, reward.state);
    const isLost = reward.state !== "declined" || order === undefined || order.canceledAt !== null;
    if (input.decision === "overturned" && !isLost) {
      await grantAfterAll(engine, stores, draft, draft.reward(reward), order);
    }
  });
}

async function grantAfterAll(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  reward: Reward,
  order: Order,
): Promise<void> {
  const { program } = await promiseOf(engine, stores, reward);
  const [row] = await stores.orders.lock([order.id]);
  const [referral] = await stores.referrals.byIds(reward.referralId === null ? [] : [reward.referralId]);
  if (row === undefined || referral === undefined) return;
  draft.knowReferrals([referral]);
  const friends = heldFriendCounters(program, referral.advocateId, order.placedAt);
  draft.knowCounters(await stores.counters.hold([...friends, ...reversalCounters(program, reward)]));
  const within = grantWithin(program, draft.countersOf(reversalCounters(program, reward)), {
    advocateId: reward.participantId,
    at: reward.createdAt,
    value: reward.value,
  });
  if (!within.granted) {
    draft.save({ ...reward, declined: "cap-reached" }, "declined");
    return;
  }
  draft.setCounters(within.counters);
  const pending = moveReward({ ...reward, reversed: 0n }, "pending", { declined: null });
  draft.save(pending, "declined");
  const at = { id: engine.ids.id("entry"), postedAt: engine.clock.now() };
  draft.entries.push(grantedEntry(pending, at, "appeal"));
  settleAgain(engine, draft, pending, "appeal");
  if (referral.state === "rejected" && referral.orderId === order.id) {
    draft.move(referral.id, "qualified", { reasons: [] });
    draft.addTo(friendCounterKeys(program, referral.advocateId, order.placedAt), 1n);
  }
  const refunded = givenBack(order, row.price, program.value);
  draft.change({ ...row, verdict: "qualified", reasons: [], refunded });
  reverseForOrder(engine, draft, { ...row, refunded }, pending, program, "appeal-refund");
}

const none = () => null;

/** One reward with its review, or what `begun` makes one of, locked behind its order, in a transaction. */
async function withReview(
  engine: Engine,
  rewardId: string,
  begun: (reward: Reward) => Review | null,
  act: (stores: Stores, draft: Draft, reward: Reward, review: Review) => Promise<void>,
): Promise<Reward | null> {
  const [seen] = await engine.store.rewards.lock([rewardId]);
  if (seen === undefined) return null;
  return engine.store.transaction(async (stores) => {
    // An order's row first, as everybody does who grants or reverses for it.
    if (isForOrder(seen)) await stores.orders.lock([seen.orderId]);
    const [reward] = await stores.rewards.lock([rewardId]);
    const review = reward && (reward.review ?? begun(reward));
    if (reward === undefined || !review) return null;
    const draft = new Draft();
    await act(stores, draft, reward, review);
    await draft.write(engine, stores);
    return draft.reward(reward);
  });
}

function isRepeated(made: StaffDecision | null, { by, reason }: Omit<StaffDecision, "at">): boolean {
  return made?.by === by.trim() && made.reason === reason.trim();
}

function signed(engine: Engine, { by, reason }: Omit<StaffDecision, "at">): StaffDecision {
  return { by, reason, at: engine.clock.now().toISOString() };
}

function settleAgain(engine: Engine, draft: Draft, reward: Reward, why: string): void {
  const now = engine.clock.now();
  draft.messages.push({
    id: engine.ids.id("settle"),
    key: `settle:${reward.id}:${why}`,
    kind: "settle-reward",
    payload: { rewardId: reward.id },
    availableAt: new Date(Math.max(reward.dueAt.getTime(), now.getTime())),
  });
}
