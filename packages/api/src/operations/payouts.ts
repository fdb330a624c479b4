import { payoutStates, rewardKinds, rewardStates } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { by, code, money, page, time } from "./schemas";

const batchId = z.string().min(1).max(100);
const payment = z.object({ at: time, by: z.string(), reference: z.string() });

const payout = z.object({
  code: z.string(),
  rewardId: z.string(),
  kind: z.enum(rewardKinds),
  rewardState: z
    .enum(rewardStates)
    .describe("One that was reversed after its export is owed, and still to be paid"),
  programId: z.string(),
  orderId: z.string(),
  participantId: z.string(),
  firstOrderId: z.string(),
  value: money,
  issuedAt: time.nullable(),
  batchId: z.string().nullable(),
  exportedAt: time.nullable(),
  exportedBy: z.string().nullable(),
  payment: payment.nullable(),
});
const batch = z.object({ batchId: z.string(), payouts: z.array(payout) });

export const listPayouts = operation({
  name: "listPayouts",
  method: "GET",
  path: "/payouts",
  access: "admin",
  summary: "Rewards in money that staff pay by hand: waiting for an export, exported, or paid",
  input: z.strictObject({ ...page, state: z.enum(payoutStates).default("waiting") }),
  output: z.object({ rows: z.array(payout), count: z.int() }),
  act: (goodword, input) => goodword.listPayouts(input),
});

export const exportPayouts = operation({
  name: "exportPayouts",
  method: "POST",
  path: "/payouts/export",
  access: "admin",
  summary: "Puts waiting payouts into a new batch, at most 500; each is in one batch for good",
  input: z.strictObject({ by }),
  output: z.object({ batch: batch.nullable().describe("Null where nothing waits") }),
  act: async (goodword, input) => ({ batch: await goodword.exportPayouts(input) }),
});

export const showPayoutBatch = operation({
  name: "showPayoutBatch",
  method: "GET",
  path: "/payouts/batches/:batchId",
  access: "admin",
  summary: "A batch as it was exported, however often it is asked for",
  input: z.strictObject({ batchId }),
  output: z.object({ batch: batch.nullable().describe("Null where there is none of that id") }),
  act: async (goodword, input) => ({ batch: await goodword.showPayoutBatch(input) }),
});

export const markPayoutsPaid = operation({
  name: "markPayoutsPaid",
  method: "POST",
  path: "/payouts/paid",
  access: "admin",
  summary: "Marks exported payouts as paid, each once, with the bank's or provider's reference",
  input: z.strictObject({
    by,
    codes: z.array(code).min(1).max(500),
    reference: z.string().trim().min(1).max(200),
  }),
  output: z.object({
    paid: z.array(z.string()),
    refused: z.array(
      z.object({
        code: z.string(),
        reason: z.enum(["unknown", "not-exported", "withdrawn", "already-paid"]),
        payment: payment.optional().describe("Of one that was paid already"),
      }),
    ),
  }),
  act: (goodword, input) => goodword.markPayoutsPaid(input),
});
