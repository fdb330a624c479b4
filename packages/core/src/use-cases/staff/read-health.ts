import type { Page, PageOf } from "../../page";
import type { Engine, HealthWarning } from "../../ports/ports";
import type { DeadMessage, QueueState } from "../../ports/store";
import { isPaidForClicks } from "../../program/paid-for-clicks";
import { lostClicks } from "../friends/click-losses";

export const queueNames = ["inbox", "outbox"] as const;
export type QueueName = (typeof queueNames)[number];

/** `dead` where messages were set aside; `late` where something should have been done minutes ago. */
export type HealthStatus = "well" | "late" | "dead";

export interface QueueHealth extends QueueState {
  readonly name: QueueName;
  /** For how long the oldest has been due, in seconds; 0 for none. */
  readonly lagSeconds: number;
}

export interface Health {
  readonly status: HealthStatus;
  /** The store's time. */
  readonly at: Date;
  readonly queues: readonly QueueHealth[];
  readonly reconciler: {
    /** Until when the host's orders were read; null before the first time. */
    readonly readUntil: Date | null;
    readonly lagSeconds: number | null;
  };
  /** Clicks that the store did not take, since this process began. */
  readonly lostClicks: number;
  readonly sendsMail: boolean;
  /** What staff should put right, most of it in how the shop is set up. */
  readonly warnings: readonly HealthWarning[];
  /** The host's options by path; of a secret only that it is set. */
  readonly options: readonly { readonly path: string; readonly value: string | number | boolean }[];
}

/** Nothing that is well is later than this: queues are drained every few seconds, orders read every minute. */
const patience = 300;

/** How Goodword is doing: what waits, what failed, how far orders were read, and what it was told to be. */
export async function readHealth(engine: Engine): Promise<Health> {
  const { store, options, notifier } = engine;
  const at = await store.now();
  const queues: QueueHealth[] = [];
  for (const name of queueNames) {
    const state = await store[name].state(at);
    queues.push({ name, ...state, lagSeconds: state.oldestDueAt ? secondsSince(state.oldestDueAt, at) : 0 });
  }
  const readUntil = await store.watermarks.get("orders");
  const lagSeconds = readUntil && secondsSince(readUntil, at);
  const isLate = [lagSeconds ?? 0, ...queues.map((queue) => queue.lagSeconds)].some((lag) => lag > patience);
  return {
    status: queues.some(({ dead }) => dead > 0) ? "dead" : isLate ? "late" : "well",
    at,
    queues,
    reconciler: { readUntil, lagSeconds },
    lostClicks: lostClicks(engine),
    sendsMail: notifier !== null,
    warnings: [...(engine.warnings?.() ?? []), ...(await programWarnings(engine))],
    options: Object.entries(options.shown ?? {}).map(([path, value]) => ({ path, value })),
  };
}

/** A program of a version before may pay for shares or invitations; a person reviews each of its rewards. */
async function programWarnings({ book }: Engine): Promise<HealthWarning[]> {
  const open = (await book.open()).filter(({ state }) => state !== "ended");
  return open.flatMap(({ program }) =>
    program.rewards
      .filter(isPaidForClicks)
      .map((rule) => ({ code: "paid-for-clicks", params: { program: program.id, rule: rule.id } })),
  );
}

function secondsSince(then: Date, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
}

/** A message that was set aside, with what it is about. */
export interface DeadLetter {
  readonly queue: QueueName;
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly attempts: number;
  readonly error: string;
  /** When its last try was due. */
  readonly lastDueAt: Date;
  readonly orderId: string | null;
  readonly rewardId: string | null;
}

/** Messages that failed for good, latest first. */
export async function listDeadLetters(
  { store }: Engine,
  { queue, ...page }: Page & { queue: QueueName },
): Promise<PageOf<DeadLetter>> {
  const { rows, count } = await store[queue].dead(page);
  return { rows: rows.map((row) => letterOf(queue, row)), count };
}

function letterOf(queue: QueueName, message: DeadMessage): DeadLetter {
  const { id, key, kind, attempts, error, payload, availableAt } = message;
  return {
    queue,
    id,
    key,
    kind,
    attempts,
    error,
    lastDueAt: availableAt,
    orderId: payload.orderId ?? null,
    rewardId: payload.rewardId ?? null,
  };
}

/**
 * Puts messages that failed for good back into their queue, with all tries before them. Each keeps its key, so
 * whatever it had done already is not done again; one that is not dead stays as it is.
 * @param input without `ids`, all of the queue
 */
export async function replayDeadLetters(
  { store }: Engine,
  { queue, ids }: { queue: QueueName; ids?: readonly string[] | undefined },
): Promise<{ replayed: number }> {
  return { replayed: await store[queue].revive(ids ?? null, await store.now()) };
}
