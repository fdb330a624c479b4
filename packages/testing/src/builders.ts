import {
  type Binding,
  type Click,
  type Counter,
  currency,
  grantedEntry,
  type LedgerEntry,
  type Participant,
  type QueueMessage,
  type RecordedOrder,
  type Referral,
  type ReferralCode,
  type Review,
  type Reward,
  type Share,
  type Trace,
} from "@goodword/core";

export * from "./shop-builders";

const eur = currency("eur");
const monday = new Date("2026-11-02T09:00:00.000Z");

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
    primary: true,
    createdAt: monday,
    ...change,
  };
}

/** A person's click on Anna's link. Its hour follows its time. */
export function aClick(change: Partial<Click> = {}): Click {
  const clickedAt = change.clickedAt ?? monday;
  return {
    id: "click_1",
    code: "FRIEND-7KQ2MXWP",
    programId: "default",
    visitor: "visitor-hash",
    network: "network-hash",
    hour: new Date(Math.floor(clickedAt.getTime() / 3_600_000) * 3_600_000),
    clickedAt,
    channel: null,
    subIds: {},
    clickIds: {},
    kind: "human",
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
    programVersion: 1,
    code: "FRIEND-7KQ2MXWP",
    advocateId: "participant_anna",
    state: "claimed",
    source: "claim",
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

/** Ben is Anna's friend, for good. */
export function aBinding(change: Partial<Binding> = {}): Binding {
  return {
    programId: "default",
    friendId: "participant_ben",
    referralId: "referral_1",
    boundAt: monday,
    until: null,
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
    price: 2000n,
    placedAt: monday,
    canceledAt: null,
    refunded: 0n,
    referralId: null,
    verdict: "none",
    reasons: [],
    attribution: { winner: null, candidates: [] },
    undueBenefit: null,
    ...change,
  };
}

/** Ben's telephone. */
export function aTrace(change: Partial<Trace> = {}): Trace {
  return { kind: "phone", hash: "hash-of-a-phone", participantId: "participant_ben", ...change };
}

/** Anna's €10.00 for Ben's order, pending for 30 days. Its code follows its id. */
export function aReward(change: Partial<Reward> = {}): Reward {
  const id = change.id ?? "reward_1";
  return {
    id,
    programId: "default",
    programVersion: 1,
    orderId: "order_2",
    referralId: "referral_1",
    rule: "friend-order",
    side: "advocate",
    kind: "discount-code",
    participantId: "participant_anna",
    value: { amount: 1000n, currency: eur },
    reversed: 0n,
    restored: 0n,
    payout: null,
    settled: 0n,
    state: "pending",
    code: `THANKS-${id}`,
    dueAt: new Date("2026-12-02T09:00:00.000Z"),
    createdAt: monday,
    issuedAt: null,
    reversedAt: null,
    expiresAt: null,
    usedBeforeReversal: null,
    declined: null,
    verdict: null,
    review: null,
    ...change,
  };
}

/** A flagged reward's look by a person, not taken yet. */
export function aReview(change: Partial<Review> = {}): Review {
  return {
    state: "open",
    openedAt: monday.toISOString(),
    decision: null,
    appealState: "none",
    appeal: null,
    appealDecision: null,
    ...change,
  };
}

/** One reward of Anna's. */
export function aCounter(change: Partial<Counter> = {}): Counter {
  return { programId: "default", scope: "rewards", subject: "participant_anna", count: 1n, ...change };
}

/** The entry by which Anna's reward was granted. */
export function aLedgerEntry(change: Partial<LedgerEntry> = {}): LedgerEntry {
  return { ...grantedEntry(aReward(), { id: "entry_1", postedAt: monday }), ...change };
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
