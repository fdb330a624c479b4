import { claimRefusals, shareChannels } from "@goodword/core";
import { z } from "zod";
import { claimOutcome } from "../limits/outcomes";
import { Judged, operation, Redirect } from "../operation";
import { code, currencyCode, locale, money, offerView, orderId, promptView } from "./schemas";

export const showPrompt = operation({
  name: "showPrompt",
  method: "GET",
  path: "/orders/:orderId/prompt",
  access: "store",
  summary: "The prompt for an order's confirmation page, or why there is none",
  limits: {
    guesses: ["orderId"],
    order: "orderId",
    may: ["missed"],
    outcome: ({ reason }) => (reason === "order-not-found" ? "missed" : "found"),
  },
  input: z.strictObject({ orderId, locale }),
  output: z.object({ prompt: promptView.nullable(), reason: z.string().nullable() }),
  act: (goodword, input) => goodword.showPrompt(input),
});

export const recordShare = operation({
  name: "recordShare",
  method: "POST",
  path: "/orders/:orderId/shares",
  access: "store",
  summary: "The shopper shared on a channel; counted once per order and channel",
  limits: {
    guesses: ["orderId"],
    order: "orderId",
    may: ["missed"],
    outcome: ({ outcome }) => outcome,
  },
  input: z.strictObject({ orderId, channel: z.enum(shareChannels) }),
  output: z.object({ recorded: z.boolean() }),
  act: async (goodword, input) => {
    const { recorded, isKnown } = await goodword.recordShare(input);
    return new Judged({ recorded }, isKnown ? "found" : "missed");
  },
});

export const answerPrompt = operation({
  name: "answerPrompt",
  method: "POST",
  path: "/orders/:orderId/answer",
  access: "store",
  summary: "The shopper said no thanks, or took it back",
  limits: {
    guesses: ["orderId"],
    order: "orderId",
    may: ["missed"],
    outcome: ({ accepted }) => (accepted ? "found" : "missed"),
  },
  input: z.strictObject({ orderId, answer: z.enum(["dismissed", "undone"]) }),
  output: z.object({ accepted: z.boolean() }),
  act: (goodword, input) => goodword.answerPrompt(input),
});

export const showOffer = operation({
  name: "showOffer",
  method: "GET",
  path: "/offers/:code",
  access: "store",
  summary: "What a friend is offered; null alike for unknown and disabled codes",
  limits: {
    guesses: ["code"],
    may: ["missed"],
    outcome: ({ offer }) => (offer === null ? "missed" : "found"),
  },
  input: z.strictObject({ code, locale, currency: currencyCode }),
  output: z.object({ offer: offerView.nullable() }),
  act: (goodword, input) => goodword.showOffer(input),
});

export const claimOffer = operation({
  name: "claimOffer",
  method: "POST",
  path: "/offers/:code/claim",
  access: "store",
  summary: "A friend accepts the offer; the token is given once",
  limits: {
    guesses: ["code"],
    may: ["missed", "made"],
    outcome: ({ claim }) => (claim === null ? "missed" : "made"),
  },
  input: z.strictObject({ code }),
  output: z.object({ claim: z.object({ token: z.string(), expiresAt: z.iso.datetime() }).nullable() }),
  act: (goodword, input) => goodword.claimOffer(input),
});

const cartId = z.string().min(1).max(100);
const appliedClaim = z.object({
  applied: z.boolean(),
  reason: z.enum(claimRefusals).nullable(),
  message: z.string().nullable().describe("The reason in a sentence for the shopper"),
  missing: money.nullable().describe("What the cart lacks of the least order value"),
});

export const applyClaim = operation({
  name: "applyClaim",
  method: "POST",
  path: "/carts/:cartId/claim",
  access: "store",
  summary: "Puts a claim's benefit on a cart; called after every change of the cart",
  limits: {
    guesses: ["cartId", "claim"],
    cart: "cartId",
    may: ["missed", "refused"],
    outcome: ({ applied, reason }) => (applied ? "found" : claimOutcome(reason)),
  },
  input: z.strictObject({ cartId, claim: z.string().min(20).max(100), locale }),
  output: appliedClaim,
  act: (goodword, input, { customerId }) => goodword.applyClaim({ ...input, customerId }),
});

export const referCart = operation({
  name: "referCart",
  method: "POST",
  path: "/carts/:cartId/referrer",
  access: "store",
  summary: "A friend typed a code at the checkout: claims its offer for the cart and applies it, once",
  limits: {
    guesses: ["cartId", "code"],
    cart: "cartId",
    may: ["missed", "refused", "made"],
    outcome: ({ applied, reason }) => (applied ? "made" : claimOutcome(reason)),
  },
  input: z.strictObject({ cartId, code, locale }),
  output: appliedClaim,
  act: (goodword, input, { customerId }) => goodword.referCart({ ...input, customerId }),
});

/** Read by patterns of a list of bots; browsers' own are far shorter. */
const longestUserAgent = 512;

export const openShareLink = operation({
  name: "openShareLink",
  method: "GET",
  path: "/go/:code",
  access: "open",
  summary: "Sends a visitor to the program's landing page, the only destination there is",
  // The query is anybody's: sub-IDs are read from it, the rest is left where it is.
  // Whoever follows a link wants the shop, and is never refused.
  limits: {
    guesses: ["code"],
    may: ["missed", "clicked"],
    outcome: ({ outcome }) => outcome,
    alwaysAnswers: true,
  },
  input: z.looseObject({ code: z.string().max(2_000) }),
  output: z.null(),
  takesAnyText: true,
  // A friend does not wait for our database: they wanted the shop.
  deadlineMs: 2_000,
  late: async (goodword, { code }, { pressure, query }) => {
    const { location } = await goodword.landingPage({ code, query, lookUp: pressure !== "hard" });
    return new Redirect(location, "failed");
  },
  act: async (goodword, input, { headers, ip, method, pressure = "none", query }) => {
    const isPrefetch = /prefetch|prerender/.test(headers["sec-purpose"] ?? headers.purpose ?? "");
    const visit = {
      code: input.code,
      visitor: { ip, userAgent: (headers["user-agent"] ?? "").slice(0, longestUserAgent) },
      record: method !== "HEAD" && !isPrefetch && pressure === "none",
      lookUp: pressure !== "hard",
      query,
    };
    const { location, isKnown } = await goodword.openShareLink(visit);
    return new Redirect(location, isKnown === null ? "failed" : isKnown ? "clicked" : "missed");
  },
});

export const describeProgram = operation({
  name: "describeProgram",
  method: "GET",
  path: "/goodword/program",
  access: "open",
  summary: "What the program promises, in the words of a locale",
  limits: { may: [] },
  input: z.strictObject({ locale, currency: currencyCode }),
  output: z.object({
    program: z
      .object({
        locale: z.string(),
        shopName: z.string(),
        friendReward: z.string(),
        advocateReward: z.string(),
        conditions: z.string(),
        offerConditions: z.string(),
        terms: z.array(z.string()).describe("All terms, a sentence each"),
      })
      .nullable(),
  }),
  act: (goodword, input) => goodword.describeProgram(input),
});
