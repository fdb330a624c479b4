import { GoodwordError } from "../errors";
import type { TrustVerdict } from "./verdict";

export const reviewStates = ["open", "approved", "declined"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** `upheld`: the decline stands; `overturned`: the reward is paid after all. */
export const appealStates = ["none", "asked", "upheld", "overturned"] as const;
export type AppealState = (typeof appealStates)[number];

/** A person's decision. `by` is a staff id; `reason` is 1 to 500 characters, kept for the audit. */
export interface StaffDecision {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** What a shopper wrote to ask for a human look: 1 to 500 characters. */
export interface AppealRequest {
  readonly reason: string;
  readonly at: string;
}

/**
 * A flagged reward's way past a person. There is no time-out: without a decision it never pays.
 * Plain JSON to keep with the reward; times are ISO 8601 in UTC.
 */
export interface Review {
  readonly state: ReviewState;
  readonly openedAt: string;
  /** Null while open, and where the verdict itself declined. */
  readonly decision: StaffDecision | null;
  readonly appealState: AppealState;
  readonly appeal: AppealRequest | null;
  readonly appealDecision: StaffDecision | null;
}

/** What the queue sorts: a reward is one. */
export interface Reviewed {
  readonly id: string;
  readonly review: Review | null;
}

export type ReviewResult = "waiting" | "pay" | "declined";

const longestReason = 500;

/** The review that a verdict asks for: open, or declined already and open to appeal; null when there is none. */
export function openReview({ outcome }: Pick<TrustVerdict, "outcome">, openedAt: string): Review | null {
  if (outcome === "pay" || outcome === "refuse") return null;
  return {
    state: outcome === "review" ? "open" : "declined",
    openedAt,
    decision: null,
    appealState: "none",
    appeal: null,
    appealDecision: null,
  };
}

/**
 * @throws GoodwordError `GW_REVIEW_STATE` naming both states when the review is not open; `GW_REVIEW_REASON`,
 * `GW_REVIEW_STAFF` when the decision says not why or by whom
 */
export function decideReview(review: Review, to: "approved" | "declined", decision: StaffDecision): Review {
  if (review.state !== "open") {
    throw illegal("GW_REVIEW_STATE", `review: cannot move from ${review.state} to ${to}`);
  }
  return { ...review, state: to, decision: signed(decision) };
}

/**
 * A shopper asks for a human look at a declined order; once.
 * @throws GoodwordError `GW_APPEAL_STATE` naming both states when it was asked before, or nothing is declined;
 * `GW_REVIEW_REASON` when nothing is said
 */
export function askAppeal(review: Review, request: AppealRequest): Review {
  moveAppeal(review, "none", "asked");
  return { ...review, appealState: "asked", appeal: explained(request) };
}

/**
 * @throws GoodwordError `GW_APPEAL_STATE` naming both states when nothing was asked or all is decided;
 * `GW_REVIEW_REASON`, `GW_REVIEW_STAFF` when the decision says not why or by whom
 */
export function decideAppeal(review: Review, to: "upheld" | "overturned", decision: StaffDecision): Review {
  moveAppeal(review, "asked", to);
  return { ...review, appealState: to, appealDecision: signed(decision) };
}

/** What a review means for the reward now. Only a person's approval, or an overturned decline, pays. */
export function reviewResult({ state, appealState }: Review): ReviewResult {
  if (state === "open") return "waiting";
  return state === "approved" || appealState === "overturned" ? "pay" : "declined";
}

/** Since when somebody waits for an answer; null when nobody does. */
export function waitingSince(review: Review | null): string | null {
  if (review?.state === "open") return review.openedAt;
  return review?.appealState === "asked" ? (review.appeal as AppealRequest).at : null;
}

/**
 * Sorts the queue by who has waited longest, then by id; what waits for nobody comes last. Not by the money at
 * risk: amounts of two currencies cannot be compared, and a shopper's patience ends by time.
 */
export function reviewOrder(a: Reviewed, b: Reviewed): number {
  return startOfWait(a) - startOfWait(b) || a.id.localeCompare(b.id);
}

function startOfWait({ review }: Reviewed): number {
  const since = waitingSince(review);
  return since === null ? Number.MAX_SAFE_INTEGER : Date.parse(since);
}

function moveAppeal(review: Review, from: AppealState, to: AppealState): void {
  if (review.appealState === from && review.state === "declined") return;
  throw illegal(
    "GW_APPEAL_STATE",
    `appeal: cannot move from ${review.appealState} to ${to} (the review is ${review.state})`,
  );
}

function signed(decision: StaffDecision): StaffDecision {
  const by = decision.by.trim();
  if (by === "") throw illegal("GW_REVIEW_STAFF", "review: say which member of staff decides");
  return { ...explained(decision), by };
}

function explained<T extends { readonly reason: string }>(statement: T): T {
  const reason = statement.reason.trim();
  if (reason.length < 1 || reason.length > longestReason) {
    throw illegal(
      "GW_REVIEW_REASON",
      `review: expected a reason of 1 to ${longestReason} characters, got ${reason.length}`,
    );
  }
  return { ...statement, reason };
}

function illegal(code: string, message: string): GoodwordError {
  return new GoodwordError(code, message, { action: "ignore" });
}
