import { GoodwordError } from "../errors";
import type { Order } from "../ports/order-source";
import type { Engine } from "../ports/ports";
import type { Stores } from "../ports/store";
import { advocateReward } from "../program/program";
import { attribute, type Evidence } from "../referral/attribution";
import { claimHash } from "../referral/claim";
import { newCode } from "../referral/code";
import { identitiesOf } from "../referral/identity";
import { qualify } from "../referral/qualification";
import { moveReferral, type Referral } from "../referral/referral";
import { rewardEntry } from "../reward/ledger";
import type { Money } from "../reward/money";
import type { Reward } from "../reward/reward";
import { enrolBuyer } from "./enrol-buyer";
import { reverseRewards } from "./reverse-rewards";

const day = 86_400_000;

/** Which rule of the program the advocate's reward comes from; there is one today. */
const friendOrderRule = "friend-order";

export type OrderOutcome = "recorded" | "known" | "canceled" | "before-goodword" | "anonymous";

/**
 * Brings what is known of an order up to what the host says now: attribution, qualification, reward,
 * ledger and outbox in one transaction; a cancelled order is reversed. Idempotent, and safe when the
 * same order arrives twice at once or its events come in another order.
 */
export async function recordOrder(engine: Engine, orderId: string): Promise<OrderOutcome> {
  const order = await engine.orders.load(orderId);
  if (order === null)
    throw new GoodwordError("GW_ORDER_NOT_FOUND", `order ${orderId}: the shop does not know it`);
  // Nobody to thank, to write to, or to know again.
  if (identitiesOf(engine.options.secret, order).length === 0) return "anonymous";
  const installed = await installedAt(engine);
  if (order.placedAt < installed) return "before-goodword";
  const knownToHost = await engine.orders.hasEarlierOrder({
    orderId,
    customerId: order.customerId,
    email: order.email,
    before: order.placedAt,
  });
  return engine.store.transaction(async (stores) => {
    const recorded = await recordNew(engine, stores, order, knownToHost);
    // Whoever records or cancels an order holds its row, so that a grant and a reversal never cross.
    const row = await stores.orders.lock(order.id);
    if (order.canceledAt !== null && row !== null && row.canceledAt === null) {
      await stores.orders.cancel(order.id, order.canceledAt);
      await reverseRewards(engine, stores, order.id);
      return "canceled";
    }
    return recorded ? "recorded" : "known";
  });
}

/** From when orders count: Goodword asks nothing of, and mails nothing to, buyers from before. */
export async function installedAt({ store, clock }: Engine): Promise<Date> {
  const known = await store.watermarks.get("installed");
  if (known !== null) return known;
  // An hour's grace: an order placed while the shop restarted with Goodword is not an old one.
  const at = new Date(clock.now().getTime() - 3_600_000);
  await store.watermarks.set("installed", at);
  return at;
}

async function recordNew(
  engine: Engine,
  stores: Stores,
  order: Order,
  knownToHost: boolean,
): Promise<boolean> {
  const { program } = engine.options;
  const { participant } = await enrolBuyer(engine, stores, order);
  const { referral, record } = attribute(order, await evidenceOf(stores, order), {
    windowDays: program.attributionWindowDays,
  });
  const isNew = await stores.orders.record({
    orderId: order.id,
    displayId: order.displayId,
    participantId: participant.id,
    currency: order.currency,
    value: order.value,
    placedAt: order.placedAt,
    canceledAt: order.canceledAt,
    attribution: record,
  });
  if (!isNew) return false;

  const earlier = { participantId: participant.id, orderId: order.id, before: order.placedAt };
  if (referral !== null) {
    const hasEarlierOrder = knownToHost || (await stores.orders.hasEarlier(earlier));
    await convert(engine, stores, { order, referral, buyerId: participant.id, hasEarlierOrder });
  }
  if (engine.options.mails.orderConfirmation && order.canceledAt === null && order.email !== null) {
    await stores.outbox.put({
      id: engine.ids.id("mail"),
      key: `mail:order-confirmation:${order.id}`,
      kind: "mail",
      payload: { template: "order-confirmation", orderId: order.id },
      availableAt: engine.clock.now(),
    });
  }
  return true;
}

async function evidenceOf(stores: Stores, order: Order): Promise<Evidence[]> {
  const byCode = await stores.referrals.byBenefitCodes(order.promotionCodes);
  const byClaim = order.claim === null ? null : await stores.referrals.byClaimHash(claimHash(order.claim));
  const evidence = byCode.map((referral): Evidence => ({ kind: "code", referral }));
  return byClaim === null ? evidence : [...evidence, { kind: "claim", referral: byClaim }];
}

interface Won {
  readonly order: Order;
  readonly referral: Referral;
  readonly buyerId: string;
  readonly hasEarlierOrder: boolean;
}

async function convert(engine: Engine, stores: Stores, won: Won): Promise<void> {
  const { order, referral, buyerId } = won;
  const { program } = engine.options;
  const verdict = qualify({ ...order, buyerId, hasEarlierOrder: won.hasEarlierOrder }, referral, program);
  const converted = moveReferral(referral, "converted", {
    friendId: buyerId,
    orderId: order.id,
    convertedAt: order.placedAt,
  });
  const decided = moveReferral(converted, verdict.qualified ? "qualified" : "rejected", {
    reasons: verdict.reasons,
  });
  if (!(await stores.referrals.save(decided, referral.state))) {
    // Another order took this claim since it was read: decide again with that known.
    throw new GoodwordError("GW_REFERRAL_TAKEN", `referral ${referral.id}: another order was first`);
  }
  const value = advocateReward(program, order.currency);
  if (verdict.qualified && value !== null) await grant(engine, stores, decided, order, value);
}

async function grant(
  engine: Engine,
  stores: Stores,
  referral: Referral,
  order: Order,
  value: Money,
): Promise<void> {
  const { clock, ids, options } = engine;
  const { program } = options;
  const reward: Reward = {
    id: ids.id("reward"),
    programId: program.id,
    orderId: order.id,
    referralId: referral.id,
    rule: friendOrderRule,
    side: "advocate",
    participantId: referral.advocateId,
    value,
    state: "pending",
    code: newCode("THANKS", ids),
    dueAt: new Date(order.placedAt.getTime() + program.holdDays * day),
    createdAt: clock.now(),
    issuedAt: null,
    reversedAt: null,
    usedBeforeReversal: null,
  };
  if (!(await stores.rewards.grant(reward))) return;
  await stores.ledger.post(rewardEntry(reward, "granted", { id: ids.id("entry"), postedAt: clock.now() }));
  await stores.outbox.put({
    id: ids.id("settle"),
    key: `settle:${reward.id}`,
    kind: "settle-reward",
    payload: { rewardId: reward.id },
    availableAt: reward.dueAt,
  });
}
