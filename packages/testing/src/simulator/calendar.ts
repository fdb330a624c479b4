import type { Chance } from "./chance";

export const day = 86_400_000;
export const waves = 16;
const waveDays = 3;
export const began = Date.UTC(2026, 0, 5, 6);

/** When a wave begins; the one after the last is the end of the plan. */
export function startOf(wave: number): number {
  return began + wave * waveDays * day;
}

/**
 * A moment of a wave in which something of the shop happens. The first day is kept free: claims for the wave are
 * made in it, and must not be later than the orders that use them.
 */
export function momentOf(wave: number, chance: Chance, after = 0): number {
  const from = Math.max(startOf(wave) + day, after + 1);
  return from + chance.below(Math.max(1, startOf(wave + 1) - from - 1));
}
