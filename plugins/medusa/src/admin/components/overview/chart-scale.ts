/** A round number at or above the largest, and the lines between it and 0: `{ top: 30, lines: [0, 10, 20, 30] }`. */
export function chartScale(largest: number): { readonly top: number; readonly lines: readonly number[] } {
  const step = roundStep(Math.max(1, largest) / 3);
  const count = Math.max(1, Math.ceil(largest / step));
  return { top: count * step, lines: Array.from({ length: count + 1 }, (_, n) => n * step) };
}

/** 1, 2 or 5 with as many noughts as needed: what people count in. Never less than 1, as nobody is counted in parts. */
function roundStep(least: number): number {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return ([1, 2, 5, 10].find((digit) => digit * size >= least) ?? 10) * size;
}
