import { setTimeout as sleep } from "node:timers/promises";

/**
 * Faults that are put into the engine on purpose: a simulation that does not notice them proves nothing.
 * `unique-key` is one of the database; the others stand between the engine and its store.
 */
export const mutations = ["unique-key", "outbox", "cap-lock"];

/** The store with a fault in it. */
export function mutated(store, mutation, { notifier }) {
  if (mutation === "unique-key") return store;
  const faulty = (stores) => {
    if (mutation === "cap-lock")
      return { ...stores, counters: { ...stores.counters, hold: (keys) => readLate(stores, keys) } };
    return {
      ...stores,
      outbox: { ...stores.outbox, put: (messages) => actAtOnce(stores, notifier, messages) },
    };
  };
  return { ...store, transaction: (work) => store.transaction((stores) => work(faulty(stores))) };
}

/** What others may be counting at this very moment; slow, as two seldom meet where commits are fast. */
async function readLate({ counters }, keys) {
  const counted = await counters.read(keys);
  await sleep(20);
  return counted;
}

/** Mails leave before the transaction is over, and again when it is repeated. */
async function actAtOnce(stores, notifier, messages) {
  const mails = messages.filter(({ kind }) => kind === "mail");
  for (const { id, payload } of mails) {
    const content =
      payload.template === "reward-issued"
        ? {
            template: payload.template,
            reward: { code: (await stores.rewards.lock([payload.rewardId]))[0].code },
          }
        : { template: payload.template, order: { displayId: payload.orderId } };
    await notifier.send({ id, content });
  }
  // The worst moment to be killed, which a killer from outside meets too seldom for a short run.
  if (mails.length > 0 && Math.random() < 0.1) process.kill(process.pid, "SIGKILL");
  await stores.outbox.put(messages.filter(({ kind }) => kind !== "mail"));
}

/** Takes the keys away that make a grant and an entry unique. */
export async function dropUniqueKeys(knex, db) {
  for (const [table, key] of [
    ["goodword_reward", "goodword_reward_once"],
    ["goodword_ledger_entry", "goodword_ledger_entry_once"],
  ]) {
    await knex.raw(db === "postgres" ? `alter table ${table} drop constraint ${key}` : `drop index ${key}`);
  }
}
