import { appealStates, reviewStates } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { code, locale, orderId, page, reward, time } from "./schemas";

const id = z.string().min(1).max(100);
const by = z.string().min(1).max(100).describe("The host's id of the member of staff; the host fills it in");
const reason = z.string().trim().min(1).max(500).describe("Kept for whoever asks later");
const staffDecision = z.object({ by: z.string(), reason: z.string(), at: time });

const reviewed = reward.extend({
  firstOrderId: z.string().describe("The order that made its receiver known"),
  said: z
    .object({
      sentence: z.string(),
      signals: z.array(z.object({ id: z.string(), points: z.int(), sentence: z.string() })),
    })
    .nullable()
    .describe("What was found, in the locale asked for"),
  review: z
    .object({
      state: z.enum(reviewStates),
      openedAt: time,
      decision: staffDecision.nullable(),
      appealState: z.enum(appealStates),
      appeal: z.object({ reason: z.string(), at: time }).nullable(),
      appealDecision: staffDecision.nullable(),
    })
    .nullable(),
});

export const listReviews = operation({
  name: "listReviews",
  method: "GET",
  path: "/reviews",
  access: "admin",
  summary: "Rewards that wait for a person: flagged, or declined and appealed; the longest waiting first",
  input: z.strictObject({ ...page, locale }),
  output: z.object({ rows: z.array(reviewed), count: z.int() }),
  act: (goodword, input) => goodword.listReviews(input),
});

export const decideReview = operation({
  name: "decideReview",
  method: "POST",
  path: "/reviews/:rewardId",
  access: "admin",
  summary: "Approves or declines a flagged reward, with a reason; a second decision is refused",
  input: z.strictObject({ rewardId: id, decision: z.enum(["approved", "declined"]), reason, by }),
  output: z.object({ decided: z.boolean().describe("False where there is nothing to decide") }),
  act: async (goodword, input) => ({ decided: (await goodword.reviewReward(input)) !== null }),
});

export const appealReward = operation({
  name: "appealReward",
  method: "POST",
  path: "/rewards/:rewardId/appeal",
  access: "admin",
  summary: "Notes that an advocate asked for a human look at a declined reward, in their words; once",
  input: z.strictObject({ rewardId: id, reason }),
  output: z.object({ asked: z.boolean().describe("False where there is no such reward") }),
  act: async (goodword, input) => ({ asked: (await goodword.appealReward(input)) !== null }),
});

export const answerAppeal = operation({
  name: "answerAppeal",
  method: "POST",
  path: "/reviews/:rewardId/appeal",
  access: "admin",
  summary: "Answers an appeal: the decline stands, or the reward is given after all",
  input: z.strictObject({ rewardId: id, decision: z.enum(["upheld", "overturned"]), reason, by }),
  output: z.object({ decided: z.boolean().describe("False where there is nothing to decide") }),
  act: async (goodword, input) => ({ decided: (await goodword.answerAppeal(input)) !== null }),
});

export const assignOrder = operation({
  name: "assignOrder",
  method: "POST",
  path: "/orders/:orderId/referrer",
  access: "admin",
  summary: "Says who sent an order's buyer, with a reason: stronger than any other evidence",
  input: z.strictObject({ orderId, code, reason, by }),
  output: z.object({
    assigned: z.boolean(),
    reason: z.enum(["order-unknown", "order-anonymous", "code-unknown", "program-unknown"]).nullable(),
  }),
  act: (goodword, input) => goodword.assignOrder(input),
});

export const removeAttribution = operation({
  name: "removeAttribution",
  method: "POST",
  path: "/orders/:orderId/referrer/removal",
  access: "admin",
  summary: "Says that nobody sent an order's buyer, with a reason; what the order earned is taken back",
  input: z.strictObject({ orderId, reason, by }),
  output: z.object({ removed: z.boolean().describe("False where nobody was thought to") }),
  act: (goodword, input) => goodword.removeAttribution(input),
});

const balance = z.object({
  currency: z.string(),
  promised: z.string().describe("Decimal in major units: granted, in its hold"),
  issued: z.string().describe("Given and not used"),
  owed: z.string().describe("Used and then taken back: it comes off the next reward"),
});

export const showStatement = operation({
  name: "showStatement",
  method: "GET",
  path: "/advocates/:participantId/statement",
  access: "admin",
  summary: "An advocate's account: balances, and every posting that made them, oldest first",
  input: z.strictObject({ participantId: id, ...page }),
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
          amount: z.string().describe("Decimal in major units, debits positive"),
        }),
      ),
      count: z.int(),
    }),
  }),
  act: (goodword, input) => goodword.statementOf(input),
});

export const showLiability = operation({
  name: "showLiability",
  method: "GET",
  path: "/programs/:programId/liability",
  access: "admin",
  summary: "What a program owed at a time, by currency; now when no time is given",
  input: z.strictObject({ programId: id, at: time.optional() }),
  output: z.object({ at: time, balances: z.array(balance) }),
  act: async (goodword, { programId, at }) => {
    const moment = at === undefined ? new Date() : new Date(at);
    return { at: moment, balances: await goodword.liabilityAt({ programId, at: moment }) };
  },
});

export const setVanityCode = operation({
  name: "setVanityCode",
  method: "POST",
  path: "/advocates/:participantId/code",
  access: "admin",
  summary: "Gives an advocate a code of the shop's choice; the codes before still work",
  input: z.strictObject({ participantId: id, programId: id, code }),
  output: z.object({
    code: z.string().nullable(),
    problem: z.object({ field: z.literal("code"), code: z.string(), message: z.string() }).nullable(),
  }),
  act: (goodword, input) => goodword.setVanityCode(input),
});
