import {
  type Click,
  type ContentSnapshot,
  currency,
  type LedgerEntry,
  type Order,
  type Participant,
  type Program,
  type QueueMessage,
  type RecordedOrder,
  type Referral,
  type ReferralCode,
  type Reward,
  rewardEntry,
  type Share,
} from "@goodword/core";

const eur = currency("eur");
const monday = new Date("2026-11-02T09:00:00.000Z");

/** A host's order of one mug for €20.00 (before tax and shipping), by a guest. */
export function anOrder(change: Partial<Order> = {}): Order {
  return {
    id: "order_1",
    displayId: "1001",
    email: "anna@example.com",
    customerId: null,
    firstName: "Anna",
    locale: "en",
    currency: eur,
    placedAt: monday,
    canceledAt: null,
    value: 2000n,
    lines: [{ title: "Mug", quantity: 1, total: 2000n }],
    subtotal: 2000n,
    discount: 0n,
    shipping: 500n,
    tax: 380n,
    total: 2880n,
    promotionCodes: [],
    claim: null,
    ...change,
  };
}

/** Friends get 10 %, advocates €10.00 or $10.00; new customers only, from €15.00; 30 days each. */
export function aProgram(change: Partial<Program> = {}): Program {
  return {
    id: "default",
    shopName: "Mug & Co",
    landingUrl: "https://shop.example/welcome",
    shareUrl: "https://shop.example/go",
    codeWord: "FRIEND",
    friend: { type: "percentage", percent: 10 },
    advocate: { type: "fixed", amounts: { eur: "10", usd: "10" } },
    conditions: { newCustomer: true, minimumOrder: { eur: "15", usd: "15" } },
    attributionWindowDays: 30,
    holdDays: 30,
    ...change,
  };
}

export function aParticipant(change: Partial<Participant> = {}): Participant {
  return {
    id: "participant_anna",
    firstOrderId: "order_1",
    locale: "en",
    enrolledAt: monday,
    dismissedUntil: null,
    ...change,
  };
}

/** Anna's code. */
export function aCode(change: Partial<ReferralCode> = {}): ReferralCode {
  return {
    code: "FRIEND-7KQ2MXWP",
    programId: "default",
    participantId: "participant_anna",
    status: "active",
    createdAt: monday,
    ...change,
  };
}

/** A person's click on Anna's link. */
export function aClick(change: Partial<Click> = {}): Click {
  return {
    id: "click_1",
    code: "FRIEND-7KQ2MXWP",
    visitor: "visitor-hash",
    clickedAt: monday,
    channel: null,
    bot: false,
    ...change,
  };
}

export function aShare(change: Partial<Share> = {}): Share {
  return {
    id: "share_1",
    participantId: "participant_anna",
    orderId: "order_1",
    channel: "copy",
    sharedAt: monday,
    ...change,
  };
}

/** A friend's claim of Anna's offer. Its unique keys follow its id. */
export function aReferral(change: Partial<Referral> = {}): Referral {
  const id = change.id ?? "referral_1";
  return {
    id,
    programId: "default",
    code: "FRIEND-7KQ2MXWP",
    advocateId: "participant_anna",
    state: "claimed",
    claimHash: `hash-of-${id}`,
    benefitCode: `WELCOME-${id}`,
    claimedAt: monday,
    friendId: null,
    orderId: null,
    convertedAt: null,
    reasons: [],
    ...change,
  };
}

/** What is kept of Ben's order, with no attribution. */
export function aRecordedOrder(change: Partial<RecordedOrder> = {}): RecordedOrder {
  return {
    orderId: "order_2",
    displayId: "1002",
    participantId: "participant_ben",
    currency: eur,
    value: 2000n,
    placedAt: monday,
    canceledAt: null,
    attribution: { winner: null, candidates: [] },
    ...change,
  };
}

/** Anna's €10.00 for Ben's order, pending for 30 days. Its code follows its id. */
export function aReward(change: Partial<Reward> = {}): Reward {
  const id = change.id ?? "reward_1";
  return {
    id,
    programId: "default",
    orderId: "order_2",
    referralId: "referral_1",
    rule: "advocate",
    side: "advocate",
    participantId: "participant_anna",
    value: { amount: 1000n, currency: eur },
    state: "pending",
    code: `THANKS-${id}`,
    dueAt: new Date("2026-12-02T09:00:00.000Z"),
    createdAt: monday,
    issuedAt: null,
    reversedAt: null,
    usedBeforeReversal: null,
    ...change,
  };
}

/** The entry by which Anna's reward was granted. */
export function aLedgerEntry(change: Partial<LedgerEntry> = {}): LedgerEntry {
  return { ...rewardEntry(aReward(), "granted", { id: "entry_1", postedAt: monday }), ...change };
}

/** Its key follows its id. */
export function aMessage(change: Partial<QueueMessage> = {}): QueueMessage {
  const id = change.id ?? "message_1";
  return {
    id,
    key: `key-of-${id}`,
    kind: "order.placed",
    payload: { orderId: "order_1" },
    availableAt: monday,
    ...change,
  };
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
