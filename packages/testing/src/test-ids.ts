import type { Ids } from "@goodword/core";

/** Ids and bytes that are the same in each run: `reward_1_0001`. Not random: for tests only. */
export function testIds(seed = 1): Ids {
  let count = 0;
  let state = seed >>> 0;
  return {
    id: (prefix) => `${prefix}_${seed}_${String(++count).padStart(4, "0")}`,
    bytes: (length) => Uint8Array.from({ length }, () => nextByte()),
  };

  // mulberry32
  function nextByte(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  }
}
