import {
  appealStates,
  declineReasons,
  evidenceKinds,
  lossReasons,
  orderVerdicts,
  referralStates,
  rejectionReasons,
  reviewStates,
  rewardKinds,
  rewardStates,
  trustOutcomes,
} from "@goodword/core";
import { z } from "zod";

export const orderId = z.string().min(1).max(100);
export const code = z.string().min(1).max(100);
export const locale = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$/, "expected a BCP 47 tag such as de-AT")
  .transform((tag) => tag.replaceAll("_", "-"))
  .optional();
export const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/, "expected an ISO 4217 code such as eur")
  .optional();
export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};

export const time = z.iso.datetime();
export const money = z.object({
  amount: z.string().describe("Decimal in major units"),
  currency: z.string().describe("ISO 4217 in lower case"),
});

export const promptView = z.object({
  placement: z.literal("order-confirmation"),
  locale: z.string(),
  version: z.int().describe("Version of the published content; 0 for the words Goodword ships"),
  thanks: z.string(),
  ask: z.string(),
  reason: z.string(),
  conditions: z.string(),
  disclosure: z.string(),
  path: z.string(),
  decline: z.string(),
  link: z.string(),
  message: z.string().describe("Starts with the disclosure; {share_link} is filled by the page"),
});

export const offerView = z.object({
  code: z.string(),
  locale: z.string(),
  version: z.int(),
  title: z.string(),
  disclosure: z.string(),
  conditions: z.string(),
  accept: z.string(),
  decline: z.string(),
});

export const advocateRow = z.object({
  participantId: z.string(),
  code: z.string(),
  codeStatus: z.enum(["active", "disabled"]),
  firstOrderId: z.string(),
  enrolledAt: time,
  shares: z.int(),
  clicks: z.int().describe("Human clicks, one a visitor an hour"),
  claims: z.int(),
  qualified: z.int(),
  earned: z.array(money).describe("Issued and not reversed"),
});

export const advocateWithLink = advocateRow.extend({ link: z.string() });

export const decision = z.object({ by: z.string(), reason: z.string(), at: time }).nullable();

export const reward = z.object({
  id: z.string(),
  programId: z.string(),
  orderId: z.string(),
  referralId: z.string().nullable(),
  rule: z.string(),
  side: z.enum(["advocate", "friend"]),
  kind: z.enum(rewardKinds),
  participantId: z.string(),
  value: money.describe("As granted"),
  reversed: z.string().describe("Decimal in major units, taken back so far"),
  payout: z.string().nullable().describe("Decimal in major units, what was or is to be given; null before"),
  declined: z.enum(declineReasons).nullable(),
  verdict: z
    .object({
      outcome: z.enum(trustOutcomes),
      score: z.int(),
      signals: z.array(z.object({ id: z.string(), points: z.int() })),
    })
    .nullable(),
  review: z
    .object({
      state: z.enum(reviewStates),
      openedAt: time,
      decision,
      appealState: z.enum(appealStates),
      appeal: z.object({ reason: z.string(), at: time }).nullable(),
      appealDecision: decision,
    })
    .nullable(),
  expiresAt: time.nullable(),
  state: z.enum(rewardStates),
  code: z.string(),
  dueAt: time,
  createdAt: time,
  issuedAt: time.nullable(),
  reversedAt: time.nullable(),
  usedBeforeReversal: z.boolean().nullable(),
});

/** Who acts: no caller says it, the host does. */
export const by = z
  .string()
  .min(1)
  .max(100)
  .describe("The host's id of the member of staff; the host fills it in");
export const why = z.string().trim().min(1).max(500).describe("Why, for the history");

export const referralState = z.enum(referralStates);

export const referralRow = z.object({
  id: z.string(),
  code: z.string(),
  advocateId: z.string(),
  advocateOrderId: z.string(),
  state: referralState,
  reasons: z.array(z.enum(rejectionReasons)),
  claimedAt: time,
  convertedAt: time.nullable(),
  orderId: z.string().nullable(),
  orderDisplayId: z.string().nullable(),
  reward: z
    .object({ state: z.enum(rewardStates), value: money, dueAt: time, issuedAt: time.nullable() })
    .nullable(),
});

const candidate = z.object({
  kind: z.enum(evidenceKinds),
  referralId: z.string().nullable(),
  code: z.string(),
  advocateId: z.string().optional(),
  touchedAt: time,
  note: z.string().optional().describe("What staff said"),
  lost: z.enum(lossReasons).nullable(),
});

export const recordedOrder = z.object({
  orderId: z.string(),
  displayId: z.string(),
  participantId: z.string(),
  currency: z.string(),
  value: z.string().describe("Decimal in major units, after discounts, before tax and shipping"),
  placedAt: time,
  canceledAt: time.nullable(),
  refunded: z.string().describe("Decimal in major units, as far as it was acted upon"),
  verdict: z.enum(orderVerdicts),
  reasons: z.array(z.enum(rejectionReasons)),
  attribution: z.object({ winner: candidate.nullable(), candidates: z.array(candidate) }),
});

export const ledgerEntry = z.object({
  id: z.string(),
  programId: z.string(),
  orderId: z.string(),
  rule: z.string(),
  side: z.enum(["advocate", "friend"]),
  kind: z
    .string()
    .describe(
      "granted, issued, redeemed, expired, reversed:<cause>, merged:<participant>, unmerged:<participant>",
    ),
  postedAt: time,
  postings: z.array(
    z.object({ account: z.string(), currency: z.string(), amount: z.string().describe("Debits positive") }),
  ),
});
