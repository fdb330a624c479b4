import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { StoredProgram } from "../../program/stored-program";
import { attribute, type Touch } from "../../referral/attribution";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { Referral } from "../../referral/referral";
import { traceKeysOf } from "../../trust/traces";
import { confirmationMail } from "../advocates/confirmation-mail";
import { enrolBuyers } from "../advocates/enrol-buyer";
import type { Draft } from "../queue/draft";
import { asOfNow } from "./as-of-now";
import type { Attributed, OrderOutcome } from "./attributed";
import { evidenceOf, type Leads, readLeads } from "./evidence";
import { relate } from "./relate";
import { oweUndue, undueBenefitOf } from "./undue-benefits";

/** Enrols the buyers, finds out who sent them, and begins each order's row. */
export async function attributeNew(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  given: {
    orders: readonly Order[];
    programs: readonly StoredProgram[];
    outcomes: Map<string, OrderOutcome>;
    manual: ReadonlyMap<string, Touch>;
    /** Ids of the orders whose buyer the host knows from before. */
    earlier: ReadonlySet<string>;
  },
): Promise<Attributed[]> {
  const { orders, programs, outcomes, manual, earlier } = given;
  if (orders.length === 0) return [];
  const buyers = await enrolBuyers(engine, stores, orders, programs);
  const leads = await readLeads(stores, draft, orders, programs);
  const known = buyers.filter(({ isNew }) => !isNew).map(({ participant }) => participant.id);
  const bindings = await stores.bindings.byFriends(known);
  draft.knowBindings(bindings);
  draft.knowReferrals(await stores.referrals.byIds(bindings.map(({ referralId }) => referralId)));
  draft.knowStanding(await stores.orders.standing(known));

  const won: Attributed[] = [];
  for (const [place, order] of orders.entries()) {
    const buyerId = buyers[place]?.participant.id as string;
    const said = manual.get(order.id);
    const found = await evidenceOf(engine, stores, draft, leads, order, buyerId);
    const evidence = said === undefined ? found : [...found, said];
    const { winner, referral, record } = attribute({ ...order, buyerId }, evidence);
    const undueBenefit = await undueBenefitOf(engine, stores, {
      order,
      buyerId,
      hasEarlierOrder: earlier.has(order.id) || hasEarlierMark(draft, buyerId, order),
      carried: carriedBy(draft, leads, order),
      attributed: winner && { advocateId: winner.advocateId, referralId: referral?.id ?? null },
    });
    const keys = traceKeysOf(engine.options.secret, order);
    draft.traces.push(...keys.held.map((trace) => ({ ...trace, participantId: buyerId })));
    const row: RecordedOrder = {
      orderId: order.id,
      displayId: order.displayId,
      participantId: buyerId,
      currency: order.currency,
      ...asOfNow(order),
      placedAt: order.placedAt,
      canceledAt: order.canceledAt,
      referralId: null,
      verdict: "none",
      reasons: [],
      attribution: record,
      undueBenefit,
    };
    oweUndue(engine, draft, row);
    if (order.canceledAt === null) draft.addMark({ ...row });
    outcomes.set(order.id, "recorded");
    if (said === undefined) draft.messages.push(...confirmationMail(engine, order));
    if (winner === null) {
      draft.add(row);
      continue;
    }
    // A claim that is carried on keeps the version it began under.
    const version = referral?.programVersion ?? winner.programVersion;
    const program = await engine.book.version(winner.programId, version, stores.programs);
    const source = winner.kind === "binding" ? "claim" : winner.kind;
    const edge = relate(engine, draft, order, buyerId, program, {
      known: referral,
      fresh: { code: winner.code, advocateId: winner.advocateId, source, claimedAt: winner.touchedAt },
    });
    const attributed = { ...row, ...asOfNow(order, program), referralId: edge.id };
    draft.add(attributed);
    won.push({ order, buyerId, keys, referral: edge, row: attributed, program });
  }
  return won;
}

/** The referrals whose benefit an order carries, as they are before it becomes one of theirs. */
function carriedBy(draft: Draft, leads: Leads, order: Order): Referral[] {
  return [...new Set(order.promotionCodes)].flatMap((code) => {
    const known = leads.byBenefitCode.get(code);
    return known === undefined ? [] : [draft.referral(known.id) ?? known];
  });
}

/** Whether the buyer had an order before this one, by what is recorded. */
export function hasEarlierMark(draft: Draft, buyerId: string, { placedAt }: Order): boolean {
  return draft.standing(buyerId).some((mark) => mark.placedAt < placedAt);
}
