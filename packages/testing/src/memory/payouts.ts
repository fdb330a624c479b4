import type { PayoutRecord, PayoutStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byText } from "./table";

export function memoryPayouts({ payouts, rewards }: MemoryDatabase): PayoutStore {
  const byCode = (a: PayoutRecord, b: PayoutRecord) => byText(a.code, b.code);
  return {
    async waiting({ limit, offset }) {
      const waiting = rewards
        .filter(
          ({ code, kind, state, payout }) =>
            (kind === "payout" || kind === "commission") &&
            state === "issued" &&
            (payout ?? 0n) > 0n &&
            payouts.get(code) === null,
        )
        .sort((a, b) => (a.issuedAt?.getTime() ?? 0) - (b.issuedAt?.getTime() ?? 0) || byText(a.id, b.id));
      return { rows: waiting.slice(offset, offset + limit).map(({ code }) => code), count: waiting.length };
    },
    async exported({ paid, limit, offset }) {
      const found = payouts
        .filter(({ batchId, payment }) => batchId !== null && (payment !== null) === paid)
        .sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime() || byCode(a, b));
      return { rows: found.slice(offset, offset + limit), count: found.length };
    },
    async byBatch(batchId) {
      return payouts.filter((row) => row.batchId === batchId).sort(byCode);
    },
    async byCodes(codes) {
      return payouts.filter(({ code }) => codes.includes(code)).sort(byCode);
    },
    async record(records) {
      return records.flatMap((row) => {
        if (payouts.get(row.code) !== null) return [];
        payouts.insert(row.code, row);
        return [row.code];
      });
    },
    async pay(codes, payment) {
      return codes.flatMap((code) => {
        const row = payouts.get(code);
        if (row === null || row.batchId === null || row.payment !== null) return [];
        payouts.write(code, { ...row, payment });
        return [code];
      });
    },
  };
}
