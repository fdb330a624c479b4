import { GoodwordError } from "../errors";
import type { Engine } from "../ports/ports";
import type { ClaimedMessage, Queue } from "../ports/store";
import { issueReward, revokeReward } from "./issue-reward";
import { recordOrder } from "./record-order";
import { sendMail } from "./send-mail";
import { settleReward } from "./settle-reward";

export interface WorkDone {
  /** Messages done. */
  readonly orders: number;
  readonly effects: number;
  /** Tries that failed; each is tried again or set aside. */
  readonly failed: number;
}

const lease = 60_000;
/** Few at a time: what one worker holds must be done within its lease. */
const batch = 5;
const mostAttempts = 8;

/** Drains inbox and outbox. Any number of instances may do it at once, and each may die at any point. */
export async function work(engine: Engine): Promise<WorkDone> {
  const inbox = await drain(engine, engine.store.inbox, ({ payload }) =>
    recordOrder(engine, payload.orderId ?? ""),
  );
  const outbox = await drain(engine, engine.store.outbox, (message) => act(engine, message));
  return { orders: inbox.done, effects: outbox.done, failed: inbox.failed + outbox.failed };
}

async function act(engine: Engine, { id, kind, payload }: ClaimedMessage): Promise<unknown> {
  const rewardId = payload.rewardId ?? "";
  switch (kind) {
    case "settle-reward":
      return settleReward(engine, rewardId);
    case "issue-reward":
      return issueReward(engine, rewardId);
    case "revoke-reward":
      return revokeReward(engine, rewardId);
    case "mail":
      return sendMail(engine, id, payload);
    default:
      throw new GoodwordError("GW_MESSAGE_UNKNOWN", `outbox: no act for "${kind}"`, { action: "ignore" });
  }
}

async function drain(engine: Engine, queue: Queue, take: (message: ClaimedMessage) => Promise<unknown>) {
  const count = { done: 0, failed: 0 };
  for (;;) {
    const now = engine.clock.now();
    const messages = await queue.claim({ now, limit: batch, leaseUntil: new Date(now.getTime() + lease) });
    if (messages.length === 0) return count;
    for (const message of messages) {
      try {
        await take(message);
        await queue.done(message.id, engine.clock.now());
        count.done += 1;
      } catch (error) {
        count.failed += 1;
        await setBack(engine, queue, message, error);
      }
    }
  }
}

async function setBack(engine: Engine, queue: Queue, message: ClaimedMessage, error: unknown): Promise<void> {
  const known = error instanceof GoodwordError ? error : null;
  const isDead = known?.action === "ignore" || message.attempts >= mostAttempts;
  const retryAt = isDead ? null : new Date(engine.clock.now().getTime() + delay(engine, message.attempts));
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
