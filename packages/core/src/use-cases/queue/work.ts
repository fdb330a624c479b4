import { GoodwordError } from "../../errors";
import type { Engine } from "../../ports/ports";
import type { ClaimedMessage, Queue } from "../../ports/store";
import { recordOrders } from "../orders/record-orders";
import { adjustReward, reissueReward } from "../rewards/adjust-reward";
import { climbLadder } from "../rewards/climb-ladder";
import { expireReward, redeemReward } from "../rewards/end-reward";
import { issueRewards } from "../rewards/issue-rewards";
import { settleRewards } from "../rewards/settle-rewards";
import { announce } from "./announce";
import { sendMail } from "./send-mail";

export interface WorkDone {
  /** Messages done. */
  readonly orders: number;
  readonly effects: number;
  /** Tries that failed; each is tried again or set aside. */
  readonly failed: number;
}

const lease = 60_000;
/** What one worker takes at a time: it must be done within its lease, a mail to a slow server included. */
const batches = { inbox: 50, outbox: 20 };
const mostAttempts = 8;

export interface WorkOptions {
  /** Messages taken at a time; 50 of the inbox and 20 of the outbox by default. */
  readonly batch?: number;
  /** Does each message in a transaction of its own, for shorter locks at several times the cost. */
  readonly apart?: boolean;
  /** Awaited before each piece of work, so that what a shopper waits for can go first. It must end by itself. */
  readonly pause?: () => Promise<void>;
}

/** Drains inbox and outbox. Any number of instances may do it at once, and each may die at any point. */
export async function work(engine: Engine, options: WorkOptions = {}): Promise<WorkDone> {
  const { inbox, outbox } = engine.store;
  const orders = await drain(engine, inbox, { batch: batches.inbox, ...options }, (messages, now) =>
    recordOrders(
      engine,
      messages.map(({ payload }) => payload.orderId ?? ""),
      { now, alongside: (stores) => stores.inbox.done(idsOf(messages), now) },
    ),
  );
  const effects = await drain(
    engine,
    outbox,
    { batch: batches.outbox, ...options },
    async (messages, now) => {
      await act(engine, messages, now);
      await outbox.done(idsOf(messages), now);
    },
  );
  return { orders: orders.done, effects: effects.done, failed: orders.failed + effects.failed };
}

/** Does messages of one kind. */
async function act(engine: Engine, messages: readonly ClaimedMessage[], now: Date): Promise<unknown> {
  const payloads = messages.map(({ payload }) => payload);
  const rewardIds = payloads.map(({ rewardId }) => rewardId ?? "");
  switch (messages[0]?.kind) {
    case "settle-reward":
      return settleRewards(engine, rewardIds);
    case "issue-reward":
      return issueRewards(engine, rewardIds);
    case "adjust-reward":
    // Rows of before there were partial reversals.
    case "revoke-reward":
      return one(rewardIds, (id) => adjustReward(engine, id));
    case "reissue-reward":
      return one(rewardIds, (id) => reissueReward(engine, id));
    case "redeem-reward":
      return one(payloads, ({ code }) => redeemReward(engine, { code: code ?? "" }));
    case "expire-reward":
      return one(rewardIds, (id) => expireReward(engine, id));
    case "recheck-order":
      return recordOrders(
        engine,
        payloads.map(({ orderId }) => orderId ?? ""),
        { now },
      );
    case "climb-ladder":
      return one(payloads, (payload) => climbLadder(engine, payload));
    case "spend-code":
      return one(payloads, (payload) => spendCode(engine, payload));
    case "event":
      return one(payloads, (payload) => announce(engine, payload));
    case "mail":
      return one(messages, ({ id, payload }) => sendMail(engine, id, payload));
    default:
      throw new GoodwordError("GW_MESSAGE_UNKNOWN", `outbox: no act for "${messages[0]?.kind}"`, {
        action: "ignore",
      });
  }
}

