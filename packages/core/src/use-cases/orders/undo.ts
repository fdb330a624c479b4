import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { Program } from "../../program/program";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { CounterKey } from "../../reward/counter";
import { friendCounterKeys, heldFriendCounters } from "../../reward/friend-counters";
import type { Reward } from "../../reward/reward";
import type { Draft } from "../queue/draft";
import { reversalCounters, reverseForOrder, reverseReward } from "./reverse";

/** A recorded order of which something is taken back. */
export interface Undone {
  readonly order: Pick<Order, "id" | "placedAt" | "value" | "refunded" | "canceledAt">;
  readonly row: RecordedOrder;
  readonly cause: "canceled" | "refund";
  /** Whether it is decided in this transaction too: its row and rewards are as they should be. */
  readonly isDecided: boolean;
  /** Null where nobody referred the order. */
  readonly program: Program | null;
  readonly advocateId: string | null;
  readonly rewards: readonly Reward[];
  /** Other orders of the same relation. */
  readonly siblings: readonly RecordedOrder[];
  readonly siblingRewards: readonly Reward[];
}

/** Those of the known orders that were cancelled or refunded since, with what they earned, locked. */
export async function readUndone(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  known: readonly { order: Order; row: RecordedOrder }[],
  /** Ids of those that are decided in this transaction, as the host tells them now. */
  decided: ReadonlySet<string>,
): Promise<Undone[]> {
  const changed = known.filter(
    ({ order, row }) =>
      (order.canceledAt !== null && row.canceledAt === null) ||
      (!decided.has(order.id) && order.refunded > row.refunded),
  );
  if (changed.length === 0) return [];
  // Another order of the same person, decided at this moment, would not be seen among their orders.
  for (const person of [...new Set(changed.map(({ row }) => row.participantId))].sort()) {
    await stores.participants.lock(person);
  }
  const referralIds = changed.flatMap(({ row }) => row.referralId ?? []);
  draft.knowReferrals(await stores.referrals.byIds(referralIds));
  draft.knowStanding(await stores.orders.standing(changed.map(({ row }) => row.participantId)));
  const siblings = await stores.orders.byReferrals(referralIds);
  const orderIds = new Set([
    ...changed.map(({ order }) => order.id),
    ...siblings.map(({ orderId }) => orderId),
  ]);
  const found = await stores.rewards.byOrders([...orderIds]);
  const rewards = await stores.rewards.lock(found.map(({ id }) => id));
  const undone: Undone[] = [];
  for (const { order, row } of changed) {
    const referral = draft.referral(row.referralId ?? "");
    const own = (orderId: string) => rewards.filter((reward) => reward.orderId === orderId);
    const others = siblings.filter(
      ({ orderId, referralId }) => referralId === row.referralId && orderId !== row.orderId,
    );
    undone.push({
      order,
      row,
      isDecided: decided.has(order.id),
      cause: order.canceledAt !== null && row.canceledAt === null ? "canceled" : "refund",
      program:
        referral && (await engine.book.version(referral.programId, referral.programVersion, stores.programs)),
      advocateId: referral?.advocateId ?? null,
      rewards: own(order.id),
      siblings: others,
      siblingRewards: others.flatMap(({ orderId }) => own(orderId)),
    });
  }
  return undone;
}

/** Whether nothing of an order stands. */
function isGone({
  canceledAt,
  refunded,
  value,
}: Pick<RecordedOrder, "canceledAt" | "refunded" | "value">): boolean {
  return canceledAt !== null || (refunded > 0n && refunded >= value);
}

/** The counters that undoing may change. */
export function undoCounters({
  program,
  advocateId,
  row,
  rewards,
  siblings,
  siblingRewards,
}: Undone): CounterKey[] {
  if (program === null || advocateId === null) return [];
  return [
    ...[row, ...siblings].flatMap(({ placedAt }) => heldFriendCounters(program, advocateId, placedAt)),
    ...[...rewards, ...siblingRewards].flatMap((reward) => reversalCounters(program, reward)),
  ];
}

/** Takes back what a cancellation or refund undoes, and the friend's counting when nothing of theirs stands. */
export function undo(engine: Engine, draft: Draft, undone: Undone): void {
  const { order, row, program, rewards, cause, isDecided } = undone;
  const changed = { ...row, canceledAt: order.canceledAt, refunded: order.refunded };
  if (!isDecided) draft.change(changed);
  if (order.canceledAt !== null) draft.dropMark(row.participantId, row.orderId);
  if (program === null) return;
  for (const reward of rewards) {
    reverseForOrder(engine, draft, { ...changed, value: row.value }, reward, program, cause);
  }
  // One that waited is missed by others of its relation, if it earned nothing itself.
  if (isGone(changed) && (row.verdict === "qualified" || row.verdict === "waiting")) {
    forgetFriend(engine, draft, undone, program);
  }
}

/**
 * The order that made somebody a friend is gone. Where the program asks for several orders and too few are left,
 * what the others earned goes too; where none stands, the relation is reversed and counts no more.
 */
function forgetFriend(engine: Engine, draft: Draft, undone: Undone, program: Program): void {
  const { row, siblingRewards, advocateId } = undone;
  const siblings = draft
    .ordersOf(row.referralId ?? "", undone.siblings)
    .filter(({ orderId }) => orderId !== row.orderId);
  const asked = program.conditions.find((condition) => condition.type === "orders");
  const tooFew = asked !== undefined && draft.standing(row.participantId).length < asked.count;
  const standing = tooFew ? [] : siblings.filter((order) => order.verdict === "qualified" && !isGone(order));
  if (tooFew) {
    for (const reward of siblingRewards) {
      reverseReward(engine, draft, reward, reward.value.amount, "too-few-orders", program);
    }
  }
  const referral = draft.referral(row.referralId ?? "");
  if (standing.length > 0 || referral?.state !== "qualified" || advocateId === null) return;
  draft.move(referral.id, "reversed");
  const first = siblings.find(({ verdict }) => verdict === "qualified") ?? row;
  draft.addTo(friendCounterKeys(program, advocateId, first.placedAt), -1n);
}
