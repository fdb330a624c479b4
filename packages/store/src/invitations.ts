import { mostInvitationsADay } from "@goodword/core";
import type { Knex } from "knex";
import { dialectOf } from "./columns";
import { statement } from "./statements";

/** A click's day, `2026-11-02`, in each database. */
export const dayOfHour = {
  pg: "to_char(hour at time zone 'UTC', 'YYYY-MM-DD')",
  "better-sqlite3": "strftime('%Y-%m-%d', hour / 1000, 'unixepoch')",
} as const;

/**
 * Counts a day's networks by code. One that opened several codes of an advocate is the first one's, so that the sum
 * over all codes of a person is right; a code without one of its own is written too, as it may have had one before.
 */
export const closeInvitations = statement(`
  insert into goodword_invitation_day (code, day, networks)
  select code, cast($1 as text), sum(case when place = 1 then 1 else 0 end) from (
    select click.code, row_number() over
        (partition by owner.participant_id, owner.program_id, click.network order by click.code) as place
      from (select distinct code, network from goodword_click
        where hour >= $2 and hour < $3 and kind = 'human' and network is not null) as click
      join goodword_code as owner on owner.code = click.code) as counted
  where true group by code
  on conflict (code, day) do update set networks = excluded.networks`);

/** Invitations of the person and program of a row called `page`: closed days as counted, the rest counted now. */
export function invitations(knex: Knex): Knex.Raw {
  const dialect = dialectOf(knex);
  const codes = `select code from goodword_code
    where participant_id = page.participant_id and program_id = page.program_id`;
  const least = dialect === "pg" ? "least" : "min";
  return knex.raw(
    `(select coalesce(sum(${least}(?, networks)), 0) from (
      select day, sum(networks) as networks from goodword_invitation_day
        where code in (${codes}) and day < (select closed_day from goodword_click_progress)
        group by day
      union all
      select ${dayOfHour[dialect]} as day, count(distinct network) as networks from goodword_click
        where code in (${codes}) and kind = 'human' and hour >= (select closed_until from goodword_click_progress)
        group by ${dayOfHour[dialect]}
    ) as counted) as invitations`,
    [mostInvitationsADay],
  );
}
