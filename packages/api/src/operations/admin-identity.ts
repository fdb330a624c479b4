import { proofNeeds, proposalReasons, proposalRefusals, proposalStates, undoRefusals } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { advocateRow, by, orderId, page, time, why } from "./schemas";

const proofRequest = z.object({
  askedAt: time,
  askedBy: z.string(),
  expiresAt: time,
  times: z.int().describe("How often this pair was asked about, three times at most"),
  isOpen: z.boolean().describe("Whether link and number still work"),
});

export const listProposals = operation({
  name: "listProposals",
  method: "GET",
  path: "/proposals",
  access: "admin",
  summary: "Pairs of records that may be one person and wait for a decision, the longest waiting first",
  input: z.strictObject({ ...page }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        reasons: z.array(z.enum(proposalReasons)),
        orderId: orderId.describe("The order that showed it"),
        proposedAt: time,
        state: z.enum(proposalStates),
        people: z
          .array(
            z.object({
              participantId: z.string(),
              firstOrderId: z.string().describe("The order they became known by"),
              enrolledAt: time,
              advocate: advocateRow.nullable().describe("Null where no program is open to them"),
            }),
          )
          .describe("The two; the one enrolled first remains where they are merged"),
        request: proofRequest.nullable().describe("How the person was asked by mail; null where nobody was"),
      }),
    ),
    count: z.int(),
    missing: z
      .array(z.enum(proofNeeds))
      .describe("What the shop lacks for asking a person by mail; empty where staff can"),
  }),
  act: (goodword, input) => goodword.listProposals(input),
});

export const decideProposal = operation({
  name: "decideProposal",
  method: "POST",
  path: "/proposals/:proposalId/decision",
  access: "admin",
  summary: "Makes two records one person, or says that they are two, with a reason; a merge can be undone",
  input: z.strictObject({
    proposalId: z.string().min(1).max(100),
    by,
    decision: z.enum(["merge", "separate"]),
    reason: why,
  }),
  output: z.object({
    decided: z.boolean(),
    refusal: z
      .enum(proposalRefusals)
      .nullable()
      .describe("changed-meanwhile: somebody else decided, or one of the two was merged into a third"),
    mergeId: z.string().nullable(),
  }),
  act: (goodword, input) => goodword.decideProposal(input),
});

export const undoMerge = operation({
  name: "undoMerge",
  method: "POST",
  path: "/merges/:mergeId/undo",
  access: "admin",
  summary: "Takes a merge back, with a reason: what was moved returns as it is now, with its postings",
  input: z.strictObject({ mergeId: z.string().min(1).max(100), by, reason: why }),
  output: z.object({
    undone: z.boolean(),
    refusal: z.enum(undoRefusals).nullable().describe("merged-again: the later merge has to be undone first"),
    laterMergeId: z.string().nullable(),
  }),
  act: (goodword, input) => goodword.undoMerge(input),
});
