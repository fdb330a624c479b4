import { type ClickDay, type ClickHistory, mostChannelsAnHour, otherChannels } from "@goodword/core";
import type { Knex } from "knex";
import { dropMonths, openMonths } from "./click-months";
import { dialectOf, type StoredTime, timeOf } from "./columns";
import { closeInvitations, dayOfHour } from "./invitations";
import { statement, statements } from "./statements";

const days = (dayOf: string, latest: string) => `
  select day, clicks, visitors from goodword_click_day
    where program_id = $1 and day >= $2 and day < $3
      and day < (select closed_day from goodword_click_progress)
  union all
  select ${dayOf} as day, count(*) as clicks, count(distinct visitor) as visitors from goodword_click
    where hour >= ${latest}($4, (select closed_until from goodword_click_progress)) and hour < $5
      and kind = 'human' and ($1 = '' or program_id = $1)
    group by ${dayOf}
  order by day`;
/** One statement, so that a day is closed for all of it or for none. */
const daysBetween = statement(days(dayOfHour.pg, "greatest"), days(dayOfHour["better-sqlite3"], "max"));

const lock = statement(
  "update goodword_click_progress set id = id returning rolled_until, closed_until, purged_until",
);
const save = statement(
  "update goodword_click_progress set rolled_until = $1, closed_until = $2, closed_day = $3, purged_until = $4",
);
const oldest = statement("select min(hour) as hour from goodword_click");
/**
 * Before an hour is counted again: with new clicks, a channel may no longer be one of the most clicked, and its clicks
 * will be counted with the rest. Where every channel is counted apart, no row is ever too many.
 */
const forgetChannels = statement(`
  delete from goodword_click_hour
    where hour >= $1 and hour < $2 and (program_id, code, hour, kind) in (
      select program_id, code, hour, kind from goodword_click
        where hour >= $1 and hour < $2
        group by program_id, code, hour, kind
        having count(distinct coalesce(channel, '')) > ${mostChannelsAnHour})`);
/** Of channels with as many clicks, the same ones each time. Whether there was none is always counted. */
const rollUpWith = (byBytes: string) => `
  insert into goodword_click_hour (program_id, code, channel, hour, kind, clicks)
  select program_id, code, case when place <= ${mostChannelsAnHour} then channel else '${otherChannels}' end,
      hour, kind, sum(clicks)
    from (select program_id, code, coalesce(channel, '') as channel, hour, kind, count(*) as clicks, row_number() over
          (partition by program_id, code, hour, kind order by case when coalesce(channel, '') = '' then 0 else 1 end,
            count(*) desc, coalesce(channel, '') ${byBytes}) as place
        from goodword_click where hour >= $1 and hour < $2
        group by program_id, code, coalesce(channel, ''), hour, kind) as counted
    where true
    group by 1, 2, 3, 4, 5
  on conflict (code, hour, channel, kind, program_id) do update set clicks = excluded.clicks
    where goodword_click_hour.clicks <> excluded.clicks`;
const rollUp = statement(rollUpWith('collate "C"'), rollUpWith(""));
/** Also for all programs together, as `''`: a visitor of two programs is one there. */
const closeDay = statement(`
  insert into goodword_click_day (program_id, day, clicks, visitors)
  select program_id, cast($1 as text), count(*), count(distinct visitor) from goodword_click
    where hour >= $2 and hour < $3 and kind = 'human' group by program_id
  union all
  select '', cast($1 as text), count(*), count(distinct visitor) from goodword_click
    where hour >= $2 and hour < $3 and kind = 'human' having count(*) > 0
  on conflict (program_id, day) do update set clicks = excluded.clicks, visitors = excluded.visitors`);
const purge = statement("delete from goodword_click where hour < $1");
const destroyKeys = statement("delete from goodword_visitor_key where day < $1");

const dayLength = 86_400_000;
const dayName = (at: Date) => at.toISOString().slice(0, 10);

interface Progress {
  rolled_until: StoredTime;
  closed_until: StoredTime;
  purged_until: StoredTime;
}

type Counted = { readonly [Name in keyof ClickDay]: string | number };

export function knexClickHistory(knex: Knex): ClickHistory {
  const { run, change } = statements(knex);

  const lockProgress = async () => {
    const [progress] = await run<Progress>(lock);
    const { rolled_until, closed_until, purged_until } = progress as Progress;
    return {
      rolledUntil: timeOf(rolled_until),
      closedUntil: timeOf(closed_until),
      purgedUntil: timeOf(purged_until),
    };
  };

  return {
    lockProgress,
    async days({ programId, from, until }) {
      const values = [programId ?? "", dayName(from), dayName(until), from, until];
      return (await run<Counted>(daysBetween, values)).map(({ day, clicks, visitors }) => ({
        day: String(day),
        clicks: Number(clicks),
        visitors: Number(visitors),
      }));
    },
    async saveProgress({ rolledUntil, closedUntil, purgedUntil }) {
      await change(save, [rolledUntil, closedUntil, dayName(closedUntil), purgedUntil]);
    },
    async oldestHour() {
      const [row] = await run<{ hour: StoredTime | null }>(oldest);
      return row?.hour == null ? null : timeOf(row.hour);
    },
    async rollUp({ from, until }) {
      await change(forgetChannels, [from, until]);
      await change(rollUp, [from, until]);
    },
    async closeDay(day) {
      const values = [dayName(day), day, new Date(day.getTime() + dayLength)];
      await change(closeDay, values);
      await change(closeInvitations, values);
    },
    purge: (before) => change(purge, [before]),
    async openMonths(period) {
      if (dialectOf(knex) !== "pg") return;
      await openMonths(knex, period);
      await dropMonths(knex, (await lockProgress()).purgedUntil);
    },
    destroyVisitorKeys: (before) => change(destroyKeys, [before]),
  };
}
