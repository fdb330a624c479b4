import { openReview, type Review } from "./review";
import { paidForClicks } from "./signals/paid-for-clicks";
import type { TrustVerdict } from "./verdict";

const points = 100;

/** What such a reward is granted with: a person decides, and without a decision it never pays. */
export function clicksReview(now: Date): { verdict: TrustVerdict; review: Review | null } {
  const verdict: TrustVerdict = {
    outcome: "review",
    score: points,
    signals: [{ id: paidForClicks.id, points }],
  };
  return { verdict, review: openReview(verdict, now.toISOString()) };
}
