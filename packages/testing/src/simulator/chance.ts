/** Numbers that a seed decides: the same seed, the same history. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number;
  /** Whole, from 0 to below `bound`. */
  below(bound: number): number;
  happens(probability: number): boolean;
  /** @throws Error when there is nothing to pick from */
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, quick and good enough to shuffle a shop. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    happens: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new Error("chance: nothing to pick from");
      return items[below(items.length)] as (typeof items)[number];
    },
  };
}

/** The same items in a random order. */
export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = chance.below(i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
