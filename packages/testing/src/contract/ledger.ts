import { currency, type LedgerEntry } from "@goodword/core";
import fc from "fast-check";
import { aLedgerEntry } from "../builders";
import type { Given } from "./describe-store";

const eur = currency("eur");
const usd = currency("usd");

const transfer = (from: string, to: string, amount: bigint, unit = eur) => [
  { account: from, currency: unit, amount: -amount },
  { account: to, currency: unit, amount },
];

/** Balanced entries over few keys, so that many of them collide. */
const entries = fc.array(
  fc.record({
    order: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom<LedgerEntry["kind"]>("granted", "issued", "reversed"),
    amount: fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n })),
    unit: fc.constantFrom(eur, usd),
    to: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 12 },
);

export function describeLedger(given: Given): void {
  describe("ledger", () => {
    it("keeps an entry with its postings in their order and every digit of them", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry({
        postings: [...transfer("a", "b", 9_007_199_254_740_993n), ...transfer("c", "b", 5n, usd)],
      });
      expect(await ledger.post(entry)).toBe(true);
      expect(await ledger.byOrder("order_2")).toEqual([entry]);
      expect(await ledger.byOrder("order_3")).toEqual([]);
      expect(await ledger.balance("b")).toEqual({ eur: 9_007_199_254_740_993n, usd: 5n });
      expect(await ledger.balance("nobody")).toEqual({});
    });

    it("lists an order's entries in the order they were posted", async () => {
      const { ledger } = given();
      await ledger.post(aLedgerEntry({ id: "z", kind: "granted" }));
      await ledger.post(aLedgerEntry({ id: "m", kind: "issued" }));
      await ledger.post(aLedgerEntry({ id: "a", kind: "reversed" }));
      expect((await ledger.byOrder("order_2")).map(({ kind }) => kind)).toEqual([
        "granted",
        "issued",
        "reversed",
      ]);
    });

    it("posts the same entry once, whatever its id and the order of its postings", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry();
      await ledger.post(entry);
      const same = aLedgerEntry({ id: "entry_2", postings: [...entry.postings].reverse() });
      expect(await ledger.post(same)).toBe(false);
      expect(await ledger.byOrder("order_2")).toEqual([entry]);
    });

    it("refuses other postings under the same key", async () => {
      const { ledger } = given();
      await ledger.post(aLedgerEntry({ postings: transfer("a", "b", 5n) }));
      const other = aLedgerEntry({ id: "entry_2", postings: transfer("a", "b", 6n) });
      await expect(ledger.post(other)).rejects.toMatchObject({ code: "GW_LEDGER_CONFLICT" });
      expect(await ledger.balance("b")).toEqual({ eur: 5n });
    });

    it("refuses postings that do not sum to zero", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry({ postings: transfer("a", "b", 5n).slice(1) });
      await expect(ledger.post(entry)).rejects.toMatchObject({ code: "GW_LEDGER_UNBALANCED" });
      expect(await ledger.byOrder("order_2")).toEqual([]);
    });

    it("posts once in 20 tries at once", async () => {
      const { ledger } = given();
      const posted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => ledger.post(aLedgerEntry({ id: `entry_${n}` }))),
      );
      expect(posted.filter(Boolean)).toHaveLength(1);
      expect(await ledger.byOrder("order_2")).toHaveLength(1);
    });

    it("sums to zero in each currency after any entries, and balances to what was accepted", async () => {
      const { ledger } = given();
      let run = 0;
      const accepted = new Map<string, bigint>();
      await fc.assert(
        fc.asyncProperty(entries, async (sequence) => {
          run++;
          for (const [n, { order, kind, amount, unit, to }] of sequence.entries()) {
            const account = `${to}:${run}`;
            const entry = aLedgerEntry({
              id: `entry_${run}_${n}`,
              orderId: `order_${run}_${order}`,
              kind,
              postings: transfer("source", account, amount, unit),
            });
            const posted = await ledger.post(entry).catch((error: { code?: string }) => {
              if (error.code !== "GW_LEDGER_CONFLICT") throw error;
              return false;
            });
            const key = `${account} ${unit}`;
            if (posted) accepted.set(key, (accepted.get(key) ?? 0n) + amount);
          }
          for (const sum of Object.values(await ledger.sums())) expect(sum).toBe(0n);
          for (const to of ["a", "b", "c"]) {
            for (const [unit, balance] of Object.entries(await ledger.balance(`${to}:${run}`))) {
              expect(balance).toBe(accepted.get(`${to}:${run} ${unit}`));
            }
          }
        }),
        { numRuns: Number(process.env.GOODWORD_RUNS ?? 100) },
      );
    }, 600_000);
  });
}
