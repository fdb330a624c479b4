import { funnelSteps, measureNames, referralSources } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import { advocateWithLink, recordedOrder, referralRow, reward } from "./schemas";

const day = z.string().describe("A day (UTC), such as 2026-11-30");
const period = z.object({ first: day, last: day.describe("Included") });

const change = z.number().nullable();
const figure = z.discriminatedUnion("unit", [
  z.object({
    name: z.enum(measureNames),
    unit: z.literal("money"),
    money: z.array(
      z.object({
        currency: z.string().describe("ISO 4217 in lower case, points or item:<ref>"),
        now: z.string().nullable().describe("Decimal in major units"),
        before: z.string().nullable().describe("Decimal in major units"),
        change: change.describe("The part by which it grew: 0.5 is half more"),
      }),
    ),
  }),
  ...(["count", "rate", "factor", "duration"] as const).map((unit) =>
    z.object({
      name: z.enum(measureNames),
      unit: z.literal(unit),
      now: z.number().nullable(),
      before: z.number().nullable(),
      change: change.describe(
        unit === "rate" ? "The difference" : "The part by which it grew: 0.5 is half more",
      ),
    }),
  ),
]);

export const readOverview = operation({
  name: "readOverview",
  method: "GET",
  path: "/overview",
  access: "admin",
  summary: "Every measure of a period beside that of as many days before, the funnel, and each day",
  input: z.strictObject({
    days: z.coerce.number().int().min(1).max(366).default(30),
    last: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/, "expected a day such as 2026-11-30")
      .optional()
      .describe("The period's last day (UTC); today by default"),
  }),
  output: z.object({
    period,
    before: period,
    figures: z.array(figure),
    funnel: z.array(
      z.object({
        step: z.enum(funnelSteps),
        count: z.int(),
        before: z.int(),
        ofAbove: z.number().nullable().describe("The part of the step above; null where that counts else"),
      }),
    ),
    trend: z.array(
      z.object({
        day,
        enrolled: z.int(),
        shares: z.int(),
        clicks: z.int(),
        claims: z.int(),
        ordered: z.int(),
        qualified: z.int(),
        orders: z.int(),
        referredOrders: z.int(),
      }),
    ),
  }),
  act: (goodword, input) => goodword.readOverview(input),
});

export const findAdvocate = operation({
  name: "findAdvocate",
  // Not a GET: an address is never in a URL, which is logged.
  method: "POST",
  path: "/advocates/find",
  access: "admin",
  summary: "The advocate behind a whole code or a whole address; the address is hashed and not kept",
  input: z.strictObject({ text: z.string().min(1).max(320) }),
  output: z.object({ participantId: z.string().nullable() }),
  act: (goodword, input) => goodword.findAdvocate(input),
});

export const explainReferral = operation({
  name: "explainReferral",
  method: "GET",
  path: "/referrals/:referralId",
  access: "admin",
  summary: "How a referral came about: each candidate for its orders, why it lost, and what was earned",
  input: z.strictObject({ referralId: z.string().min(1).max(100) }),
  output: z.object({
    referral: referralRow
      .extend({ programId: z.string(), programVersion: z.int(), source: z.enum(referralSources) })
      .nullable(),
    advocate: advocateWithLink.nullable(),
    orders: z.array(recordedOrder),
    rewards: z.array(reward),
    considered: z
      .array(z.object({ participantId: z.string(), firstOrderId: z.string() }))
      .describe("Everybody among the candidates, by the order that made each an advocate"),
  }),
  act: (goodword, input) => goodword.explainReferral(input),
});
