import type { Money } from "../../money/money";
import type { Page, PageOf } from "../../page";
import type { Payment, PayoutRecord } from "../../ports/payout-store";
import type { Engine } from "../../ports/ports";
import type { RewardKind } from "../../program/reward-rule";
import type { Reward, RewardState } from "../../reward/reward";
import { redeem } from "./end-reward";

/** A payout is waiting for an export, exported and not paid, or paid. */
export const payoutStates = ["waiting", "exported", "paid"] as const;
export type PayoutState = (typeof payoutStates)[number];

/** A reward that staff pay by hand, outside of the shop. */
export interface Payout {
  readonly code: string;
  readonly rewardId: string;
  readonly kind: RewardKind;
  /** One that was reversed after its export is still to be paid: the person owes it. */
  readonly rewardState: RewardState;
  readonly programId: string;
  /** What earned it. */
  readonly orderId: string;
  readonly participantId: string;
  /** The order its person became known by. */
  readonly firstOrderId: string;
  readonly value: Money;
  readonly issuedAt: Date | null;
  readonly batchId: string | null;
  readonly exportedAt: Date | null;
  /** The host's id of whoever did it. */
  readonly exportedBy: string | null;
  readonly payment: Payment | null;
}

export interface PayoutBatch {
  readonly batchId: string;
  readonly payouts: readonly Payout[];
}

/** What a file holds at most; what is left stands in the next. */
const mostInBatch = 500;

export async function listPayouts(
  engine: Engine,
  { state, ...page }: Page & { state: PayoutState },
): Promise<PageOf<Payout>> {
  const { payouts } = engine.store;
  if (state === "waiting") {
    const { rows, count } = await payouts.waiting(page);
    return { rows: await withRewards(engine, rows, []), count };
  }
  const { rows, count } = await payouts.exported({ ...page, paid: state === "paid" });
  return { rows: await withRewards(engine, codesOf(rows), rows), count };
}

/**
 * Puts what waits into a new batch, at most 500. Each payout is in one batch for good, also when two export at
 * once; the same file can be had again by the batch's id. Null where nothing waits.
 */
export async function exportPayouts(engine: Engine, { by }: { by: string }): Promise<PayoutBatch | null> {
  const { clock, ids, store } = engine;
  const batchId = ids.id("batch");
  const waiting = await store.payouts.waiting({ limit: mostInBatch, offset: 0 });
  const record = { batchId, recordedAt: clock.now(), recordedBy: by, payment: null };
  const taken = await store.payouts.record(waiting.rows.map((code) => ({ ...record, code })));
  return taken.length === 0 ? null : showPayoutBatch(engine, { batchId });
}

/** A batch as it was exported; null where there is none of that id. */
export async function showPayoutBatch(
  engine: Engine,
  { batchId }: { batchId: string },
): Promise<PayoutBatch | null> {
  const records = await engine.store.payouts.byBatch(batchId);
  if (records.length === 0) return null;
  return { batchId, payouts: await withRewards(engine, codesOf(records), records) };
}

/** Why a payout cannot be marked as paid. */
export type PayoutRefusal =
  | { readonly code: string; readonly reason: "unknown" | "not-exported" | "withdrawn" }
  /** With what was written then. */
  | { readonly code: string; readonly reason: "already-paid"; readonly payment: Payment };

/** Marks exported payouts as paid, each once: what was owed is no liability any more. */
export async function markPayoutsPaid(
  engine: Engine,
  { codes, reference, by }: { codes: readonly string[]; reference: string; by: string },
): Promise<{ paid: string[]; refused: PayoutRefusal[] }> {
  const asked = [...new Set(codes)];
  return engine.store.transaction(async (stores) => {
    const paid = await stores.payouts.pay(asked, { at: engine.clock.now(), by, reference });
    for (const { id } of await stores.rewards.byCodes(paid)) await redeem(engine, stores, id);
    const others = asked.filter((code) => !paid.includes(code));
    const records = new Map((await stores.payouts.byCodes(others)).map((record) => [record.code, record]));
    const known = new Set((await stores.rewards.byCodes(others)).map(({ code }) => code));
    return { paid, refused: others.map((code) => refusal(code, records.get(code), known.has(code))) };
  });
}

function refusal(code: string, record: PayoutRecord | undefined, isKnown: boolean): PayoutRefusal {
  if (record === undefined) return { code, reason: isKnown ? "not-exported" : "unknown" };
  if (record.payment === null) return { code, reason: "withdrawn" };
  return { code, reason: "already-paid", payment: record.payment };
}

/** Payouts in the order of their codes. */
async function withRewards(
  { store }: Engine,
  codes: readonly string[],
  records: readonly PayoutRecord[],
): Promise<Payout[]> {
  const rewards = new Map((await store.rewards.byCodes(codes)).map((reward) => [reward.code, reward]));
  const recorded = new Map(records.map((record) => [record.code, record]));
  const firstOrders = new Map<string, string>();
  for (const id of new Set([...rewards.values()].map(({ participantId }) => participantId))) {
    firstOrders.set(id, (await store.participants.byId(id))?.firstOrderId ?? "");
  }
  return codes.flatMap((code) => {
    const reward = rewards.get(code);
    if (reward === undefined) return [];
    return [payoutOf(reward, recorded.get(code), firstOrders.get(reward.participantId) ?? "")];
  });
}

function payoutOf(reward: Reward, record: PayoutRecord | undefined, firstOrderId: string): Payout {
  const { code, kind, programId, orderId, participantId, issuedAt } = reward;
  return {
    code,
    rewardId: reward.id,
    kind,
    rewardState: reward.state,
    programId,
    orderId,
    participantId,
    firstOrderId,
    value: { ...reward.value, amount: reward.payout ?? 0n },
    issuedAt,
    batchId: record?.batchId ?? null,
    exportedAt: record?.recordedAt ?? null,
    exportedBy: record?.recordedBy ?? null,
    payment: record?.payment ?? null,
  };
}

function codesOf(records: readonly PayoutRecord[]): string[] {
  return records.map(({ code }) => code);
}
