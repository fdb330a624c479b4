import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import { attribute } from "../../referral/attribution";
import type { RecordedOrder } from "../../referral/recorded-order";
import { traceKeysOf } from "../../trust/traces";
import type { Draft } from "../queue/draft";
import { asOfNow } from "./as-of-now";
import type { Attributed, OrderOutcome } from "./attributed";
import { bindingEvidence } from "./evidence";

/** Recorded orders that waited for something, or whose buyer was found to be a friend since. */
export async function waitingAgain(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  known: readonly { order: Order; row: RecordedOrder }[],
  outcomes: Map<string, OrderOutcome>,
): Promise<Attributed[]> {
  for (const { order } of known) outcomes.set(order.id, "known");
  const nobodys = known.filter(({ row }) => row.verdict === "none" && row.canceledAt === null);
  const bindings = await stores.bindings.byFriends(nobodys.map(({ row }) => row.participantId));
  draft.knowBindings(bindings);
  const open = [
    ...known.filter(({ row }) => row.verdict === "waiting"),
    ...nobodys.filter(({ row }) => bindings.some(({ friendId }) => friendId === row.participantId)),
  ];
  const referralIds = [...open.map(({ row }) => row.referralId), ...bindings.map((one) => one.referralId)];
  draft.knowReferrals(await stores.referrals.byIds(referralIds.filter((id) => id !== null)));
  draft.knowStanding(await stores.orders.standing(open.map(({ row }) => row.participantId)));
  const again: Attributed[] = [];
  for (const { order, row } of open) {
    const found = row.verdict === "waiting" ? row : await boundSince(engine, stores, draft, order, row);
    const referral = draft.referral(found?.referralId ?? "");
    if (found === null || referral === null) continue;
    const { programId, programVersion } = referral;
    const program = await engine.book.version(programId, programVersion, stores.programs);
    const keys = traceKeysOf(engine.options.secret, order);
    const seen = { ...found, ...asOfNow(order, program), canceledAt: order.canceledAt };
    if (order.canceledAt !== null) draft.dropMark(row.participantId, row.orderId);
    draft.change(seen);
    again.push({ order, buyerId: row.participantId, keys, referral, row: seen, program });
    outcomes.set(order.id, "changed");
  }
  return again;
}

/** The row of an order that came before the one by which its buyer was bound; null when it is still nobody's. */
async function boundSince(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  order: Order,
  row: RecordedOrder,
): Promise<RecordedOrder | null> {
  const evidence = await bindingEvidence(engine, stores, draft, row.participantId);
  const { referral, record } = attribute({ ...order, buyerId: row.participantId }, evidence);
  if (referral === null) return null;
  const candidates = [...record.candidates, ...row.attribution.candidates];
  return { ...row, referralId: referral.id, attribution: { ...row.attribution, ...record, candidates } };
}
