import {
  type ContentSnapshot,
  currency,
  type Order,
  type Program,
  type ProgramDefinition,
  type RewardRule,
  type StoredProgram,
} from "@goodword/core";

const monday = new Date("2026-11-02T09:00:00.000Z");

/** A host's order of one mug for €20.00 (before tax and shipping), by a guest. */
export function anOrder(change: Partial<Order> = {}): Order {
  return {
    id: "order_1",
    displayId: "1001",
    email: "anna@example.com",
    customerId: null,
    accountEmail: null,
    loggedIn: false,
    firstName: "Anna",
    locale: "en",
    currency: currency("eur"),
    placedAt: monday,
    canceledAt: null,
    capturedAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    refunded: 0n,
    country: "de",
    salesChannel: null,
    value: 2000n,
    lines: [{ title: "Mug", quantity: 1, total: 2000n, productId: "product_mug", categoryIds: ["kitchen"] }],
    subtotal: 2000n,
    discount: 0n,
    shipping: 500n,
    tax: 0n,
    total: 2500n,
    promotionCodes: [],
    discounts: [],
    claim: null,
    referredBy: null,
    cookie: null,
    traces: {
      phone: null,
      paymentFingerprint: null,
      shippingAddress: null,
      device: null,
      ip: null,
      userAgent: null,
      paidSearch: false,
    },
    ...change,
  };
}

/** The advocate's €10.00 or $10.00 for a friend's first order. */
export function aRule(change: Partial<RewardRule> = {}): RewardRule {
  return {
    id: "friend-order",
    side: "advocate",
    kind: "discount-code",
    trigger: { on: "order" },
    amount: { type: "fixed", amounts: { eur: "10", usd: "10" } },
    ...change,
  };
}

/** Friends get 10 %, advocates €10.00 or $10.00; new customers only, from €15.00; 30 days each. */
export function aProgramDefinition(change: Partial<ProgramDefinition> = {}): ProgramDefinition {
  return {
    id: "default",
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    rewards: [aRule()],
    conditions: [{ type: "new-customer" }, { type: "minimum-order", amounts: { eur: "15", usd: "15" } }],
    attributionWindowDays: 30,
    holdDays: 30,
    ...change,
  };
}

/** The first version of the same. */
export function aProgram(change: Partial<Program> = {}): Program {
  return { ...aProgramDefinition(change), version: change.version ?? 1 };
}

/** The program as the shop's configuration gave it, live. */
export function aStoredProgram(change: Partial<StoredProgram> = {}): StoredProgram {
  return { program: aProgram(), state: "live", seed: "hash-of-the-definition", ...change };
}

/** A published English prompt. */
export function aSnapshot(change: Partial<ContentSnapshot> = {}): ContentSnapshot {
  return {
    version: monday.getTime(),
    defaultLocale: "en",
    prompts: [
      {
        placement: "order-confirmation",
        locale: "en",
        content: {
          thanks: "Thank you, {first_name|there}.",
          ask: "Know somebody who would like {shop_name}?",
          reason: "They get {friend_reward}, you get {advocate_reward}.",
          path: "Copy link",
          decline: "No thanks",
          disclosure: "You get a reward when a friend buys.",
          shareDisclosure: "Ad: I get a reward when you buy.",
          message: "I bought here and like it: {share_link}",
          offerTitle: "{friend_reward} for you",
          offerDisclosure: "Who invited you gets a reward when you buy.",
          offerAccept: "Use this offer",
        },
      },
    ],
    ...change,
  };
}
