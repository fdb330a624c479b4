import {
  assertBalanced,
  GoodwordError,
  type LedgerEntry,
  type LedgerStore,
  type RewardStore,
} from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byTime, keyOf } from "./table";

export function memoryRewards({ rewards }: MemoryDatabase): RewardStore {
  const byCreation = byTime<{ createdAt: Date; id: string }>(
    (row) => row.createdAt,
    (row) => row.id,
  );
  const grantKey = (row: { programId: string; orderId: string; rule: string; side: string }) =>
    keyOf(row.programId, row.orderId, row.rule, row.side);
  return {
    async grant(reward) {
      if (rewards.find((row) => grantKey(row) === grantKey(reward)) !== null) return false;
      rewards.insert(reward.id, reward);
      return true;
    },
    async byOrder(orderId) {
      return rewards.filter((row) => row.orderId === orderId).sort(byCreation);
    },
    async byParticipant(participantId) {
      return rewards
        .filter((row) => row.participantId === participantId)
        .sort(byCreation)
        .reverse();
    },
    async lock(id) {
      return rewards.get(id);
    },
    async save(reward, from) {
      if (rewards.get(reward.id)?.state !== from) return false;
      rewards.write(reward.id, reward);
      return true;
    },
  };
}

const entryKey = (entry: LedgerEntry) =>
  keyOf(entry.programId, entry.orderId, entry.rule, entry.side, entry.kind);

const canonical = (entry: LedgerEntry) =>
  entry.postings
    .map((posting) => keyOf(posting.account, posting.currency, String(posting.amount)))
    .sort()
    .join();

export function memoryLedger({ ledger }: MemoryDatabase): LedgerStore {
  const total = (counts: (account: string) => boolean) => {
    const sums: Record<string, bigint> = {};
    for (const { postings } of ledger.filter(() => true)) {
      for (const { account, currency, amount } of postings) {
        if (counts(account)) sums[currency] = (sums[currency] ?? 0n) + amount;
      }
    }
    return sums;
  };
  return {
    async post(entry) {
      assertBalanced(entry);
      const existing = ledger.get(entryKey(entry));
      if (existing === null) {
        ledger.insert(entryKey(entry), entry);
        return true;
      }
      if (canonical(existing) === canonical(entry)) return false;
      throw new GoodwordError(
        "GW_LEDGER_CONFLICT",
        `ledger: order ${entry.orderId} already has other postings under rule "${entry.rule}", ${entry.side}, ${entry.kind}`,
        { action: "fix-config" },
      );
    },
    async byOrder(orderId) {
      return ledger.filter((row) => row.orderId === orderId);
    },
    async sums() {
      return total(() => true);
    },
    async balance(account) {
      return total((other) => other === account);
    },
  };
}
