import type { PayoutRecord } from "@goodword/core";
import { aReward } from "../builders";
import type { Given } from "./describe-store";

const at = (day: string) => new Date(`2026-${day}T10:00:00.000Z`);
const firstTen = { limit: 10, offset: 0 };

const aRecord = (code: string, change: Partial<PayoutRecord> = {}): PayoutRecord => ({
  code,
  batchId: "batch_1",
  recordedAt: at("12-01"),
  recordedBy: "user_1",
  payment: null,
  ...change,
});

export function describePayouts(given: Given): void {
  describe("payouts", () => {
    const issued = (id: string, issuedAt: Date) =>
      aReward({ id, orderId: id, code: id, kind: "payout", state: "issued", payout: 1_000n, issuedAt });

    it("wait while issued, in money, worth something and without a record, the longest waiting first", async () => {
      const { payouts, rewards } = given();
      await rewards.grant([
        issued("later", at("11-03")),
        issued("b", at("11-02")),
        issued("a", at("11-02")),
        { ...issued("share", at("11-04")), kind: "commission" },
        { ...issued("code", at("11-01")), kind: "discount-code" },
        { ...issued("spent", at("11-01")), payout: 0n },
        { ...issued("used", at("11-01")), state: "redeemed" },
        issued("exported", at("11-01")),
        issued("withdrawn", at("11-01")),
      ]);
      await payouts.record([aRecord("exported"), aRecord("withdrawn", { batchId: null, recordedBy: null })]);
      expect(await payouts.waiting(firstTen)).toEqual({ rows: ["a", "b", "later", "share"], count: 4 });
      expect(await payouts.waiting({ limit: 2, offset: 1 })).toEqual({ rows: ["b", "later"], count: 4 });
    });

    it("have one record, whoever writes it first", async () => {
      const { payouts } = given();
      expect(await payouts.record([])).toEqual([]);
      expect(await payouts.record([aRecord("a"), aRecord("b")])).toEqual(["a", "b"]);
      expect(await payouts.record([aRecord("b", { batchId: "batch_2" }), aRecord("c")])).toEqual(["c"]);
      expect(await payouts.byCodes(["b", "a", "unknown"])).toEqual([aRecord("a"), aRecord("b")]);
      expect(await payouts.byBatch("batch_1")).toEqual([aRecord("a"), aRecord("b"), aRecord("c")]);
      expect(await payouts.byBatch("batch_2")).toEqual([]);
    });

    it("are taken by one of 20 exports at once", async () => {
      const { payouts } = given();
      const codes = ["a", "b", "c"];
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          payouts.record(codes.map((code) => aRecord(code, { batchId: `batch_${n}` }))),
        ),
      );
      expect(taken.flat().sort()).toEqual(codes);
    });

    it("are paid once, and only when exported", async () => {
      const { payouts } = given();
      await payouts.record([
        aRecord("a"),
        aRecord("b", { recordedAt: at("12-02") }),
        aRecord("c"),
        aRecord("gone", { batchId: null, recordedBy: null }),
      ]);
      const payment = { at: at("12-03"), by: "user_2", reference: "SEPA 17" };
      expect(await payouts.pay([], payment)).toEqual([]);
      expect((await payouts.pay(["b", "a", "gone", "unknown"], payment)).sort()).toEqual(["a", "b"]);
      expect(await payouts.pay(["a"], { ...payment, reference: "another" })).toEqual([]);
      const paid = [aRecord("b", { recordedAt: at("12-02"), payment }), aRecord("a", { payment })];
      expect(await payouts.exported({ ...firstTen, paid: true })).toEqual({ rows: paid, count: 2 });
      expect(await payouts.exported({ ...firstTen, paid: false })).toEqual({
        rows: [aRecord("c")],
        count: 1,
      });
      expect(await payouts.exported({ limit: 1, offset: 1, paid: true })).toEqual({
        rows: [paid[1]],
        count: 2,
      });
    });
  });
}
