import {
  type AccountTotal,
  assertBalanced,
  GoodwordError,
  type LedgerEntry,
  type LedgerStore,
} from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { keyOf } from "./table";

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
    async post(entries) {
      const added = new Map<string, LedgerEntry>();
      for (const entry of entries) {
        const key = entryKey(assertBalanced(entry));
        const existing = ledger.get(key) ?? added.get(key);
        if (existing === undefined) added.set(key, entry);
        else if (canonical(existing) !== canonical(entry)) throw conflict(entry);
      }
      for (const [key, entry] of added) ledger.insert(key, entry);
      return added.size;
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
    async statement(prefix, { limit, offset }) {
      const lines = ledger
        .filter(() => true)
        .flatMap(({ id, programId, orderId, rule, kind, postedAt, postings }) =>
          postings
            .filter(({ account }) => account.startsWith(prefix))
            .map((posting) => ({ ...posting, entryId: id, programId, orderId, rule, kind, postedAt })),
        );
      return { rows: lines.slice(offset, offset + limit), count: lines.length };
    },
    async totals(programId, at) {
      const totals = new Map<string, AccountTotal>();
      const before = ledger.filter((row) => row.programId === programId && row.postedAt < at);
      for (const { account, currency, amount } of before.flatMap(({ postings }) => postings)) {
        const key = keyOf(account, currency);
        totals.set(key, { account, currency, amount: (totals.get(key)?.amount ?? 0n) + amount });
      }
      return [...totals.values()];
    },
  };
}

function conflict({ orderId, rule, side, kind }: LedgerEntry): GoodwordError {
  return new GoodwordError(
    "GW_LEDGER_CONFLICT",
    `ledger: order ${orderId} already has other postings under rule "${rule}", ${side}, ${kind}`,
    { action: "fix-config" },
  );
}
