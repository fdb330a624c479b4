import type { AdvocateRow, ReferralRow } from "../../insight/rows";
import type { PageOf } from "../../page";
import type { Engine } from "../../ports/ports";
import type { AdvocateQuery, ReferralQuery } from "../../ports/store";
import { shareLink } from "../../referral/code";
import type { Merge } from "../../referral/merge";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { Referral } from "../../referral/referral";
import type { LedgerEntry } from "../../reward/ledger";
import type { Reward } from "../../reward/reward";

export interface OrderExplanation {
  /** Null while the order waits in the inbox, or when it is from before Goodword. */
  readonly order: RecordedOrder | null;
  /** The buyer as an advocate of their own. */
  readonly buyer: (AdvocateRow & { readonly link: string }) | null;
  readonly referral: ReferralRow | null;
  readonly rewards: readonly Reward[];
  readonly ledger: readonly LedgerEntry[];
}

/** Who referred an order, why, and what it earned. */
export async function explainOrder(
  engine: Engine,
  { orderId }: { orderId: string },
): Promise<OrderExplanation> {
  const { store } = engine;
  const [order = null] = await store.orders.lock([orderId]);
  const referral = await referralOf(engine, orderId, order);
  const rewards = await store.rewards.byOrders([orderId]);
  return {
    order,
    buyer: order && (await advocateOf(engine, order.participantId)),
    referral: referral && (await rowOf(engine, referral, order, rewards[0])),
    rewards,
    ledger: await store.ledger.byOrder(orderId),
  };
}

export interface CustomerExplanation {
  readonly advocate: (AdvocateRow & { readonly link: string }) | null;
  readonly rewards: readonly Reward[];
  readonly referrals: readonly ReferralRow[];
}

/** A host's customer as advocate: their link, the friends they sent and what they earned. */
export async function explainCustomer(
  engine: Engine,
  { customerId }: { customerId: string },
): Promise<CustomerExplanation> {
  const { store } = engine;
  const participant = await store.participants.byIdentity({ kind: "customer", value: customerId });
  if (participant === null) return { advocate: null, rewards: [], referrals: [] };
  const {
    programId: _,
    merges: __,
    ...explanation
  } = await explainAdvocate(engine, { participantId: participant.id });
  return explanation;
}

export interface AdvocateExplanation extends CustomerExplanation {
  /** Of the code that is shown; null where there is none. */
  readonly programId: string | null;
  /** By which staff made this record one with another, the latest first. */
  readonly merges: readonly MergeRow[];
}

/** A merge as staff see it. */
export interface MergeRow extends Pick<Merge, "id" | "from" | "into" | "decision" | "undone"> {
  /** The order by which the record that is no more had become known. */
  readonly firstOrderId: string;
}

/** An advocate, with an account or without: their link, the friends they sent and what they earned. */
export async function explainAdvocate(
  engine: Engine,
  { participantId }: { participantId: string },
): Promise<AdvocateExplanation> {
  const { store } = engine;
  const advocate = await advocateOf(engine, participantId);
  const [code] = advocate === null ? [] : await store.codes.byCodes([advocate.code]);
  const referrals = await store.insight.referrals({ limit: 50, offset: 0, advocateId: participantId });
  const merges = await store.merges.of([participantId]);
  return {
    advocate,
    merges: merges.reverse().map(({ id, from, into, decision, undone, moved }) => ({
      id,
      from,
      into,
      decision,
      undone,
      firstOrderId: moved.participant.firstOrderId,
    })),
    programId: code?.programId ?? null,
    rewards: await store.rewards.byParticipant(participantId),
    referrals: referrals.rows,
  };
}

export function listAdvocates(engine: Engine, query: AdvocateQuery): Promise<PageOf<AdvocateRow>> {
  return engine.store.insight.advocates(query);
}

export function listReferrals(engine: Engine, query: ReferralQuery): Promise<PageOf<ReferralRow>> {
  return engine.store.insight.referrals(query);
}

/** The referral an order belongs to, also as a later order of a friend who is bound. */
async function referralOf(
  { store }: Engine,
  orderId: string,
  order: RecordedOrder | null,
): Promise<Referral | null> {
  const began = await store.referrals.byOrder(orderId);
  if (began !== null || !order?.referralId) return began;
  const [referral = null] = await store.referrals.byIds([order.referralId]);
  return referral;
}

export async function advocateOf(engine: Engine, participantId: string) {
  const row = await engine.store.insight.advocate(participantId);
  if (row === null) return null;
  const [code] = await engine.store.codes.byCodes([row.code]);
  const programs = await engine.book.open();
  const stored = programs.find(({ program }) => program.id === code?.programId);
  return { ...row, link: shareLink(stored?.program.shareUrl ?? "", row.code) };
}

export async function rowOf(
  engine: Engine,
  referral: Referral,
  order: RecordedOrder | null,
  reward: Reward | undefined,
): Promise<ReferralRow> {
  const advocate = await engine.store.participants.byId(referral.advocateId);
  return {
    id: referral.id,
    code: referral.code,
    advocateId: referral.advocateId,
    advocateOrderId: advocate?.firstOrderId ?? "",
    state: referral.state,
    reasons: referral.reasons,
    claimedAt: referral.claimedAt,
    convertedAt: referral.convertedAt,
    orderId: referral.orderId,
    orderDisplayId: order?.displayId ?? null,
    reward: reward
      ? { state: reward.state, value: reward.value, dueAt: reward.dueAt, issuedAt: reward.issuedAt }
      : null,
  };
}
