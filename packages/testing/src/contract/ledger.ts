import { accounts, currency, type LedgerEntry } from "@goodword/core";
import fc from "fast-check";
import { aLedgerEntry } from "../builders";
import type { Given } from "./describe-store";

const eur = currency("eur");
const usd = currency("usd");
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

const transfer = (from: string, to: string, amount: bigint, unit = eur) => [
  { account: from, currency: unit, amount: -amount },
  { account: to, currency: unit, amount },
];

/** An entry under a key of its own. */
const entryOf = (id: string, postings: LedgerEntry["postings"], change: Partial<LedgerEntry> = {}) =>
  aLedgerEntry({ id, orderId: `order_of_${id}`, postings, ...change });

/** Balanced entries over few keys, so that many of them collide, in batches. */
const batches = fc.array(
  fc.array(
    fc.record({
      order: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom<LedgerEntry["kind"]>("granted", "issued", "reversed:1500"),
      amount: fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n })),
      unit: fc.constantFrom(eur, usd),
      to: fc.constantFrom("a", "b", "c"),
    }),
    { maxLength: 3 },
  ),
  { maxLength: 8 },
);

export function describeLedger(given: Given): void {
  describe("ledger", () => {
    it("keeps an entry with its postings in their order and every digit of them", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry({
        kind: "reversed:1500",
        postings: [...transfer("a", "b", 9_007_199_254_740_993n), ...transfer("c", "b", 5n, usd)],
      });
      expect(await ledger.post([entry])).toBe(1);
      expect(await ledger.byOrder("order_2")).toEqual([entry]);
      expect(await ledger.byOrder("order_3")).toEqual([]);
      expect(await ledger.balance("b")).toEqual({ eur: 9_007_199_254_740_993n, usd: 5n });
      expect(await ledger.balance("nobody")).toEqual({});
      expect(await ledger.post([])).toBe(0);
    });

    it("keeps the books of points and of pieces beside those of money", async () => {
      const { ledger } = given();
      const [points, mugs] = [currency("points"), currency("item:mug")];
      await ledger.post([
        entryOf("1", transfer("x", "a", 7n, points)),
        entryOf("2", transfer("x", "a", 1n, mugs)),
      ]);
      expect(await ledger.balance("a")).toEqual({ points: 7n, "item:mug": 1n });
      expect(await ledger.sums()).toEqual({ points: 0n, "item:mug": 0n });
    });

    it("lists an order's entries in the order they were posted", async () => {
      const { ledger } = given();
      await ledger.post([
        aLedgerEntry({ id: "z", kind: "granted" }),
        aLedgerEntry({ id: "m", kind: "issued" }),
        aLedgerEntry({ id: "other", orderId: "order_3" }),
      ]);
      await ledger.post([aLedgerEntry({ id: "a", kind: "reversed:1" })]);
      const kinds = (await ledger.byOrder("order_2")).map(({ kind }) => kind);
      expect(kinds).toEqual(["granted", "issued", "reversed:1"]);
    });

    it("posts the same entry once, whatever its id and the order of its postings, and counts what is new", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry();
      await ledger.post([entry]);
      const same = aLedgerEntry({ id: "entry_2", postings: [...entry.postings].reverse() });
      expect(await ledger.post([same])).toBe(0);
      const issued = aLedgerEntry({ id: "entry_3", kind: "issued" });
      const twice = { ...issued, id: "entry_4" };
      const byRule = aLedgerEntry({ id: "entry_5", rule: "second" });
      const bySide = aLedgerEntry({ id: "entry_6", side: "friend" });
      const byProgram = aLedgerEntry({ id: "entry_7", programId: "vip" });
      expect(await ledger.post([same, issued, twice, byRule, bySide, byProgram])).toBe(4);
      expect(await ledger.byOrder("order_2")).toEqual([entry, issued, byRule, bySide, byProgram]);
    });

    it("refuses other postings under the same key, names the order, and keeps nothing of the batch", async () => {
      const { ledger } = given();
      await ledger.post([aLedgerEntry({ postings: transfer("a", "b", 5n) })]);
      const other = aLedgerEntry({ id: "entry_2", postings: transfer("a", "b", 6n) });
      await expect(ledger.post([entryOf("entry_3", transfer("a", "b", 1n)), other])).rejects.toMatchObject({
        code: "GW_LEDGER_CONFLICT",
        action: "fix-config",
        message: expect.stringContaining("order_2"),
      });
      expect(await ledger.balance("b")).toEqual({ eur: 5n });
    });

    it.each([
      ["currency", transfer("a", "b", 5n, usd)],
      ["account", transfer("a", "c", 5n)],
      ["number of postings", [...transfer("a", "b", 5n), ...transfer("a", "b", 5n)]],
    ])("refuses another %s under the same key, in one batch too", async (_, postings) => {
      const { ledger } = given();
      const first = aLedgerEntry({ postings: transfer("a", "b", 5n) });
      const second = aLedgerEntry({ id: "entry_2", postings });
      await expect(ledger.post([first, second])).rejects.toMatchObject({ code: "GW_LEDGER_CONFLICT" });
      expect(await ledger.sums()).toEqual({});
    });

    it("refuses postings that do not sum to zero, and keeps nothing of the batch", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry({ postings: transfer("a", "b", 5n).slice(1) });
      const fine = entryOf("entry_2", transfer("a", "b", 1n));
      await expect(ledger.post([fine, entry])).rejects.toMatchObject({ code: "GW_LEDGER_UNBALANCED" });
      expect(await ledger.sums()).toEqual({});
    });

    it("posts once in 20 tries at once", async () => {
      const { ledger } = given();
      const posted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => ledger.post([aLedgerEntry({ id: `entry_${n}` })])),
      );
      expect(posted.reduce((sum, count) => sum + count, 0)).toBe(1);
      expect(await ledger.byOrder("order_2")).toHaveLength(1);
    });

    it("posts each once where batches cross at once", async () => {
      const { ledger } = given();
      const posted = await Promise.all(
        Array.from({ length: 10 }, (_, worker) => {
          const batch = Array.from({ length: 5 }, (_, n) =>
            aLedgerEntry({
              id: `entry_${worker}_${n}`,
              orderId: `order_${n}`,
              postings: transfer("x", "a", 1n),
            }),
          );
          return ledger.post(worker % 2 === 0 ? batch : batch.reverse());
        }),
      );
      expect(posted.reduce((sum, count) => sum + count, 0)).toBe(5);
      expect(await ledger.balance("a")).toEqual({ eur: 5n });
    });

    it("tells a person's statement in the order it was posted, with what each line belongs to", async () => {
      const { ledger } = given();
      const { promised, issued, expense } = accounts;
      const granted = entryOf("z", transfer(promised("a"), expense("default"), 1000n), { postedAt: day(2) });
      const later = entryOf("y", transfer(issued("a"), promised("a"), 1000n), {
        kind: "issued",
        postedAt: day(5),
        programId: "vip",
        rule: "second",
      });
      await ledger.post([granted, entryOf("other", transfer(promised("ab"), promised("b"), 7n))]);
      await ledger.post([later]);
      const line = { entryId: "z", programId: "default", orderId: "order_of_z", rule: "friend-order" };
      const next = { entryId: "y", programId: "vip", orderId: "order_of_y", rule: "second" };
      const lines = [
        { ...line, kind: "granted", postedAt: day(2), account: promised("a"), currency: eur, amount: -1000n },
        { ...next, kind: "issued", postedAt: day(5), account: issued("a"), currency: eur, amount: -1000n },
        { ...next, kind: "issued", postedAt: day(5), account: promised("a"), currency: eur, amount: 1000n },
      ];
      const { of } = accounts;
      expect(await ledger.statement(of("a"), { limit: 9, offset: 0 })).toEqual({ rows: lines, count: 3 });
      expect(await ledger.statement(of("a"), { limit: 1, offset: 1 })).toEqual({
        rows: [lines[1]],
        count: 3,
      });
      expect(await ledger.statement(of("a"), { limit: 9, offset: 3 })).toEqual({ rows: [], count: 3 });
      expect(await ledger.statement(promised("a"), { limit: 9, offset: 0 })).toMatchObject({ count: 2 });
      expect(await ledger.statement(of("nobody"), { limit: 9, offset: 0 })).toEqual({ rows: [], count: 0 });
    });

    it.each([
      ["a", "ab"],
      ["a", "A"],
      ["a_c", "abc"],
      ["a%", "abc"],
      ["a\\", "a"],
      ["a", "a~"],
      ["é", "e"],
      ["a", "a\u{10ffff}"],
    ])("keeps the lines of %p apart from those of %p, whose name is alike", async (person, other) => {
      const { ledger } = given();
      await ledger.post([
        entryOf("1", transfer("x", accounts.promised(person), 1n)),
        entryOf("2", transfer("x", accounts.promised(other), 2n)),
      ]);
      const amounts = async (id: string) => {
        const { rows, count } = await ledger.statement(accounts.of(id), { limit: 9, offset: 0 });
        return [count, ...rows.map(({ amount }) => amount)];
      };
      expect(await amounts(person)).toEqual([1, 1n]);
      expect(await amounts(other)).toEqual([1, 2n]);
      expect(await ledger.balance(accounts.promised(person))).toEqual({ eur: 1n });
    });

    it("totals the accounts of a program as they stood before a time", async () => {
      const { ledger } = given();
      await ledger.post([
        entryOf("1", transfer("x", "a", 5n), { postedAt: day(1) }),
        entryOf("2", transfer("x", "a", 7n, usd), { postedAt: day(2) }),
        entryOf("3", transfer("x", "a", 2n), { postedAt: new Date(day(3).getTime() - 1) }),
        entryOf("4", transfer("x", "a", 100n), { postedAt: day(3) }),
        entryOf("5", transfer("x", "a", 1000n), { postedAt: day(1), programId: "vip" }),
      ]);
      const totals = async (at: Date) =>
        (await ledger.totals("default", at))
          .map(({ account, currency, amount }) => `${account} ${currency} ${amount}`)
          .sort();
      expect(await totals(day(3))).toEqual(["a eur 7", "a usd 7", "x eur -7", "x usd -7"]);
      expect(await totals(new Date(day(3).getTime() + 1))).toContain("a eur 107");
      expect(await totals(day(1))).toEqual([]);
      expect(await ledger.totals("vip", day(2))).toHaveLength(2);
    });

    it("sums to zero in each currency after any entries, and balances to what was accepted", async () => {
      const { ledger } = given();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(batches, async (sequence) => {
          run++;
          const accepted = new Map<string, bigint>();
          const held = new Map<string, string>();
          for (const [n, batch] of sequence.entries()) {
            const entries = batch.map(({ order, kind, amount, unit, to }, m) =>
              aLedgerEntry({
                id: `entry_${run}_${n}_${m}`,
                orderId: `order_${run}_${order}`,
                kind,
                postings: transfer("source", `${to}:${run}`, amount, unit),
              }),
            );
            const before = new Map(held);
            const added = entries.filter((entry) => {
              const key = `${entry.orderId} ${entry.kind}`;
              const isNew = !held.has(key);
              held.set(key, held.get(key) ?? wordsOf(entry));
              return isNew;
            });
            const conflicts = entries.some(
              (entry) => held.get(`${entry.orderId} ${entry.kind}`) !== wordsOf(entry),
            );
            if (conflicts) {
              await expect(ledger.post(entries)).rejects.toMatchObject({ code: "GW_LEDGER_CONFLICT" });
              held.clear();
              for (const [key, value] of before) held.set(key, value);
              continue;
            }
            expect(await ledger.post(entries)).toBe(added.length);
            for (const { account, currency, amount } of added.flatMap(({ postings }) => postings)) {
              const key = `${account} ${currency}`;
              accepted.set(key, (accepted.get(key) ?? 0n) + amount);
            }
          }
          for (const sum of Object.values(await ledger.sums())) expect(sum).toBe(0n);
          for (const to of ["a", "b", "c"]) {
            const balance = await ledger.balance(`${to}:${run}`);
            for (const unit of [eur, usd]) {
              expect(balance[unit]).toBe(accepted.get(`${to}:${run} ${unit}`));
            }
          }
        }),
        { numRuns: Number(process.env.GOODWORD_RUNS ?? 100) },
      );
    }, 600_000);
  });
}

const wordsOf = ({ postings }: LedgerEntry) =>
  postings.map(({ account, currency, amount }) => `${account} ${currency} ${amount}`).join();
