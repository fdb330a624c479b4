import type { ClickProgress } from "../../click/click";
import { beginTending, hasBegun, nextTending } from "../../click/click-tending";
import { day, dayName, later, startOfDay } from "../../click/click-time";
import type { ClickHistory } from "../../ports/click-store";
import type { Engine } from "../../ports/ports";

export interface ClicksTended {
  /** Hours that were counted for the first time, those without a click included. */
  readonly rolledHours: number;
  readonly closedDays: number;
  readonly purgedClicks: number;
  readonly destroyedKeys: number;
}

/** Storage is prepared this long before it is needed. */
const ahead = 45 * day;

/**
 * Counts clicks into hours and days, deletes those that are a day old and counted, and destroys the keys of
 * their visitors. To be called every few minutes, by any number of instances; each may die at any point, as
 * a step is counted, deleted and noted in one transaction.
 * @param options without `purge`, nothing is deleted
 */
export async function tendClicks(
  engine: Engine,
  { purge = true }: { readonly purge?: boolean } = {},
): Promise<ClicksTended> {
  const now = engine.clock.now();
  await openMonths(engine, now);
  const done = { rolledHours: 0, closedDays: 0, purgedClicks: 0 };
  for (;;) {
    const step = await takeStep(engine, now, purge);
    if (step === null) break;
    done.rolledHours += step.rolledHours;
    done.closedDays += step.closedDays;
    done.purgedClicks += step.purgedClicks;
  }
  // A key lives as long as the last click that was hashed with it.
  const before = dayName(startOfDay(later(now, -day)));
  const destroyedKeys = purge ? await engine.store.clickHistory.destroyVisitorKeys(before) : 0;
  return { ...done, destroyedKeys };
}

async function takeStep({ store }: Engine, now: Date, purge: boolean) {
  return store.transaction(async ({ clickHistory }) => {
    const progress = await progressOf(clickHistory);
    const step = progress && nextTending(progress, now, { purge });
    if (step === null) return null;
    await clickHistory.rollUp(step.roll);
    for (const day of step.close) await clickHistory.closeDay(day);
    const purgedClicks = step.purgeBefore === null ? 0 : await clickHistory.purge(step.purgeBefore);
    await clickHistory.saveProgress(step.progress);
    const { rolledHours, closedDays } = step;
    return { rolledHours, closedDays, purgedClicks };
  });
}

/** Null while there is no click. */
async function progressOf(clickHistory: ClickHistory): Promise<ClickProgress | null> {
  const progress = await clickHistory.lockProgress();
  if (hasBegun(progress)) return progress;
  const oldest = await clickHistory.oldestHour();
  return oldest && beginTending(oldest);
}

async function openMonths({ store, log }: Engine, now: Date): Promise<void> {
  try {
    await store.transaction(async ({ clickHistory }) => {
      await clickHistory.lockProgress();
      await clickHistory.openMonths({ from: now, until: later(now, ahead) });
    });
  } catch (error) {
    // A click without its month is kept all the same, and the next call tries again.
    log.warn("storage for the next months of clicks was not prepared", {
      error: error instanceof Error ? error.name : typeof error,
    });
  }
}
