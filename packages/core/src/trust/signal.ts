import type { TermsLocale } from "../locale";
import type { TrustFacts } from "./facts";

/**
 * What one signal adds to the score: 0 (off) to 100. "decline" is 100, which no threshold exceeds, so that it
 * declines alone; "refuse" ends it whatever the score, and no appeal follows.
 */
export type SignalPoints = number | "decline" | "refuse";

/** Limits at which signals begin. Every "most" is still allowed: one more is a signal. */
export interface TrustParameters {
  /** Most others of the advocate's circle at one shipping address. */
  readonly addressesAllowed: number;
  /** Most friends in 24 hours. */
  readonly friends24h: number;
  /** Most friends in 30 days. */
  readonly friends30d: number;
  /** Fewest seconds from click to order. */
  readonly minClickToOrderSeconds: number;
  /** An order of this many times the store's average, or more, is a signal. */
  readonly averageFactor: number;
  /** Most visitors an hour who use a code without having opened its link; more are a burst of strangers. */
  readonly strangersPerHour: number;
}

/** Numbers of one case, kept with the verdict so that it can be said again in any locale. */
export type SignalFigures = Readonly<Record<string, number>>;

/** What a shopper may be told about, so that nobody learns which trace gave them away. */
export type SignalFamily = "loop" | "same-person" | "known-customer" | "public-code" | "unusual";

/** One trace of fraud: pure, and explained by a sentence. One file a rule, with its default. */
export interface TrustSignal<Id extends string = string> {
  readonly id: Id;
  readonly family: SignalFamily;
  readonly defaultPoints: SignalPoints;
  /** Signals that share a suspicion are one rule told twice: only the one with most points counts. */
  readonly suspicion?: string;
  applies(facts: TrustFacts, parameters: TrustParameters): boolean;
  /** Asked for only where the signal applies. */
  figures?(facts: TrustFacts, parameters: TrustParameters): SignalFigures;
  /** For staff; `{name}` is a figure. */
  readonly sentences: Readonly<Record<TermsLocale, string>>;
}
