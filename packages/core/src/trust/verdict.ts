import type { TrustFacts } from "./facts";
import { type TrustSettings, trustDefaults } from "./settings";
import type { SignalFigures, SignalPoints } from "./signal";
import { type SignalId, trustSignals } from "./signals";

export const trustOutcomes = ["pay", "review", "decline", "refuse"] as const;

/**
 * `pay` after the hold; `review`: wait for a person, however long; `decline` with reasons and the right to a
 * human look; `refuse`: against a rule that no look would change.
 */
export type TrustOutcome = (typeof trustOutcomes)[number];

export interface CountedSignal {
  readonly id: SignalId;
  readonly points: number;
  readonly figures?: SignalFigures;
}

/** How an order was judged. Plain JSON to store with it; `trustSentences` puts it into words. */
export interface TrustVerdict {
  readonly outcome: TrustOutcome;
  /** The sum of the points. */
  readonly score: number;
  /** The strongest first. */
  readonly signals: readonly CountedSignal[];
}

/** A refusal weighs more than any one suspicion, so that it is told first. */
const weights = { decline: 100, refuse: 200 } as const;

/**
 * Judges an order by what is known of it. Pure and total for settings without problems.
 * Two signals of one suspicion count once, as the stronger; a signal of no points is off.
 */
export function judge(facts: TrustFacts, settings: TrustSettings = trustDefaults): TrustVerdict {
  const { parameters, thresholds } = settings;
  const found = trustSignals
    .filter((signal) => signal.applies(facts, parameters))
    .map((signal) => ({ signal, points: pointsOf(settings.points[signal.id]) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  const counted = found.filter(
    ({ signal }, place) =>
      signal.suspicion === undefined ||
      found.findIndex((other) => other.signal.suspicion === signal.suspicion) === place,
  );
  const score = counted.reduce((sum, { points }) => sum + points, 0);
  return {
    outcome: counted.some(({ signal }) => settings.points[signal.id] === "refuse")
      ? "refuse"
      : score >= thresholds.decline
        ? "decline"
        : score >= thresholds.review
          ? "review"
          : "pay",
    score,
    signals: counted.map(({ signal, points }): CountedSignal => {
      const figures = signal.figures?.(facts, parameters);
      return { id: signal.id, points, ...(figures && { figures }) };
    }),
  };
}

/** What a signal adds to the score. */
export function pointsOf(points: SignalPoints): number {
  return typeof points === "number" ? points : weights[points];
}
