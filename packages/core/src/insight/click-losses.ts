import type { Engine } from "../ports/ports";

const lost = new WeakMap<Engine, number>();

/** Counts a click that the store did not take, and answers how many that were. */
export function countLostClick(engine: Engine): number {
  const count = (lost.get(engine) ?? 0) + 1;
  lost.set(engine, count);
  return count;
}

/** Clicks that were not recorded since this process began; their visitors were sent on all the same. */
export function lostClicks(engine: Engine): number {
  return lost.get(engine) ?? 0;
}
