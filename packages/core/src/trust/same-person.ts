import type { Review } from "./review";
import type { TrustVerdict } from "./verdict";

const id = "possible-same-person";

/** What speaks for an advocate and a friend being one person, found after their reward was granted. */
export interface SamePersonDoubt {
  /** Null where staff made them one: then no earlier look counts as one at this. */
  readonly since: Date | null;
  /** 0 where the program does not count the signal. */
  readonly points: number;
}

/** Whether a person has yet to look at a reward because of it. */
export function mustBeLookedAt(review: Review | null, { since, points }: SamePersonDoubt): boolean {
  if (since !== null && points === 0) return false;
  if (review === null) return true;
  if (review.state === "open") return false;
  return since !== null && Date.parse(review.decision?.at ?? review.openedAt) < since.getTime();
}

/** A verdict with the doubt among its signals. */
export function doubted(verdict: TrustVerdict | null, { points }: SamePersonDoubt): TrustVerdict {
  const { score, signals } = verdict ?? { score: 0, signals: [] };
  if (signals.some((signal) => signal.id === id)) return { score, signals, outcome: "review" };
  const all = [...signals, { id, points } as const];
  return { outcome: "review", score: score + points, signals: all.sort((a, b) => b.points - a.points) };
}
