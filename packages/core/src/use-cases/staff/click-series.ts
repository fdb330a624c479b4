import type { ClickDay } from "../../click/click";
import { day, dayName, later, startOfDay } from "../../click/click-time";
import type { Engine } from "../../ports/ports";

/**
 * Human clicks and the people behind them, for each day (UTC) from that of `from` to the one before `to`.
 * Visitors are exact within a day; those of two days do not add up, as nobody is known again the next day.
 * @param query without `programId`, all programs
 */
export async function clickSeries(
  engine: Engine,
  query: { readonly programId?: string | undefined; readonly from: Date; readonly to: Date },
): Promise<ClickDay[]> {
  const period = { from: startOfDay(query.from), until: startOfDay(query.to) };
  const counted = await engine.store.clickHistory.days({ ...period, programId: query.programId ?? null });
  const byDay = new Map(counted.map((row) => [row.day, row]));
  const series: ClickDay[] = [];
  for (let at = period.from; at < period.until; at = later(at, day)) {
    series.push(byDay.get(dayName(at)) ?? { day: dayName(at), clicks: 0, visitors: 0 });
  }
  return series;
}
