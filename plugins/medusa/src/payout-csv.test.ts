import type { PayoutBatch } from "@goodword/core";
import { payoutCsv } from "./payout-csv";

const batch = {
  batchId: "batch_1",
  payouts: [
    {
      code: "THANKS-1",
      participantId: "anna",
      value: { amount: 1_234n, currency: "eur" },
      firstOrderId: "order_1",
      orderId: "order_2",
      issuedAt: new Date("2026-12-01T09:00:00Z"),
    },
    {
      code: "THANKS-2",
      participantId: "gone",
      value: { amount: 5n, currency: "jpy" },
      firstOrderId: "gone",
      orderId: "ladder:a",
      issuedAt: null,
    },
  ],
} as unknown as PayoutBatch;

const person = { customerId: null, email: "anna@example.com", name: "=1+1", displayId: "1" };

describe("the payouts' file", () => {
  it("has a line for each payout, with who gets it, and computes nothing", () => {
    const people = { order_1: person, order_2: { ...person, name: "Ben", displayId: "2" } };
    const anna = { address: "anna@example.com", firstName: "Anna", locale: null };
    expect(payoutCsv(batch, people, new Map([["anna", anna]])).split("\r\n")).toEqual([
      "batch,code,amount,currency,name,email,friend_order,issued_at",
      `batch_1,THANKS-1,12.34,eur,"'=1+1",anna@example.com,2,2026-12-01T09:00:00.000Z`,
      "batch_1,THANKS-2,5,jpy,,,,",
      "",
    ]);
  });

  it("names the address that the person proved, and nobody whom their first order only carries", () => {
    const people = { order_1: { ...person, email: "eve@example.com", name: "Eve" } };
    const anna = { address: "anna@example.com", firstName: "Anna", locale: null };
    const [, line] = payoutCsv(batch, people, new Map([["anna", anna]])).split("\r\n");
    expect(line).toBe("batch_1,THANKS-1,12.34,eur,Anna,anna@example.com,,2026-12-01T09:00:00.000Z");
    const [, unknown] = payoutCsv(batch, people, new Map()).split("\r\n");
    expect(unknown).toBe("batch_1,THANKS-1,12.34,eur,,,,2026-12-01T09:00:00.000Z");
  });
});