/** Where the order stands: one that the host took back whole has spent nothing, and its buyer may order again. */
async function spendCode(
  { codes, orders }: Engine,
  { code = "", orderId = "" }: Readonly<Record<string, string>>,
): Promise<void> {
  const [order] = await orders.load([orderId]);
  if (order !== undefined && order.canceledAt === null) await codes?.spend(code);
}

async function one<T>(items: readonly T[], take: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await take(item);
}

function idsOf(messages: readonly ClaimedMessage[]): string[] {
  return messages.map(({ id }) => id);
}

/**
 * Takes messages until none is available. Those of one kind are done together; when that fails, each by itself,
 * so that one which cannot be done holds up no other.
 */
async function drain(
  engine: Engine,
  queue: Queue,
  { batch, apart = false, pause = async () => {} }: WorkOptions & { batch: number },
  take: (messages: readonly ClaimedMessage[], now: Date) => Promise<unknown>,
) {
  const count = { done: 0, failed: 0 };
  const turn = async (messages: readonly ClaimedMessage[], now: Date) => {
    await pause();
    await take(messages, now);
  };
  for (;;) {
    await pause();
    const now = await engine.store.now();
    const leaseUntil = new Date(now.getTime() + lease);
    const messages = await queue.claim({ now, limit: batch, leaseUntil });
    if (messages.length === 0) return count;
    for (const group of groups(queue === engine.store.inbox ? () => "order" : kindOf, messages)) {
      count.done += group.length;
      if (group.length > 1 && !apart && (await tried(() => turn(group, now)))) continue;
      for (const message of group) {
        try {
          await turn([message], now);
        } catch (error) {
          count.done -= 1;
          count.failed += 1;
          await setBack(engine, queue, message, error);
          // The store itself is slow or locked: each of the others would wait as long, and holds up nobody where it is.
          if (error instanceof GoodwordError && error.code === "GW_DATABASE_BUSY") throw error;
        }
      }
    }
  }
}

/** Mails and what asks the host for each go one by one: a failure then repeats nothing that was done. */
const together = new Set(["order", "settle-reward", "issue-reward", "recheck-order"]);

function kindOf({ kind }: ClaimedMessage): string {
  return kind;
}

function groups(keyOf: (message: ClaimedMessage) => string, messages: readonly ClaimedMessage[]) {
  const found = new Map<string, ClaimedMessage[]>();
  for (const message of messages) {
    const key = together.has(keyOf(message)) ? keyOf(message) : message.id;
    found.set(key, [...(found.get(key) ?? []), message]);
  }
  return [...found.values()];
}

async function tried(take: () => Promise<unknown>): Promise<boolean> {
  try {
    await take();
    return true;
  } catch {
    return false;
  }
}

async function setBack(engine: Engine, queue: Queue, message: ClaimedMessage, error: unknown): Promise<void> {
  const known = error instanceof GoodwordError ? error : null;
  const isDead = known?.action === "ignore" || message.attempts >= mostAttempts;
  const now = await engine.store.now();
  const retryAt = isDead ? null : new Date(now.getTime() + delay(engine, message.attempts));
  // The text of a foreign error may quote an address; its name cannot, nor can our own errors.
  const reason = known ? known.code : error instanceof Error ? error.name : "unknown";
  engine.log.warn(isDead ? "message set aside" : "message will be tried again", {
    key: message.key,
    attempts: message.attempts,
    reason,
  });
  await queue.fail(message.id, known ? `${known.code}: ${known.message}` : reason, retryAt);
}

/** 2 s, 8 s, 32 s … about 3 hours in all, with up to a quarter of jitter so that failures do not return together. */
function delay({ ids }: Engine, attempts: number): number {
  const jitter = (ids.bytes(1)[0] ?? 0) / 255 / 4;
  return 2_000 * 4 ** (attempts - 1) * (1 + jitter);
}
