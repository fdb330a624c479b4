import { openReview, type Review } from "../review";
import type { TrustSignal } from "../signal";
import type { TrustVerdict } from "../verdict";

/**
 * A reward for shares or invitations, of a program saved before such promises were refused. It is none of the signals
 * that orders are judged by: no setting gives it other points or turns it off.
 */
export const paidForClicks: Pick<TrustSignal<"paid-for-clicks">, "id" | "family" | "sentences"> = {
  id: "paid-for-clicks",
  family: "unusual",
  sentences: {
    en: "The reward is for shares or invitations, which one person can make without any friend.",
    de: "Belohnt werden Teilen oder Einladungen, und beides schafft eine Person auch ganz ohne Freunde.",
  },
};

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
