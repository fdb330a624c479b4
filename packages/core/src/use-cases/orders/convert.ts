import type { Money } from "../../money/money";
import type { Order } from "../../order/order";
import { orderValueOf } from "../../order/order-value";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import type { RewardRule } from "../../program/reward-rule";
import { grantedRule } from "../../program/rule-of";
import { newCode } from "../../referral/code";
import { qualify, type Verdict } from "../../referral/qualification";
import { isGivenBack, type RecordedOrder } from "../../referral/recorded-order";
import type { Referral, RejectionReason } from "../../referral/referral";
import { amountOf, unitOf } from "../../reward/amount";
import { counterKeysOf, grantWithin } from "../../reward/caps";
import type { CounterKey } from "../../reward/counter";
import { holdEnd, paysForOrder } from "../../reward/due";
import { friendCounterKeys, heldFriendCounters } from "../../reward/friend-counters";
import { grantedEntry } from "../../reward/ledger";
import { milestonesReached } from "../../reward/milestones";
import { moveReward, type Reward } from "../../reward/reward";
import type { TrustFacts } from "../../trust/facts";
import { openReview } from "../../trust/review";
import { judge, type TrustVerdict } from "../../trust/verdict";
import type { Draft } from "../queue/draft";
import { trustOf, type Won } from "./facts";

/** An order with the referral it belongs to, about to be judged. */
export interface Conversion extends Won {
  readonly row: RecordedOrder;
  readonly hasEarlierOrder: boolean;
  /** Rewards that later orders of this relation have earned by rule. */
  readonly earlierGrants: ReadonlyMap<string, number>;
  /** The store's time. */
  readonly asOf: Date;
  /** 1, unless staff changed the attribution before. */
  readonly attempt: number;
  readonly facts: TrustFacts;
  /** Judged as the order stands now, whatever was before: staff look at it now, or try a program. */
  readonly asItStands?: boolean;
}

/** The counters that a conversion is decided by: held before. */
export function conversionCounters({ order, buyerId, referral, program }: Won): CounterKey[] {
  const caps = program.rewards.flatMap((rule) =>
    counterKeysOf(program, {
      advocateId: receiver(rule.side, referral, buyerId),
      at: order.placedAt,
      currency: unitOf(rule, order.currency),
    }),
  );
  return [...heldFriendCounters(program, referral.advocateId, order.placedAt), ...caps];
}

/**
 * Decides what an order earns: qualification, then trust, then the program's rules one by one. Everything is
 * written into the draft, the order's row with its verdict and every reason.
 */
export function convert(engine: Engine, draft: Draft, conversion: Conversion): void {
  const { order, row, referral, program } = conversion;
  const verdict = verdictOf(draft, conversion);
  if (verdict.outcome === "waiting") {
    wait(engine, draft, row, verdict.until);
    return;
  }
  if (verdict.outcome === "rejected") {
    reject(draft, conversion, verdict.reasons);
    return;
  }
  const judged = judge(conversion.facts, trustOf(program));
  if (judged.outcome === "refuse") {
    reject(draft, conversion, [
      judged.signals[0]?.id === "advocate-loop" ? "advocate-loop" : "trust-declined",
    ]);
    return;
  }
  if (judged.outcome === "decline") {
    reject(draft, conversion, ["trust-declined"]);
    grantAll(engine, draft, conversion, orderRules(conversion, true), judged);
    return;
  }
  draft.change({ ...row, verdict: "qualified", reasons: [] });
  const friends = countFriend(draft, conversion);
  const rules = [
    ...orderRules(conversion, friends !== null),
    ...(friends === null ? [] : milestonesReached(program, friends)),
  ];
  grantAll(engine, draft, conversion, rules, judged);
  if (friends !== null && program.rewards.some(({ trigger }) => trigger.on === "level")) {
    draft.messages.push({
      id: engine.ids.id("climb"),
      key: `climb:${order.id}`,
      kind: "climb-ladder",
      payload: { programId: program.id, advocateId: referral.advocateId },
      availableAt: engine.clock.now(),
    });
  }
}

/**
 * An order that was cancelled or given back is judged by what had happened before: one that qualified is taken back
 * afterwards, as if each had been heard of in its time; one that still waited waits no more.
 */
function verdictOf(draft: Draft, conversion: Conversion): Verdict {
  const { order, row, referral, program, buyerId } = conversion;
  const judge = (state: Order) =>
    qualify(
      {
        ...state,
        buyerId,
        advocateId: referral.advocateId,
        hasEarlierOrder: conversion.hasEarlierOrder,
        standingOrders: draft.standing(buyerId),
        bound: referral.orderId !== order.id,
        asOf: conversion.asOf,
      },
      program,
    );
  const now = { ...order, refunded: isGivenBack(row) ? orderValueOf(order, program.value) : 0n };
  // Goods may come back before they are paid; money only goes back after it came.
  const cameBackUnpaid = order.canceledAt === null && isGivenBack(row) && order.refunded <= 0n;
  if (conversion.asItStands || cameBackUnpaid) return judge(now);
  const before = judge(beforeItsEnd(order));
  const isOver = order.canceledAt !== null || isGivenBack(row);
  return before.outcome === "waiting" && isOver ? judge(now) : before;
}

function beforeItsEnd(order: Order): Order {
  const { canceledAt } = order;
  const before = (at: Date | null) => (at !== null && canceledAt !== null && at > canceledAt ? null : at);
  return {
    ...order,
    canceledAt: null,
    refunded: 0n,
    capturedAt: before(order.capturedAt),
    fulfilledAt: before(order.fulfilledAt),
    deliveredAt: before(order.deliveredAt),
  };
}

