import { assignRefusals } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import {
  advocateWithLink,
  by,
  code,
  decision,
  orderId,
  page,
  referralRow,
  reward,
  time,
  why,
} from "./schemas";

const participantId = z.string().min(1).max(100);
const seen = z
  .string()
  .max(100)
  .nullable()
  .optional()
  .describe(
    "The referral the order had when staff looked, null for none: the act is refused where it changed",
  );
const amount = z.string().describe("Decimal in major units");
const balance = z.object({
  currency: z.string(),
  promised: amount.describe("Granted, in its hold"),
  issued: amount.describe("Given and not used"),
  owed: amount.describe("Used and then reversed"),
});

export const explainAdvocate = operation({
  name: "explainAdvocate",
  method: "GET",
  path: "/advocates/:participantId",
  access: "admin",
  summary: "An advocate, with an account or without: link, friends and rewards",
  input: z.strictObject({ participantId }),
  output: z.object({
    advocate: advocateWithLink.nullable(),
    programId: z.string().nullable().describe("Of the code that is shown"),
    merges: z
      .array(
        z.object({
          id: z.string(),
          from: z.string().describe("The record that became a part of the other"),
          into: z.string(),
          firstOrderId: z.string().describe("The order by which that record had become known"),
          decision: decision.unwrap(),
          undone: decision,
        }),
      )
      .describe("By which staff made this record one with another, the latest first"),
    rewards: z.array(reward),
    referrals: z.array(referralRow),
  }),
  act: (goodword, input) => goodword.explainAdvocate(input),
});

export const setVanityCode = operation({
  name: "setVanityCode",
  method: "POST",
  path: "/advocates/:participantId/code",
  access: "admin",
  summary: "Gives an advocate a code of the merchant's choice; the codes before still work",
  input: z.strictObject({ participantId, programId: z.string().min(1).max(100), code }),
  output: z.object({
    code: z.string().nullable().describe("As it is now, in upper case; null where it was refused"),
    problem: z
      .object({ field: z.literal("code"), code: z.string(), message: z.string() })
      .nullable()
      .describe("What is wrong with it and what to do"),
  }),
  act: (goodword, input) => goodword.setVanityCode(input),
});

export const readStatement = operation({
  name: "readStatement",
  method: "GET",
  path: "/advocates/:participantId/statement",
  access: "admin",
  summary: "An advocate's account: balances, and every posting that made them, oldest first",
  input: z.strictObject({ participantId, ...page }),
  output: z.object({
    balances: z.array(balance),
    lines: z.object({
      rows: z.array(
        z.object({
          entryId: z.string(),
          programId: z.string(),
          orderId: z.string(),
          rule: z.string(),
          kind: z.string(),
          postedAt: time,
          account: z.string(),
          currency: z.string(),
          amount: amount.describe("Debits positive: what the person was promised or given is negative"),
        }),
      ),
      count: z.int(),
    }),
  }),
  act: (goodword, input) => goodword.statementOf(input),
});

export const readLiability = operation({
  name: "readLiability",
  method: "GET",
  path: "/programs/:programId/liability",
  access: "admin",
  summary: "What a program owed at a time, by currency",
  input: z.strictObject({
    programId: z.string().min(1).max(100),
    at: z.iso
      .datetime()
      .transform((text) => new Date(text))
      .optional()
      .describe("Now by default"),
  }),
  output: z.object({ liability: z.array(balance) }),
  act: async (goodword, { programId, at }) => ({
    liability: await goodword.liabilityAt({ programId, ...(at && { at }) }),
  }),
});

export const assignOrder = operation({
  name: "assignOrder",
  method: "POST",
  path: "/orders/:orderId/attribution",
  access: "admin",
  summary: "Staff say who sent an order's buyer, with a reason; what it had earned somebody else is reversed",
  input: z.strictObject({ orderId, by, code, reason: why, seen }),
  output: z.object({ assigned: z.boolean(), reason: z.enum(assignRefusals).nullable() }),
  act: (goodword, input) => goodword.assignOrder(input),
});

export const removeAttribution = operation({
  name: "removeAttribution",
  method: "POST",
  path: "/orders/:orderId/attribution/remove",
  access: "admin",
  summary: "Staff say that nobody sent an order's buyer, with a reason; what it earned is reversed",
  input: z.strictObject({ orderId, by, reason: why, seen }),
  output: z.object({ removed: z.boolean(), reason: z.literal("changed-meanwhile").nullable() }),
  act: (goodword, input) => goodword.removeAttribution(input),
});
