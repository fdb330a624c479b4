import { AsyncLocalStorage } from "node:async_hooks";
import { GoodwordError, type Store, type Stores } from "@goodword/core";
import { memoryClicks, memoryCodes, memoryShares } from "./codes";
import { memoryContent, memoryWatermarks } from "./content";
import { memoryDatabase } from "./database";
import { memoryInsight } from "./insight";
import { memoryParticipants } from "./participants";
import { memoryQueue } from "./queue";
import { memoryRecordedOrders, memoryReferrals } from "./referrals";
import { memoryLedger, memoryRewards } from "./rewards";

/**
 * Every store port in memory, with the behaviour of a single-connection database: a transaction is all
 * or nothing, and writers wait for each other.
 * @throws GoodwordError `GW_TRANSACTION` when the store itself is used inside its own transaction, where a
 *   single-connection database would wait for itself
 */
export function memoryStore(): Store {
  const database = memoryDatabase();
  const stores: Stores = {
    participants: memoryParticipants(database),
    codes: memoryCodes(database),
    clicks: memoryClicks(database),
    shares: memoryShares(database),
    referrals: memoryReferrals(database),
    orders: memoryRecordedOrders(database),
    rewards: memoryRewards(database),
    ledger: memoryLedger(database),
    inbox: memoryQueue(database.inbox),
    outbox: memoryQueue(database.outbox),
    content: memoryContent(database),
    watermarks: memoryWatermarks(database),
    insight: memoryInsight(database),
  };
  const running = new AsyncLocalStorage<{ open: boolean }>();
  let last: Promise<unknown> = Promise.resolve();

  const transaction = async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
    if (running.getStore()?.open === true) {
      throw new GoodwordError(
        "GW_TRANSACTION",
        "memory store: used inside its own transaction; use the stores the transaction hands out",
        { action: "fix-config" },
      );
    }
    const turn = last.then(async () => {
      const current = { open: true };
      try {
        const result = await running.run(current, () => work(stores));
        database.journal.commit();
        return result;
      } catch (error) {
        database.journal.rollback();
        throw error;
      } finally {
        current.open = false;
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  return { ...alone(stores, transaction), transaction };
}

/** The same stores, each call a transaction of its own. */
function alone(stores: Stores, transaction: Store["transaction"]): Stores {
  type Act = (...args: unknown[]) => Promise<unknown>;
  const wrap = (store: object) =>
    Object.fromEntries(
      Object.entries(store).map(([name, act]: [string, Act]) => [
        name,
        async (...args: unknown[]) => transaction(() => act(...args)),
      ]),
    );
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [name, wrap(store)]),
  ) as unknown as Stores;
}