function receiver(side: RewardRule["side"], referral: Referral, buyerId: string): string {
  return side === "advocate" ? referral.advocateId : buyerId;
}

function wait(engine: Engine, draft: Draft, row: RecordedOrder, until: Date | null): void {
  draft.change({ ...row, verdict: "waiting", reasons: [] });
  if (until === null) return;
  draft.messages.push({
    id: engine.ids.id("recheck"),
    key: `recheck:${row.orderId}:${until.toISOString()}`,
    kind: "recheck-order",
    payload: { orderId: row.orderId },
    availableAt: until,
  });
}

function reject(
  draft: Draft,
  { row, referral, order, buyerId }: Conversion,
  reasons: RecordedOrder["reasons"],
) {
  draft.change({ ...row, verdict: "rejected", reasons });
  // A later order that earns nothing changes nothing of the relation it belongs to; nor does one that only comes
  // before the order that counts.
  const isOpen = reasons.every((reason) => reason === "not-the-nth-order");
  if (draft.referral(referral.id)?.state !== "converted" || referral.orderId !== order.id || isOpen) return;
  draft.move(referral.id, "rejected", { reasons });
  if (!reasons.every(isAboutCount)) draft.release(referral.programId, buyerId);
}

/** Another order of the friend, also one that is heard of late, may still make it right. */
export function isAboutCount(reason: RejectionReason): boolean {
  return reason === "not-the-nth-order" || reason === "too-few-orders";
}

/** Counts the friend once, with their first order that qualifies; null when they were counted before. */
function countFriend(draft: Draft, { referral, program, order }: Conversion) {
  const state = draft.referral(referral.id)?.state;
  if (state === "qualified") return null;
  draft.move(referral.id, "qualified", { reasons: [] });
  draft.addTo(friendCounterKeys(program, referral.advocateId, order.placedAt), 1n);
  const after = Number(friendsOf(draft, program, referral.advocateId));
  return { before: after - 1, after };
}

/** 0n where no rule of the program decides by it. */
function friendsOf(draft: Draft, program: Program, advocateId: string): bigint {
  return draft.count({ programId: program.id, scope: "friends", subject: advocateId });
}

/** `isFirst` of the friend's orders to qualify. */
function orderRules({ program, referral, order, earlierGrants }: Conversion, isFirst: boolean): RewardRule[] {
  const { placedAt } = order;
  const convertedAt = referral.convertedAt ?? placedAt;
  return program.rewards.filter((rule) =>
    paysForOrder(rule, { isFirst, convertedAt, placedAt, earlierGrants: earlierGrants.get(rule.id) ?? 0 }),
  );
}

function grantAll(
  engine: Engine,
  draft: Draft,
  conversion: Conversion,
  rules: readonly RewardRule[],
  verdict: TrustVerdict,
): void {
  const { order, program, referral } = conversion;
  const friends = friendsOf(draft, program, referral.advocateId);
  for (const rule of rules) {
    const value = amountOf(rule, {
      currency: order.currency,
      orderValue: orderValueOf(order, program.value),
      qualifiedFriends: Number(friends),
      placedAt: order.placedAt,
    });
    if (value !== null) grant(engine, draft, conversion, rule, value, verdict);
  }
}

function grant(
  engine: Engine,
  draft: Draft,
  { order, program, referral, buyerId, attempt }: Conversion,
  rule: RewardRule,
  value: Money,
  verdict: TrustVerdict,
): void {
  const { clock, ids } = engine;
  const participantId = receiver(rule.side, referral, buyerId);
  const pending: Reward = {
    id: ids.id("reward"),
    programId: program.id,
    programVersion: program.version,
    orderId: order.id,
    referralId: referral.id,
    rule: grantedRule(rule, attempt),
    side: rule.side,
    kind: rule.kind,
    participantId,
    value,
    reversed: 0n,
    restored: 0n,
    payout: null,
    settled: 0n,
    state: "pending",
    code: newCode("THANKS", ids),
    dueAt: holdEnd(program, rule, order) ?? order.placedAt,
    createdAt: order.placedAt,
    issuedAt: null,
    reversedAt: null,
    expiresAt: null,
    usedBeforeReversal: null,
    declined: null,
    verdict: verdict.signals.length === 0 ? null : verdict,
    review: openReview(verdict, clock.now().toISOString()),
  };
  if (verdict.outcome === "decline") {
    draft.grant(moveReward(pending, "declined", { declined: "trust" }));
    return;
  }
  book(engine, draft, pending, program);
}

/** Grants a pending reward within the program's caps, with its entry and the end of its hold; else declines it. */
export function book(engine: Engine, draft: Draft, reward: Reward, program: Program): void {
  const { clock, ids } = engine;
  const key = { advocateId: reward.participantId, at: reward.createdAt };
  const keys = counterKeysOf(program, { ...key, currency: reward.value.currency });
  const within = grantWithin(program, draft.countersOf(keys), { ...key, value: reward.value });
  if (!within.granted) {
    draft.grant(moveReward(reward, "declined", { declined: "cap-reached", review: null }));
    return;
  }
  draft.setCounters(within.counters);
  draft.grant(reward);
  draft.entries.push(grantedEntry(reward, { id: ids.id("entry"), postedAt: clock.now() }));
  draft.messages.push({
    id: ids.id("settle"),
    key: `settle:${reward.id}`,
    kind: "settle-reward",
    payload: { rewardId: reward.id },
    availableAt: reward.dueAt,
  });
}
