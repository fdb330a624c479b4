import type { PeriodFacts } from "./measures";

export const funnelSteps = ["enrolled", "shared", "clicked", "claimed", "ordered", "qualified"] as const;
export type FunnelStep = (typeof funnelSteps)[number];

export interface FunnelRow {
  readonly step: FunnelStep;
  readonly count: number;
  readonly before: number;
  /**
   * The part of the step above that came so far, to four decimals; null for the first step, and where the step
   * counts something else than the one above: clicks are visits, claims are friends.
   */
  readonly ofAbove: number | null;
}

/** Steps that are a part of the step above them, so that they can never be more. */
const parts: ReadonlySet<FunnelStep> = new Set(["shared", "ordered", "qualified"]);

/** What began in a period, as far as it had come at its end: advocates to shares, visits, and friends to orders. */
export function funnelOf(now: PeriodFacts, before: PeriodFacts): FunnelRow[] {
  return funnelSteps.map((step, place) => {
    const count = countOf(now, step);
    const above = place === 0 ? 0 : countOf(now, funnelSteps[place - 1] as FunnelStep);
    return {
      step,
      count,
      before: countOf(before, step),
      ofAbove: parts.has(step) && above > 0 ? Math.round((count / above) * 10_000) / 10_000 : null,
    };
  });
}

function countOf(facts: PeriodFacts, step: FunnelStep): number {
  switch (step) {
    case "enrolled":
      return facts.enrolled;
    case "shared":
      return facts.cohort.sharers;
    case "clicked":
      return facts.clicks;
    case "claimed":
      return facts.claims;
    case "ordered":
      return facts.cohort.ordered;
    case "qualified":
      return facts.cohort.qualified;
  }
}
