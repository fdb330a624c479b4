import type { ClickPeriod, ClickProgress } from "./click";
import { day, earliest, hour, later, latest, startOfDay, startOfHour } from "./click-time";

/** Instances' clocks may differ by 10 minutes, and a click may wait for its write: so long an hour stays open. */
const grace = 15 * 60_000;
/** What came even later is counted when the next hours are. */
const overlap = 2 * hour;
/** How long a click is kept. */
const kept = day;

/** One step of counting and deleting; done in one transaction, and no more than a day's clicks. */
export interface TendingStep {
  /** Hours to count. */
  readonly roll: ClickPeriod;
  /** Days whose visitors are to be counted. */
  readonly close: readonly Date[];
  /** Clicks of earlier hours are to be deleted. */
  readonly purgeBefore: Date | null;
  readonly progress: ClickProgress;
  readonly rolledHours: number;
  readonly closedDays: number;
}

/** Where counting begins: with the day of the oldest click. */
export function beginTending(oldestHour: Date): ClickProgress {
  const from = startOfDay(oldestHour);
  return { rolledUntil: from, closedUntil: from, purgedUntil: from };
}

export function hasBegun({ rolledUntil }: ClickProgress): boolean {
  return rolledUntil.getTime() > 0;
}

/**
 * What is due, or null. First every hour that is over is counted, and each day that is over; only then clicks
 * are deleted that are a day old and whose day was closed, as the visitors of half a day cannot be counted.
 */
export function nextTending(
  progress: ClickProgress,
  now: Date,
  { purge }: { purge: boolean },
): TendingStep | null {
  return rolling(progress, now) ?? (purge ? purging(progress, now) : null);
}

function rolling(progress: ClickProgress, now: Date): TendingStep | null {
  const { rolledUntil, closedUntil, purgedUntil } = progress;
  const until = earliest(startOfHour(later(now, -grace)), later(startOfDay(rolledUntil), day));
  if (until <= rolledUntil) return null;
  const close = later(closedUntil, day) <= until ? [closedUntil] : [];
  return {
    // Never an hour whose clicks are gone: it would be counted as empty.
    roll: { from: latest(purgedUntil, later(rolledUntil, -overlap)), until },
    close,
    purgeBefore: null,
    progress: { ...progress, rolledUntil: until, closedUntil: later(closedUntil, close.length * day) },
    rolledHours: (until.getTime() - rolledUntil.getTime()) / hour,
    closedDays: close.length,
  };
}

function purging(progress: ClickProgress, now: Date): TendingStep | null {
  const { closedUntil, purgedUntil } = progress;
  const until = earliest(startOfHour(later(now, -kept)), closedUntil, later(startOfDay(purgedUntil), day));
  if (until <= purgedUntil) return null;
  const isWhole = startOfDay(purgedUntil).getTime() === purgedUntil.getTime();
  return {
    // Counted for the last time, as long as all of the hour, and all of the day, is there.
    roll: { from: purgedUntil, until },
    close: isWhole ? [purgedUntil] : [],
    purgeBefore: until,
    progress: { ...progress, purgedUntil: until },
    rolledHours: 0,
    closedDays: 0,
  };
}
