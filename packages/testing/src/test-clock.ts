import type { Clock } from "@goodword/core";

export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

export interface TestClock extends Clock {
  /** Moves on by milliseconds or by a span, and answers the new time. */
  advance(by: number | Span): Date;
}

/** A clock that stands still until it is told to move. */
export function testClock(start: Date | string = "2026-11-02T09:00:00.000Z"): TestClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    advance(by) {
      time += typeof by === "number" ? by : milliseconds(by);
      return new Date(time);
    },
  };
}

function milliseconds({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span): number {
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
