export const hour = 3_600_000;
export const day = 24 * hour;

export function startOfHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hour) * hour);
}

/** Days are those of UTC, as a shop's visitors have no one midnight. */
export function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / day) * day);
}

/** `2026-11-02` */
export function dayName(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}

export function earliest(...times: readonly [Date, ...Date[]]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}

export function latest(...times: readonly [Date, ...Date[]]): Date {
  return new Date(Math.max(...times.map((time) => time.getTime())));
}
