import { accounts, type Reward } from "@goodword/core";
import { checkMails, checkWeakly, type Seen, stands } from "./check-life";
import { isDead, type LifeModel, type LifeOrder, type LifeShop } from "./life";
import type { LifeProgram } from "./life-programs";
import { reversedOf } from "./predict-life";

const day = 86_400_000;

/** Tells everything that was lost, works until nothing is left to do now or soon, and checks what then must hold. */
export async function settle(model: LifeModel, shop: LifeShop): Promise<Seen> {
  await shop.goodword.reconcile();
  await drain(shop);
  const seen = await checkWeakly(model, shop);
  if (!model.gaveUp) {
    checkGiven(model, seen, shop);
    checkDead(model, seen);
    checkRefunds(model, seen);
    await checkBooks(model, seen, shop);
  }
  return seen;
}

/** Until nothing failed for longer than the longest wait of what is tried again. */
async function drain({ goodword, clock }: LifeShop): Promise<void> {
  for (let quietHours = 0; ; quietHours += 8) {
    for (let tries = 0; ; tries += 1) {
      const { orders, effects, failed } = await goodword.work();
      if (failed > 0) quietHours = 0;
      if (orders + effects + failed === 0) break;
      if (tries > 50) throw new Error("the queues are never empty");
    }
    if (quietHours >= 16) return;
    clock.advance({ hours: 8 });
  }
}

/** A year goes by, in which nobody does anything. */
export async function endLife(model: LifeModel, shop: LifeShop): Promise<Seen> {
  for (let month = 0; month < 12; month += 1) {
    await shop.goodword.reconcile();
    await drain(shop);
    shop.clock.advance({ days: 30 });
  }
  const seen = await settle(model, shop);
  checkMails(model, shop);
  return seen;
}

/** What can be used is what is issued and was not used; what is due is given. */
function checkGiven(model: LifeModel, { rewards }: Seen, { issuer, clock }: LifeShop): void {
  for (const reward of rewards) {
    const { id, state, code, payout, review, dueAt } = reward;
    const isUsable = issuer.issued.has(code);
    const wasUsed = model.used.has(code);
    if (isUsable && state !== "issued") throw new Error(`${code} can be used, its reward ${id} is ${state}`);
    if (state === "approved") throw new Error(`reward ${id} was approved and is not given`);
    if (state === "issued" && payout !== 0n && !isUsable && !wasUsed) {
      throw new Error(`reward ${id} is issued, and ${code} does not work`);
    }
    if (state === "redeemed" && !wasUsed) throw new Error(`reward ${id} is redeemed, nobody used ${code}`);
    const order = model.orders.find((one) => one.id === reward.orderId);
    const program = model.versions.get(reward.programVersion);
    const waits = review?.state === "open" || dueAt > clock.now() || isHeld(order, program, clock.now());
    if (state === "pending" && !waits) throw new Error(`reward ${id} is due since ${dueAt.toISOString()}`);
  }
  const codes = new Set(rewards.map(({ code }) => code));
  for (const code of issuer.issued.keys()) {
    if (!codes.has(code)) throw new Error(`${code} can be used and is nobody's`);
  }
}

/** Whether a hold from the fulfilment lasts; that it happened is looked for once a day. */
function isHeld(order: LifeOrder | undefined, program: LifeProgram | undefined, now: Date): boolean {
  if (order === undefined || program?.definition.holdFrom !== "fulfilled") return false;
  const { fulfilledAt } = order;
  return (
    fulfilledAt === null || fulfilledAt.getTime() + (program.definition.holdDays + 1) * day > now.getTime()
  );
}

/** Orders that came to nothing have earned nothing that is still to be had. */
function checkDead(model: LifeModel, { rewards }: Seen): void {
  for (const order of model.orders.filter(isDead)) {
    for (const reward of rewards) {
      if (reward.orderId === order.id && stands(reward) && reward.state !== "expired") {
        throw new Error(`${order.id} came to nothing, its reward ${reward.id} is ${reward.state}`);
      }
    }
  }
}

/** Of what is still to be had, or was used, refunds took their part, whoever gave it to whom and when. */
function checkRefunds(model: LifeModel, { rewards }: Seen): void {
  for (const reward of rewards.filter((one) => stands(one) && one.state !== "expired")) {
    const order = model.orders.find(({ id }) => id === reward.orderId);
    const program = model.versions.get(reward.programVersion)?.definition;
    const rule = program?.rewards.find(({ id }) => id === reward.rule.split("~")[0]);
    if (order === undefined || rule?.trigger.on !== "order") continue;
    const expected = reversedOf(order, reward.value.amount);
    if (reward.reversed !== expected) {
      throw new Error(`reward ${reward.id}: ${reward.reversed} was taken back, expected ${expected}`);
    }
  }
}

/** The books say what the host gave, and what people used of it. */
async function checkBooks(model: LifeModel, { rewards, people }: Seen, shop: LifeShop): Promise<void> {
  for (const person of people) {
    const own = rewards.filter(({ participantId }) => participantId === person);
    const promised = own.filter(({ payout, state }) => payout === null && stands({ state } as Reward));
    expect(-((await shop.store.ledger.balance(accounts.promised(person))).eur ?? 0n)).toBe(
      promised.reduce((sum, { value, reversed }) => sum + value.amount - reversed, 0n),
    );
    const given = own.filter(({ payout }) => payout !== null);
    const issued = given.reduce((sum, reward) => sum + leftOf(model, shop, reward), 0n);
    const booked = -((await shop.store.ledger.balance(accounts.issued(person))).eur ?? 0n);
    if (booked !== issued) throw new Error(`the books say that ${person} has ${booked}, the host ${issued}`);
  }
}

/** What of a given reward is a liability: below zero where more was used than is left of it. */
function leftOf(model: LifeModel, { issuer }: LifeShop, reward: Reward): bigint {
  const { code, state, value, reversed, usedBeforeReversal, payout } = reward;
  const left = value.amount - reversed;
  const used = model.used.get(code)?.amount ?? 0n;
  if (state === "redeemed" || usedBeforeReversal === true) return left - used;
  // A code that was to be exchanged for a smaller one may have expired first.
  if (state === "expired") return left > (payout ?? 0n) ? left - (payout ?? 0n) : 0n;
  const usable = issuer.issued.get(code)?.value.amount ?? used;
  // What the host gave less than is left has paid a debt.
  return usable + (left - usable);
}
