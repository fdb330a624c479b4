import { GoodwordError } from "../../errors";
import type { Order } from "../../ports/order-source";
import type { Engine } from "../../ports/ports";
import type { RecordedOrder, StoredProgram, Stores } from "../../ports/store";
import { bindingDaysOf } from "../../program/binding-days";
import type { Program } from "../../program/program";
import { attribute, type Touch } from "../../referral/attribution";
import type { Referral, ReferralSource } from "../../referral/referral";
import type { Reward } from "../../reward/reward";
import { traceKeysOf } from "../../trust/traces";
import { Draft } from "../draft";
import { enrolBuyers, hasBuyer } from "../enrol-buyer";
import { confirmationMail } from "../send-mail";
import { type Conversion, conversionCounters, convert } from "./convert";
import { bindingEvidence, carriesEvidence, evidenceOf, readLeads } from "./evidence";
import { readSurroundings, trustFactsOf, type Won } from "./facts";
import { reverseForOrder } from "./reverse";
import { readUndone, undo, undoCounters } from "./undo";

const day = 86_400_000;

export type OrderOutcome = "recorded" | "known" | "changed" | "canceled" | "before-goodword" | "anonymous";

export interface RecordOptions {
  /** Written in the same transaction. */
  readonly alongside?: (stores: Stores) => Promise<void>;
  /** Staff's word on who sent an order's buyer, by order id; such an order counts whenever it was placed. */
  readonly manual?: ReadonlyMap<string, Touch>;
  /** The store's time, where the caller has just asked for it: deadlines go by it. */
  readonly now?: Date;
}

/**
 * Brings what is known of orders up to what the host says now: attribution, qualification, trust, rewards,
 * ledger and outbox in one transaction; what was refunded or cancelled is reversed. Idempotent, and safe when
 * the same order arrives twice at once or its events come in another order.
 *
 * All of them or none: a batch is decided as if its orders had come one after the other, oldest first.
 * @throws GoodwordError `GW_ORDER_NOT_FOUND` when the host knows one of them not
 */
export async function recordOrders(
  engine: Engine,
  orderIds: readonly string[],
  { alongside = async () => {}, manual = new Map(), now }: RecordOptions = {},
): Promise<Map<string, OrderOutcome>> {
  const outcomes = new Map<string, OrderOutcome>();
  const orders = await loadOrders(engine, orderIds, outcomes, manual);
  const earlier = await knownToHost(engine, orders, manual);
  // Read before the transaction begins: SQLite has one connection.
  const programs = await engine.book.open();
  const averages = await averagesOf(engine, orders);
  const asOf = now ?? (await engine.store.now());
  await engine.store.transaction(async (stores) => {
    const stored = await stores.orders.lock(orders.map(({ id }) => id));
    const rows = new Map(stored.map((row) => [row.orderId, row]));
    const draft = new Draft();
    const won = await attributeNew(engine, stores, draft, {
      orders: orders.filter(({ id }) => !rows.has(id)),
      programs,
      outcomes,
      manual,
    });
    const known = orders.flatMap((order) => {
      const row = rows.get(order.id);
      return row === undefined ? [] : [{ order, row }];
    });
    const again = await waitingAgain(engine, stores, draft, known, outcomes);
    await decide(engine, stores, draft, {
      won: [...won, ...again],
      known,
      earlier,
      averages,
      outcomes,
      asOf,
    });
    await draft.write(stores);
    await alongside(stores);
  });
  return outcomes;
}

/** One order; what came of it. */
export async function recordOrder(engine: Engine, orderId: string): Promise<OrderOutcome> {
  return (await recordOrders(engine, [orderId])).get(orderId) ?? "known";
}

async function loadOrders(
  engine: Engine,
  orderIds: readonly string[],
  outcomes: Map<string, OrderOutcome>,
  manual: ReadonlyMap<string, Touch>,
): Promise<Order[]> {
  const ids = [...new Set(orderIds)];
  const found = await engine.orders.load(ids);
  const missing = ids.find((id) => !found.some((order) => order.id === id));
  if (missing !== undefined) {
    throw new GoodwordError("GW_ORDER_NOT_FOUND", `order ${missing}: the shop does not know it`);
  }
  const installed = await engine.shop.installedAt();
  const counted = found.filter((order) => {
    if (!hasBuyer(engine, order)) outcomes.set(order.id, "anonymous");
    else if (order.placedAt < installed && !manual.has(order.id)) outcomes.set(order.id, "before-goodword");
    return !outcomes.has(order.id);
  });
  return counted.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Ids of the orders whose buyer the host knows from before. Only asked where somebody may have sent the buyer. */
async function knownToHost(
  engine: Engine,
  orders: readonly Order[],
  manual: ReadonlyMap<string, Touch>,
): Promise<Set<string>> {
  const known = new Set<string>();
  const sent = orders.filter((order) => carriesEvidence(order) || manual.has(order.id));
  await Promise.all(
    sent.map(async ({ id, customerId, email, placedAt }) => {
      const query = { orderId: id, customerId, email, before: placedAt };
      if (await engine.orders.hasEarlierOrder(query)) known.add(id);
    }),
  );
  return known;
}

async function averagesOf(engine: Engine, orders: readonly Order[]): Promise<Map<string, bigint | null>> {
  const averages = new Map<string, bigint | null>();
  for (const { currency } of orders) {
    if (!averages.has(currency)) averages.set(currency, await engine.shop.averageValue(currency));
  }
  return averages;
}

interface Attributed extends Won {
  readonly row: RecordedOrder;
}

/** Enrols the buyers, finds out who sent them, and begins each order's row. */
async function attributeNew(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  given: {
    orders: readonly Order[];
    programs: readonly StoredProgram[];
    outcomes: Map<string, OrderOutcome>;
    manual: ReadonlyMap<string, Touch>;
  },
): Promise<Attributed[]> {
  const { orders, programs, outcomes, manual } = given;
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
    const keys = traceKeysOf(engine.options.secret, order);
    draft.traces.push(...keys.held.map((trace) => ({ ...trace, participantId: buyerId })));
    const row: RecordedOrder = {
      orderId: order.id,
      displayId: order.displayId,
      participantId: buyerId,
      currency: order.currency,
      value: order.value,
      placedAt: order.placedAt,
      canceledAt: order.canceledAt,
      refunded: order.refunded,
      referralId: null,
      verdict: "none",
      reasons: [],
      attribution: record,
    };
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
    const attributed = { ...row, referralId: edge.id };
    draft.add(attributed);
    won.push({ order, buyerId, keys, referral: edge, row: attributed, program });
  }
  return won;
}

