import { advocateOrders, referralOrders } from "@goodword/core";
import { z } from "zod";
import { operation } from "../operation";
import {
  advocateRow,
  advocateWithLink,
  code,
  ledgerEntry,
  orderId,
  page,
  recordedOrder,
  referralRow,
  referralState,
  reward,
} from "./schemas";

const search = z.string().max(100).optional();

export const listAdvocates = operation({
  name: "listAdvocates",
  method: "GET",
  path: "/advocates",
  access: "admin",
  summary: "Advocates with what they shared and earned, newest first",
  input: z.strictObject({
    ...page,
    search: search.describe("A part of a code"),
    status: z.enum(["active", "disabled"]).optional(),
    participantId: z.string().max(100).optional(),
    order: z.enum(advocateOrders).optional().describe("With a dash: the most or latest first"),
  }),
  output: z.object({ rows: z.array(advocateRow), count: z.int() }),
  act: (goodword, input) => goodword.listAdvocates(input),
});

export const listReferrals = operation({
  name: "listReferrals",
  method: "GET",
  path: "/referrals",
  access: "admin",
  summary: "Referrals with their reward, newest first",
  input: z.strictObject({
    ...page,
    state: referralState.optional(),
    advocateId: z.string().max(100).optional(),
    personId: z.string().max(100).optional().describe("Theirs as advocate or as friend"),
    search: search.describe("A part of a code, or an order's number"),
    order: z.enum(referralOrders).optional(),
  }),
  output: z.object({ rows: z.array(referralRow), count: z.int() }),
  act: (goodword, input) => goodword.listReferrals(input),
});

export const explainOrder = operation({
  name: "explainOrder",
  method: "GET",
  path: "/orders/:orderId",
  access: "admin",
  summary: "Who referred an order, why, and what it earned",
  input: z.strictObject({ orderId }),
  output: z.object({
    order: recordedOrder.nullable(),
    buyer: advocateWithLink.nullable(),
    referral: referralRow.nullable(),
    rewards: z.array(reward),
    ledger: z.array(ledgerEntry),
  }),
  act: (goodword, input) => goodword.explainOrder(input),
});

export const explainCustomer = operation({
  name: "explainCustomer",
  method: "GET",
  path: "/customers/:customerId",
  access: "admin",
  summary: "A customer as advocate: link, friends and rewards",
  input: z.strictObject({ customerId: z.string().min(1).max(100) }),
  output: z.object({
    advocate: advocateWithLink.nullable(),
    rewards: z.array(reward),
    referrals: z.array(referralRow),
  }),
  act: (goodword, input) => goodword.explainCustomer(input),
});

export const setCodeStatus = operation({
  name: "setCodeStatus",
  method: "POST",
  path: "/codes/:code",
  access: "admin",
  summary: "Disables a code that leaked, or enables it again",
  input: z.strictObject({ code, status: z.enum(["active", "disabled"]) }),
  output: z.object({ changed: z.boolean() }),
  act: (goodword, input) => goodword.setCodeStatus(input),
});
