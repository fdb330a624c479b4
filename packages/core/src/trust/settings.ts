import type { SignalPoints, TrustParameters } from "./signal";
import { type SignalId, trustSignals } from "./signals";

/** How orders are judged: a shop's settings, with a program's own on top (`mergeTrustSettings`). */
export interface TrustSettings {
  readonly points: Readonly<Record<SignalId, SignalPoints>>;
  /** The scores from which an order waits for review, and from which it is declined. */
  readonly thresholds: { readonly review: number; readonly decline: number };
  readonly parameters: TrustParameters;
}

/** What a shop or a program sets differently. Store this and not the whole: new signals then have a default. */
export type TrustOverrides = { readonly [Group in keyof TrustSettings]?: Partial<TrustSettings[Group]> };

export const trustDefaults: TrustSettings = {
  points: Object.fromEntries(trustSignals.map(({ id, defaultPoints }) => [id, defaultPoints])) as Record<
    SignalId,
    SignalPoints
  >,
  thresholds: { review: 40, decline: 70 },
  parameters: {
    addressesAllowed: 2,
    friends24h: 5,
    friends30d: 20,
    minClickToOrderSeconds: 60,
    averageFactor: 10,
    strangersPerHour: 10,
  },
};

/** Settings with overrides on top, the later ones winning. Check the result: a threshold may now be crossed. */
export function mergeTrustSettings(
  settings: TrustSettings,
  ...overrides: readonly TrustOverrides[]
): TrustSettings {
  return overrides.reduce<TrustSettings>(
    (merged, { points, thresholds, parameters }) => ({
      points: { ...merged.points, ...points },
      thresholds: { ...merged.thresholds, ...thresholds },
      parameters: { ...merged.parameters, ...parameters },
    }),
    settings,
  );
}
