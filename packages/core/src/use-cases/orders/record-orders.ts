import { GoodwordError } from "../../errors";
import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { Stores } from "../../ports/store";
import type { Program } from "../../program/program";
import type { Touch } from "../../referral/attribution";
import type { RecordedOrder } from "../../referral/recorded-order";
import type { Reward } from "../../reward/reward";
import { hasBuyer } from "../advocates/enrol-buyer";
import { Draft } from "../queue/draft";
import { attributeNew, hasEarlierMark } from "./attribute-new";
import type { Attributed, OrderOutcome } from "./attributed";
import { type Conversion, conversionCounters, convert } from "./convert";
import { carriesEvidence } from "./evidence";
import { readSurroundings, trustFactsOf, type Won } from "./facts";
import { goneOrder } from "./gone-order";
import { readUndone, undo, undoCounters } from "./undo";
import { forgiveUndue, keepDebtors } from "./undue-benefits";
import { waitingAgain } from "./waiting-again";

/** Milliseconds. */
const hostCountsWithin = 10_000;
const hostShowsWithin = 15 * 60_000;

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
      earlier,
    });
    const known = orders.flatMap((order) => {
      const row = rows.get(order.id);
      return row === undefined ? [] : [{ order, row }];
    });
    await keepDebtors(stores, [...draft.newOrders, ...known.map(({ row }) => row)]);
    const again = await waitingAgain(engine, stores, draft, known, outcomes);
    await decide(engine, stores, draft, {
      won: [...won, ...again],
      known,
      earlier,
      averages,
      outcomes,
      asOf,
    });
    for (const order of orders) {
      const row = draft.order(order.id);
      if (row !== null) forgiveUndue(engine, draft, row);
    }
    await noteUsedRewards(engine, stores, draft, orders);
    await noteUsedCodes(engine, stores, draft, orders);
    await draft.write(engine, stores);
    await alongside(stores);
  });
  return outcomes;
}

async function loadOrders(
  engine: Engine,
  orderIds: readonly string[],
  outcomes: Map<string, OrderOutcome>,
  manual: ReadonlyMap<string, Touch>,
): Promise<Order[]> {
  const ids = [...new Set(orderIds)];
  const found = await engine.orders.load(ids);
  const missing = ids.filter((id) => !found.some((order) => order.id === id));
  const gone = missing.length === 0 ? [] : await goneOrders(engine, missing);
  const installed = await engine.shop.installedAt();
  const counted = found.filter((order) => {
    if (!hasBuyer(engine, order)) outcomes.set(order.id, "anonymous");
    else if (order.placedAt < installed && !manual.has(order.id)) outcomes.set(order.id, "before-goodword");
    return !outcomes.has(order.id);
  });
  return [...counted, ...gone].sort(
    (a, b) => a.placedAt.getTime() - b.placedAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}

/**
 * Orders that were recorded and that the host has taken back whole since, as one does that fails in the middle of
 * completing a cart: cancelled, as far as anybody can tell. Soon after it may only be slow to show them.
 * @throws GoodwordError `GW_ORDER_NOT_FOUND` for one that was never recorded, or a moment ago
 */
async function goneOrders(engine: Engine, orderIds: readonly string[]): Promise<Order[]> {
  const rows = new Map((await engine.store.orders.lock(orderIds)).map((row) => [row.orderId, row]));
  const now = await engine.store.now();
  return orderIds.map((id) => {
    const row = rows.get(id);
    if (row === undefined || now.getTime() - row.placedAt.getTime() < hostShowsWithin) {
      throw new GoodwordError("GW_ORDER_NOT_FOUND", `order ${id}: the shop does not know it`);
    }
    return goneOrder(row, row.canceledAt ?? now);
  });
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
  const undone = await readUndone(engine, stores, draft, given.known, won);
  if (won.length === 0 && undone.length === 0) return;
  await keepAdvocates(stores, won);
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
      const hasEarlierOrder = earlier.has(order.id) || hasEarlierMark(draft, buyerId, order);
      const facts = trustFactsOf(draft, surroundings, one, {
        existingCustomer: false,
        undueBenefit: one.row.undueBenefit !== null,
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
      // Decided when part of it had been given back already, or all: that is taken back at once.
      const lost = undone.find((other) => other.order.id === order.id);
      if (lost !== undefined) undo(engine, draft, lost);
    }
  }
  const decided = new Set(won.map(({ order }) => order.id));
  for (const one of undone) {
    if (!decided.has(one.order.id)) undo(engine, draft, one);
    if (outcomes.get(one.order.id) !== "recorded") {
      outcomes.set(one.order.id, one.cause === "canceled" ? "canceled" : "changed");
    }
  }
}

/** A reward's code on an order was used: booked on its own, as its row is held by whoever issues or adjusts it. */
async function noteUsedRewards(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  orders: readonly Order[],
): Promise<void> {
  const codes = orders.flatMap(({ promotionCodes }) => promotionCodes);
  if (codes.length === 0) return;
  for (const { code } of await stores.rewards.byCodes(codes)) {
    draft.messages.push({
      id: engine.ids.id("redeem"),
      key: `redeem:${code}`,
      kind: "redeem-reward",
      payload: { code },
      availableAt: engine.clock.now(),
    });
  }
}

/** A host that is stopped in the middle of an order may not have counted its codes: they are closed for it. */
async function noteUsedCodes(
  engine: Engine,
  stores: Stores,
  draft: Draft,
  orders: readonly Order[],
): Promise<void> {
  if (!engine.codes) return;
  const standing = orders.filter(({ canceledAt }) => canceledAt === null);
  const carried = standing.flatMap(({ id, promotionCodes }) => promotionCodes.map((code) => ({ id, code })));
  if (carried.length === 0) return;
  const codes = carried.map(({ code }) => code);
  const friends = await stores.referrals.byBenefitCodes(codes);
  const rewards = await stores.rewards.byCodes(codes);
  const own = new Set([...friends.map(({ benefitCode }) => benefitCode), ...rewards.map(({ code }) => code)]);
  for (const { id: orderId, code } of carried.filter(({ code }) => own.has(code))) {
    draft.messages.push({
      id: engine.ids.id("spend"),
      key: `spend:${code}:${orderId}`,
      kind: "spend-code",
      payload: { code, orderId },
      // The host first: it counts the use at the end of the order.
      availableAt: new Date(engine.clock.now().getTime() + hostCountsWithin),
    });
  }
}

/** What an advocate earns must not be written for a record that another order is just merging into another. */
async function keepAdvocates(stores: Stores, won: readonly Attributed[]): Promise<void> {
  const advocates = [...new Set(won.map(({ referral }) => referral.advocateId))];
  const there = new Set(await stores.participants.keep(advocates));
  const gone = advocates.find((id) => !there.has(id));
  if (gone !== undefined) throw new GoodwordError("GW_RACE", `advocate ${gone}: merged meanwhile`);
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
