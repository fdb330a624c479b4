import { queueNames } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { page } from "./schemas";

const time = z.iso.datetime();
const queue = z.enum(queueNames);

export const readHealth = operation({
  name: "readHealth",
  method: "GET",
  path: "/health",
  access: "admin",
  summary: "What waits, what failed, how far orders were read, and the options without their secrets",
  input: z.strictObject({}),
  output: z.object({
    status: z
      .enum(["well", "late", "dead"])
      .describe("late after five minutes; dead with messages set aside"),
    at: time,
    queues: z.array(
      z.object({
        name: queue,
        waiting: z.int(),
        due: z.int(),
        oldestDueAt: time.nullable(),
        lagSeconds: z.int(),
        retrying: z.int(),
        dead: z.int(),
      }),
    ),
    reconciler: z.object({ readUntil: time.nullable(), lagSeconds: z.int().nullable() }),
    lostClicks: z.int().describe("Not recorded by this instance since it began"),
    sendsMail: z.boolean(),
    warnings: z
      .array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }))
      .describe("What staff should put right, each by its code"),
    options: z.array(z.object({ path: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
  }),
  act: (goodword) => goodword.readHealth(),
});

export const listDeadLetters = operation({
  name: "listDeadLetters",
  method: "GET",
  path: "/dead-letters",
  access: "admin",
  summary: "Messages that failed for good, with the reason, latest first",
  input: z.strictObject({ queue, ...page }),
  output: z.object({
    rows: z.array(
      z.object({
        queue,
        id: z.string(),
        key: z.string(),
        kind: z.string(),
        attempts: z.int(),
        error: z.string(),
        lastDueAt: time,
        orderId: z.string().nullable(),
        rewardId: z.string().nullable(),
      }),
    ),
    count: z.int(),
  }),
  act: (goodword, input) => goodword.listDeadLetters(input),
});

export const replayDeadLetters = operation({
  name: "replayDeadLetters",
  method: "POST",
  path: "/dead-letters/replay",
  access: "admin",
  summary: "Puts messages that failed for good back into their queue; what they did before is not done twice",
  input: z
    .strictObject({
      queue,
      ids: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
      all: z.literal(true).optional(),
    })
    .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
      path: ["ids"],
      message: "expected either ids or all: true",
    }),
  output: z.object({ replayed: z.int() }),
  act: (goodword, { queue, ids }) => goodword.replayDeadLetters({ queue, ids }),
});
