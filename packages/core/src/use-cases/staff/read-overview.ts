import { dayName } from "../../click/click-time";
import type { DayCounts } from "../../insight/facts";
import { type FunnelRow, funnelOf } from "../../insight/funnel";
import { type Figure, figuresOf, type PeriodFacts } from "../../insight/measures";
import { daysOf, type Period, periodBefore, periodOf } from "../../insight/period";
import type { Engine } from "../../ports/ports";
import { clickSeries } from "./click-series";

export interface TrendDay extends DayCounts {
  readonly clicks: number;
}

/** Days (UTC), both included: `2026-11-02`. */
export interface NamedPeriod {
  readonly first: string;
  readonly last: string;
}

export interface Overview {
  readonly period: NamedPeriod;
  /** As many days right before it. */
  readonly before: NamedPeriod;
  readonly figures: readonly Figure[];
  readonly funnel: readonly FunnelRow[];
  /** Each day of the period, oldest first. */
  readonly trend: readonly TrendDay[];
}

/**
 * Every measure of the last so many days (UTC) beside the same of as many days before, the way from advocates to
 * friends' orders, and each day. Today is in it as far as it has come.
 * @param query `last` names another last day, `2026-11-30`
 * @throws GoodwordError `GW_PERIOD` for a day that is none
 */
export async function readOverview(
  engine: Engine,
  query: { readonly days: number; readonly last?: string | undefined },
): Promise<Overview> {
  const period = periodOf(query.days, { now: await engine.time(), last: query.last });
  const earlier = periodBefore(period);
  const trend = await trendOf(engine, period);
  const now = await factsOf(engine, period, trend);
  const before = await factsOf(engine, earlier, await trendOf(engine, earlier));
  return {
    period: named(period),
    before: named(earlier),
    figures: figuresOf(now, before),
    funnel: funnelOf(now, before),
    trend,
  };
}

const nothing = {
  enrolled: 0,
  shares: 0,
  claims: 0,
  ordered: 0,
  qualified: 0,
  orders: 0,
  referredOrders: 0,
};

async function trendOf(engine: Engine, period: Period): Promise<TrendDay[]> {
  const counted = new Map((await engine.store.insight.days(period)).map((row) => [row.day, row]));
  const clicked = await clickSeries(engine, { from: period.from, to: period.until });
  const clicks = new Map(clicked.map((row) => [row.day, row.clicks]));
  return daysOf(period).map((day) => ({
    ...nothing,
    ...counted.get(day),
    day,
    clicks: clicks.get(day) ?? 0,
  }));
}

async function factsOf(
  { store: { insight } }: Engine,
  period: Period,
  trend: readonly TrendDay[],
): Promise<PeriodFacts> {
  const sum = (name: keyof typeof nothing | "clicks") =>
    trend.reduce((total, counts) => total + counts[name], 0);
  return {
    enrolled: sum("enrolled"),
    shares: sum("shares"),
    clicks: sum("clicks"),
    claims: sum("claims"),
    ordered: sum("ordered"),
    qualified: sum("qualified"),
    orders: sum("orders"),
    referredOrders: sum("referredOrders"),
    cohort: await insight.cohort(period),
    money: await insight.money(period),
    liability: await insight.liability(period.until),
  };
}

function named({ from, until }: Period): NamedPeriod {
  return { first: dayName(from), last: dayName(new Date(until.getTime() - 1)) };
}
