import { givenBack } from "../../order/given-back";
import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { Program } from "../../program/program";
import { isGivenBack, type RecordedOrder } from "../../referral/recorded-order";
import type { CounterKey } from "../../reward/counter";
import { friendCounterKeys, heldFriendCounters } from "../../reward/friend-counters";
import type { Reward } from "../../reward/reward";
import type { Draft } from "../queue/draft";
import type { Attributed } from "./attributed";
import { reversalCounters, reverseForOrder, reverseReward } from "./reverse";

/** An order of which something is taken back, or comes back. */
export interface Undone {
  readonly order: Pick<Order, "id" | "canceledAt">;
  /** With what no longer stands of it now. */
  readonly row: RecordedOrder;
  readonly cause: "canceled" | "refund";
  /** Null where nobody referred the order. */
  readonly program: Program | null;
  readonly advocateId: string | null;
  readonly rewards: readonly Reward[];
  /** Other orders of the same relation. */
  readonly siblings: readonly RecordedOrder[];
  readonly siblingRewards: readonly Reward[];
}

/**
 * Those of the orders that were cancelled or given back since they were decided, with what they earned, locked; and
 * those decided in this transaction that are cancelled or given back already.
 */
export async function readUndone(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  known: readonly { order: Order; row: RecordedOrder }[],
  decided: readonly Attributed[],
): Promise<Undone[]> {
  const ids = new Set(decided.map(({ order }) => order.id));
  const others = known.filter(({ order, row }) => !ids.has(order.id) && mayHaveChanged(order, row));
  const referralIds = unique([...others, ...decided].flatMap(({ row }) => row.referralId ?? []));
  draft.knowReferrals(
    await stores.referrals.byIds(unique(others.flatMap(({ row }) => row.referralId ?? []))),
  );
  const changed: Pick<Undone, "order" | "row" | "cause" | "program" | "advocateId">[] = [];
  for (const { order, row } of others) {
    const referral = draft.referral(row.referralId ?? "");
    const program =
      referral && (await engine.book.version(referral.programId, referral.programVersion, stores.programs));
    const refunded = givenBack(order, row.price, program?.value);
    const isCanceled = order.canceledAt !== null && row.canceledAt === null;
    if (!isCanceled && refunded === row.refunded) continue;
    changed.push({
      order,
      row: { ...row, refunded },
      cause: isCanceled ? "canceled" : "refund",
      program,
      advocateId: referral?.advocateId ?? null,
    });
  }
  for (const { order, row, program, referral } of decided) {
    if (order.canceledAt === null && row.refunded === 0n) continue;
    const cause = order.canceledAt === null ? "refund" : "canceled";
    changed.push({ order, row, cause, program, advocateId: referral.advocateId });
  }
  if (changed.length === 0) return [];
  // Another order of the same person, decided at this moment, would not be seen among their orders.
  for (const person of unique(changed.map(({ row }) => row.participantId)).sort()) {
    await stores.participants.lock(person);
  }
  draft.knowStanding(await stores.orders.standing(changed.map(({ row }) => row.participantId)));
  const related = await stores.orders.byReferrals(referralIds);
  const orderIds = unique([
    ...changed.map(({ order }) => order.id),
    ...related.map(({ orderId }) => orderId),
  ]);
  const found = await stores.rewards.byOrders(orderIds);
  const rewards = await stores.rewards.lock(found.map(({ id }) => id));
  const of = (orderId: string) => rewards.filter((reward) => reward.orderId === orderId);
  return changed.map((one) => {
    const siblings = related.filter(
      ({ orderId, referralId }) => referralId === one.row.referralId && orderId !== one.row.orderId,
    );
    const siblingRewards = siblings.flatMap(({ orderId }) => of(orderId));
    return { ...one, rewards: of(one.order.id), siblings, siblingRewards };
  });
}

/** Whether there is anything to look at more closely: most orders are nobody's, and nothing came back of them. */
function mayHaveChanged({ canceledAt, refunded, returned = 0n, value }: Order, row: RecordedOrder): boolean {
  return (
    (canceledAt !== null && row.canceledAt === null) ||
    row.referralId !== null ||
    refunded > 0n ||
    returned > 0n ||
    row.refunded > 0n ||
    value !== row.value
  );
}

/** Whether nothing of an order stands. */
function isGone(row: RecordedOrder): boolean {
  return row.canceledAt !== null || isGivenBack(row);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
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
  const { order, program, cause } = undone;
  const decided = draft.order(order.id);
  const row = { ...(decided ?? undone.row), canceledAt: order.canceledAt, refunded: undone.row.refunded };
  draft.change(row);
  if (order.canceledAt !== null) draft.dropMark(row.participantId, row.orderId);
  if (program === null) return;
  for (const reward of [...undone.rewards, ...draft.grantsOf(order.id)]) {
    reverseForOrder(engine, draft, row, reward, program, cause);
  }
  // One that waited is missed by others of its relation, if it earned nothing itself.
  const verdicts = [row.verdict, undone.row.verdict];
  if (isGone(row) && verdicts.some((verdict) => verdict === "qualified" || verdict === "waiting")) {
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
