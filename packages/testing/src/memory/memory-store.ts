import { AsyncLocalStorage } from "node:async_hooks";
import { GoodwordError, type Store, type Stores } from "@goodword/core";
import { memoryClickHistory, memoryClicks } from "./clicks";
import { memoryCodes, memoryShares } from "./codes";
import { memoryContent, memoryWatermarks } from "./content";
import { type MemoryDatabase, memoryDatabase } from "./database";
import { memoryInsight } from "./insight";
import { memoryLedger } from "./ledger";
import { memoryLeftovers } from "./leftovers";
import { memoryMerges } from "./merge-people";
import { memoryRecordedOrders, memoryTraces } from "./orders";
import { memoryParticipants } from "./participants";
import { memoryPayouts } from "./payouts";
import { memoryPrograms } from "./programs";
import { memoryProofs } from "./proofs";
import { memoryProposals } from "./proposals";
import { memoryQueue } from "./queue";
import { memoryBindings, memoryReferrals } from "./referrals";
import { memoryCounters, memoryRewards } from "./rewards";

/**
 * The transactions that what runs now is inside of. One for all stores: Node keeps each that was ever used, and
 * carries all of them into every promise.
 */
const running = new AsyncLocalStorage<readonly { database: MemoryDatabase; open: boolean }[]>();

/**
 * Every store port in memory, with the behaviour of a single-connection database: a transaction is all
 * or nothing, and writers wait for each other. `now` is its time, this machine's by default.
 * @throws GoodwordError `GW_TRANSACTION` when the store itself is used inside its own transaction, where a
 *   single-connection database would wait for itself
 */
export function memoryStore({ now = () => new Date() }: { now?: () => Date } = {}): Store {
  const database = memoryDatabase();
  const stores: Stores = {
    programs: memoryPrograms(database),
    participants: memoryParticipants(database),
    proofs: memoryProofs(database),
    proposals: memoryProposals(database),
    merges: memoryMerges(database),
    codes: memoryCodes(database),
    clicks: memoryClicks(database),
    clickHistory: memoryClickHistory(database),
    shares: memoryShares(database),
    referrals: memoryReferrals(database),
    bindings: memoryBindings(database),
    orders: memoryRecordedOrders(database),
    traces: memoryTraces(database),
    rewards: memoryRewards(database),
    payouts: memoryPayouts(database),
    counters: memoryCounters(database),
    ledger: memoryLedger(database),
    inbox: memoryQueue(database.inbox),
    outbox: memoryQueue(database.outbox),
    content: memoryContent(database),
    watermarks: memoryWatermarks(database),
    insight: memoryInsight(database),
    leftovers: memoryLeftovers(database),
  };
  let last: Promise<unknown> = Promise.resolve();

  const transaction = async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
    const around = running.getStore() ?? [];
    if (around.some((one) => one.database === database && one.open)) {
      throw new GoodwordError(
        "GW_TRANSACTION",
        "memory store: used inside its own transaction; use the stores the transaction hands out",
        { action: "fix-config" },
      );
    }
    const turn = last.then(async () => {
      const current = { database, open: true };
      try {
        const result = await running.run([...around, current], () => work(stores));
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

  return { ...alone(stores, transaction), transaction, now: async () => now() };
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
