import { GoodwordError } from "../errors";

/** A calendar period in UTC. */
export type Period = "day" | "week" | "month" | "quarter" | "year";

const dayMs = 86_400_000;

/** Names the calendar period in UTC: `2026-11-25`, ISO week `2026-W48`, `2026-11`, `2026-Q4`, `2026`. */
export function periodKey(period: Period, at: Date): string {
  const day = at.toISOString().slice(0, 10);
  switch (period) {
    case "day":
      return day;
    case "week":
      return weekKey(at);
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${day.slice(0, 4)}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;
    case "year":
      return day.slice(0, 4);
  }
}

/**
 * From when to when a period lasts, in UTC; `to` is outside.
 * @throws GoodwordError `GW_PERIOD` when the key names no such period
 */
export function periodRange(period: Period, key: string): { from: Date; to: Date } {
  const from = startOf(period, key);
  if (Number.isNaN(from.getTime()) || periodKey(period, from) !== key) {
    throw new GoodwordError("GW_PERIOD", `period: "${key}" names no ${period}`, { action: "fix-config" });
  }
  const to = new Date(from);
  if (period === "day") to.setUTCDate(to.getUTCDate() + 1);
  else if (period === "week") to.setUTCDate(to.getUTCDate() + 7);
  else to.setUTCMonth(to.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[period]);
  return { from, to };
}

function startOf(period: Period, key: string): Date {
  const year = key.slice(0, 4);
  switch (period) {
    case "day":
      return new Date(`${key}T00:00:00Z`);
    case "week":
      return new Date(firstMonday(Number(year)) + (Number(key.slice(6)) - 1) * 7 * dayMs);
    case "month":
      return new Date(`${key}-01T00:00:00Z`);
    case "quarter":
      return new Date(Date.UTC(Number(year), (Number(key.slice(6)) - 1) * 3));
    case "year":
      return new Date(`${key}-01-01T00:00:00Z`);
  }
}

/** A week belongs to the year of its Thursday. */
function weekKey(at: Date): string {
  const thursday = new Date(at.getTime() + (3 - daysSinceMonday(at)) * dayMs);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - firstMonday(year)) / (7 * dayMs)) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The Monday of week 1, the one that holds 4 January. */
function firstMonday(year: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return fourth.getTime() - daysSinceMonday(fourth) * dayMs;
}

function daysSinceMonday(at: Date): number {
  return (at.getUTCDay() + 6) % 7;
}
