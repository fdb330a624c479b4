import type { AdvocateRow, ReferralRow } from "../../insight/rows";
import type { Engine } from "../../ports/ports";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { ReferralSource } from "../../referral/referral";
import type { Reward } from "../../reward/reward";
import { advocateOf, rowOf } from "./explain";

export interface ReferralExplanation {
  /** Null for an id that nobody has. */
  readonly referral:
    | (ReferralRow & {
        readonly programId: string;
        /** The program's version whose promises stand. */
        readonly programVersion: number;
        readonly source: ReferralSource;
      })
    | null;
  readonly advocate: (AdvocateRow & { readonly link: string }) | null;
  /** What came of it, oldest first: the order it began with and the friend's later ones. */
  readonly orders: readonly RecordedOrder[];
  /** Of both sides, oldest first. */
  readonly rewards: readonly Reward[];
  /** Everybody whom the attribution of its orders considered, by the order that made each an advocate. */
  readonly considered: readonly { readonly participantId: string; readonly firstOrderId: string }[];
}

/** How a referral came about: each candidate for its orders and why it lost, and what it earned. */
export async function explainReferral(
  engine: Engine,
  { referralId }: { referralId: string },
): Promise<ReferralExplanation> {
  const { store } = engine;
  const [referral] = await store.referrals.byIds([referralId]);
  if (referral === undefined) {
    return { referral: null, advocate: null, orders: [], rewards: [], considered: [] };
  }
  const orders = await ordersOf(engine, referral);
  const rewards = await store.rewards.byReferral(referral.id);
  const began = orders.find(({ orderId }) => orderId === referral.orderId) ?? null;
  const first = rewards.find(({ side }) => side === "advocate");
  const { programId, programVersion, source } = referral;
  return {
    referral: { ...(await rowOf(engine, referral, began, first)), programId, programVersion, source },
    advocate: await advocateOf(engine, referral.advocateId),
    orders,
    rewards,
    considered: await consideredIn(engine, orders),
  };
}

/** Also the order of a referral that staff took it from: it is not the referral's any more, and tells why. */
async function ordersOf(
  { store }: Engine,
  { id, orderId }: { id: string; orderId: string | null },
): Promise<RecordedOrder[]> {
  const orders = await store.orders.byReferrals([id]);
  if (orderId === null || orders.some((order) => order.orderId === orderId)) return orders;
  return [...(await store.orders.lock([orderId])), ...orders];
}

async function consideredIn({ store }: Engine, orders: readonly RecordedOrder[]) {
  const candidates = orders.flatMap(({ attribution }) => attribution.candidates);
  const ids = [...new Set(candidates.flatMap(({ advocateId }) => advocateId ?? []))].sort();
  const people = await Promise.all(ids.map((id) => store.participants.byId(id)));
  return people.flatMap((person) =>
    person === null ? [] : [{ participantId: person.id, firstOrderId: person.firstOrderId }],
  );
}
