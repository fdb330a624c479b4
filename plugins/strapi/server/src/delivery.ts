import { setTimeout as pause } from "node:timers/promises";
import { type ContentSnapshot, secretsOf } from "@goodword/core";
import type { Core } from "@strapi/strapi";
import { Webhook } from "standardwebhooks";
import type { SnapshotSource } from "./content-snapshot";
import type { GoodwordOptions } from "./options";
import { promptUid } from "./referral-prompt";

/** What became of the newest snapshot. `since` is ISO 8601. */
export type DeliveryState =
  | { readonly state: "none" }
  | { readonly state: "sending" }
  | { readonly state: "live"; readonly since: string }
  | { readonly state: "unreachable"; readonly since: string }
  | { readonly state: "refused"; readonly since: string; readonly status: number };

type Outcome = Extract<DeliveryState, { since: string }>;

export interface Delivery {
  /** Sends what is published, when the shop does not have it yet. Never throws: the shop also polls. */
  deliver(): Promise<void>;
  /** The shop fetched this snapshot itself. */
  fetched(snapshot: ContentSnapshot): Promise<void>;
  state(): Promise<DeliveryState>;
  /** Ends what is being sent. */
  stop(): void;
}

const timeoutMs = 5_000;
const retryAfterMs = [1_000, 5_000, 15_000];

/** Tells the shop what is published: a webhook signed per Standard Webhooks, in the background. */
export function createDelivery(
  strapi: Core.Strapi,
  options: GoodwordOptions,
  snapshots: SnapshotSource,
): Delivery {
  const store = strapi.store({ type: "plugin", name: "goodword" });
  const webhooks = secretsOf(options.contentSecret).map(createWebhook);
  let sending = new AbortController();
  let stopped = false;

  async function outcome(): Promise<(Outcome & { version: number }) | null> {
    return (await store.get({ key: "delivery" })) as (Outcome & { version: number }) | null;
  }
  async function isLive(version: number): Promise<boolean> {
    const last = await outcome();
    return last?.version === version && last.state === "live";
  }
  async function keep(version: number, result: Outcome): Promise<void> {
    // The shop may have fetched this version while a sending of it failed.
    if (await isLive(version)) return;
    await store.set({ key: "delivery", value: { version, ...result } });
  }

  async function send(snapshot: ContentSnapshot, signal: AbortSignal): Promise<Outcome> {
    const body = JSON.stringify(snapshot);
    const id = `msg_${snapshot.version}`;
    const timestamp = new Date();
    const response = await fetch(`${options.shopUrl}/goodword/content`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(timestamp.getTime() / 1000)),
        // One for each secret, as Standard Webhooks has it: the shop may know only one of them.
        "webhook-signature": webhooks.map((webhook) => webhook.sign(id, timestamp, body)).join(" "),
      },
      body,
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    const since = timestamp.toISOString();
    if (response.ok) return { state: "live", since };
    const passing = response.status >= 500 || response.status === 408 || response.status === 429;
    if (passing) throw new Error(`the shop answered ${response.status}`);
    return { state: "refused", since, status: response.status };
  }

  async function deliver(): Promise<void> {
    if (stopped) return;
    sending.abort();
    sending = new AbortController();
    const { signal } = sending;
    try {
      const snapshot = await snapshots.current();
      if (snapshot.version === 0) return;
      for (const wait of [...retryAfterMs, null]) {
        if (await isLive(snapshot.version)) return;
        const result = await send(snapshot, signal).catch((error: Error) => error);
        if (signal.aborted) return;
        if (!(result instanceof Error)) {
          await keep(snapshot.version, result);
          if (result.state === "refused")
            strapi.log.warn(`[goodword] the shop refused the prompts with ${result.status}; look at its log`);
          return;
        }
        if (wait === retryAfterMs[0]) {
          await keep(snapshot.version, { state: "unreachable", since: new Date().toISOString() });
          strapi.log.warn(`[goodword] the shop could not be reached (${reason(result)}); it will fetch`);
        }
        if (wait !== null) await pause(wait, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) strapi.log.error(`[goodword] prompts not delivered: ${(error as Error).message}`);
    }
  }

  return {
    deliver,
    async fetched(snapshot) {
      if (snapshot.version > 0)
        await keep(snapshot.version, { state: "live", since: new Date().toISOString() });
    },
    async state() {
      const [snapshot, last] = await Promise.all([snapshots.current(), outcome()]);
      if (snapshot.version === 0) return { state: "none" };
      if (last?.version !== snapshot.version) return { state: "sending" };
      const { version: _, ...result } = last;
      return result;
    },
    stop() {
      stopped = true;
      sending.abort();
    },
  };
}

/** Delivers after each change that was committed; a draft's change is found to change nothing. */
export function deliverChanges(strapi: Core.Strapi, delivery: Delivery): void {
  // One publication writes several rows in one transaction.
  let due = false;
  const committed = () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      void delivery.deliver();
    });
  };
  const changed = async (): Promise<void> => {
    await strapi.db.transaction(({ onCommit }) => onCommit(committed));
  };
  strapi.db.lifecycles.subscribe({
    models: [promptUid],
    afterCreate: changed,
    afterCreateMany: changed,
    afterUpdate: changed,
    afterUpdateMany: changed,
    afterDelete: changed,
    afterDeleteMany: changed,
  });
}

/** `whsec_` introduces a base64 key; any other secret is taken as its UTF-8 bytes. */
function createWebhook(secret: string): Webhook {
  return secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(secret, { format: "raw" });
}

function reason(error: Error): string {
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
