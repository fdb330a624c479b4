import { rewardOrders, rewardStates } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { by, locale, page, reward, why } from "./schemas";

const rewardId = z.string().min(1).max(100);
const said = z.object({ id: z.string(), points: z.int(), sentence: z.string() });
const rewardRow = reward.extend({
  firstOrderId: z.string().describe("The order its person became known by"),
  said: z
    .object({ sentence: z.string(), signals: z.array(said) })
    .nullable()
    .describe("Why it was flagged, in the reader's language"),
});
const rows = z.object({ rows: z.array(rewardRow), count: z.int() });
const decided = z.object({
  reward: reward
    .nullable()
    .describe(
      "As it is now: reversed where its order was cancelled meanwhile; null where there is no review",
    ),
});

export const listRewards = operation({
  name: "listRewards",
  method: "GET",
  path: "/rewards",
  access: "admin",
  summary: "Rewards in any state, newest first",
  input: z.strictObject({
    ...page,
    locale,
    search: z.string().max(100).optional().describe("A part of a code, or an order's number"),
    state: z.enum(rewardStates).optional(),
    participantId: z.string().max(100).optional(),
    order: z.enum(rewardOrders).optional(),
  }),
  output: rows,
  act: (goodword, input) => goodword.listRewards(input),
});

export const listReviews = operation({
  name: "listReviews",
  method: "GET",
  path: "/reviews",
  access: "admin",
  summary: "Flagged rewards and appeals that wait for a person's decision, the longest waiting first",
  input: z.strictObject({ ...page, locale }),
  output: rows,
  act: (goodword, input) => goodword.listReviews(input),
});

export const reviewReward = operation({
  name: "reviewReward",
  method: "POST",
  path: "/rewards/:rewardId/review",
  access: "admin",
  summary: "Approves or declines a flagged reward, with a reason; what is decided stays decided",
  input: z.strictObject({ rewardId, by, decision: z.enum(["approved", "declined"]), reason: why }),
  output: decided,
  act: async (goodword, input) => ({ reward: await goodword.reviewReward(input) }),
});

export const appealReward = operation({
  name: "appealReward",
  method: "POST",
  path: "/rewards/:rewardId/appeal",
  access: "admin",
  summary: "Notes that an advocate asks for a human look at a declined reward, with what they wrote",
  input: z.strictObject({ rewardId, reason: why }),
  output: decided,
  act: async (goodword, input) => ({ reward: await goodword.appealReward(input) }),
});

export const answerAppeal = operation({
  name: "answerAppeal",
  method: "POST",
  path: "/rewards/:rewardId/appeal/answer",
  access: "admin",
  summary: "Answers an appeal: the decline stands, or the reward is granted after all",
  input: z.strictObject({ rewardId, by, decision: z.enum(["upheld", "overturned"]), reason: why }),
  output: decided,
  act: async (goodword, input) => ({ reward: await goodword.answerAppeal(input) }),
});