interface Fresh {
  readonly code: string;
  readonly advocateId: string;
  readonly source: ReferralSource;
  readonly claimedAt: Date;
}

/** Makes the order part of the relation: the one there is, or one that begins with it. */
export function relate(
  engine: Engine,
  draft: Draft,
  order: Order,
  buyerId: string,
  program: Program,
  { known, fresh }: { known: Referral | null; fresh: Fresh },
): Referral {
  // A later order of a friend who is bound: the relation stays as it is.
  if (known !== null && known.orderId !== null && known.orderId !== order.id) return known;
  const referral =
    known ??
    draft.begin({
      ...fresh,
      id: engine.ids.id("referral"),
      programId: program.id,
      programVersion: program.version,
      state: fresh.source === "cookie" ? "clicked" : "claimed",
      claimHash: null,
      benefitCode: null,
      friendId: null,
      orderId: null,
      convertedAt: null,
      reasons: [],
    });
  const change = { friendId: buyerId, orderId: order.id, convertedAt: order.placedAt };
  const converted = draft.move(referral.id, "converted", change);
  const days = bindingDaysOf(program);
  if (days !== null && buyerId !== referral.advocateId && draft.binding(program.id, buyerId) === null) {
    draft.bind({
      programId: program.id,
      friendId: buyerId,
      referralId: referral.id,
      boundAt: order.placedAt,
      until: days === Number.POSITIVE_INFINITY ? null : new Date(order.placedAt.getTime() + days * day),
    });
    // Events come in any sequence: later orders of the friend that are here already may be the advocate's too.
    for (const { orderId } of draft.standing(buyerId)) {
      if (orderId === order.id) continue;
      draft.messages.push({
        id: engine.ids.id("recheck"),
        key: `recheck:bound:${orderId}`,
        kind: "recheck-order",
        payload: { orderId },
        availableAt: engine.clock.now(),
      });
    }
  }
  return converted;
}

/** Recorded orders that waited for something, or whose buyer was found to be a friend since. */
async function waitingAgain(
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
    const seen = { ...found, canceledAt: order.canceledAt, refunded: order.refunded };
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

/** Holds every counter that may change, then decides order by order and undoes what was cancelled or refunded. */
async function decide(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  given: {
    won: readonly Attributed[];
    known: readonly { order: Order; row: RecordedOrder }[];
    earlier: ReadonlySet<string>;
    averages: ReadonlyMap<string, bigint | null>;
    asOf: Date;
    outcomes: Map<string, OrderOutcome>;
  },
): Promise<void> {
  const { won, earlier, averages, asOf, outcomes } = given;
  const undone = await readUndone(engine, stores, draft, given.known);
  if (won.length === 0 && undone.length === 0) return;
  draft.knowCounters(
    await stores.counters.hold([
      ...won.flatMap((one) => conversionCounters(one)),
      ...undone.flatMap(undoCounters),
    ]),
  );
  if (won.length > 0) {
    const surroundings = await readSurroundings(stores, draft, won);
    for (const one of won) {
      const { order, buyerId, program } = one;
      const hasEarlierOrder =
        earlier.has(order.id) || draft.standing(buyerId).some(({ placedAt }) => placedAt < order.placedAt);
      const facts = trustFactsOf(draft, surroundings, one, {
        existingCustomer: false,
        averageOrderValue: averages.get(order.currency) ?? null,
      });
      const earlierGrants = await grantsBefore(stores, one, program);
      const conversion: Conversion = {
        ...one,
        hasEarlierOrder,
        facts,
        earlierGrants,
        attempt: 1,
        asOf,
      };
      convert(engine, draft, conversion);
      // First seen when part of it had been refunded already: what it earned shrinks at once.
      for (const reward of order.refunded > 0n ? draft.grantsOf(order.id) : []) {
        reverseForOrder(engine, draft, { ...one.row, refunded: order.refunded }, reward, program, "refund");
      }
    }
  }
  for (const one of undone) {
    undo(engine, draft, one);
    outcomes.set(one.order.id, one.cause === "canceled" ? "canceled" : "changed");
  }
}

/** How often rules that pay for a number of orders have paid for this relation. */
async function grantsBefore(stores: Stores, { referral, order }: Won, program: Program) {
  const counted = program.rewards.some(
    ({ trigger }) => trigger.on === "order" && trigger.count !== undefined,
  );
  if (!counted || referral.orderId === order.id) return new Map<string, number>();
  const rewards: Reward[] = await stores.rewards.byReferral(referral.id);
  const grants = new Map<string, number>();
  for (const { rule, state } of rewards) {
    if (state !== "declined") grants.set(rule, (grants.get(rule) ?? 0) + 1);
  }
  return grants;
}
