import type { Engine } from "../../ports/ports";

/** By what an engine for shoppers and one for staff have in common: a visit is lost to one, and read by the other. */
const lost = new WeakMap<Engine["book"], number>();

/** Counts a click that the store did not take, and answers how many that were. */
export function countLostClick(engine: Engine): number {
  const count = (lost.get(engine.book) ?? 0) + 1;
  lost.set(engine.book, count);
  return count;
}

/** Clicks that were not recorded since this process began; their visitors were sent on all the same. */
export function lostClicks(engine: Engine): number {
  return lost.get(engine.book) ?? 0;
}
