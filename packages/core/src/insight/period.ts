import { day, dayName, later, startOfDay } from "../click/click-time";
import { GoodwordError } from "../errors";

/** Whole days (UTC): `from` is included, `until` is not. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/**
 * The last so many days up to and with the day of `now`, or up to and with `last` (`2026-11-30`).
 * @throws GoodwordError `GW_PERIOD` for a day that is none
 */
export function periodOf(days: number, { now, last }: { now: Date; last?: string | undefined }): Period {
  const lastDay = last === undefined ? startOfDay(now) : new Date(`${last}T00:00:00.000Z`);
  // A date such as 31 November is taken for the day after the month's last.
  if (Number.isNaN(lastDay.getTime()) || (last !== undefined && dayName(lastDay) !== last)) {
    throw new GoodwordError("GW_PERIOD", `period: expected a day such as "2026-11-30", got "${last}"`, {
      action: "ignore",
    });
  }
  const until = later(lastDay, day);
  return { from: later(until, -days * day), until };
}

/** The period that it is compared with: as many days, right before it. */
export function periodBefore({ from, until }: Period): Period {
  return { from: later(from, from.getTime() - until.getTime()), until: from };
}

/** `2026-11-02`, each day of a period. */
export function daysOf({ from, until }: Period): string[] {
  const names: string[] = [];
  for (let at = from; at < until; at = later(at, day)) names.push(dayName(at));
  return names;
}
