const DAY = 86_400_000;

/**
 * Clicks of whole days, a day a statement: visits of `links` links, three a visitor and day at different hours, a
 * tenth of them by machines. The same for the same seed.
 * @param {(sql: string, values: unknown[]) => Promise<unknown>} query
 * @param {{seed: number, clicks: number, links: number, from: Date, days: number}} options
 */
export async function fillClicks(query, { seed, clicks, links, from, days }) {
  for (let day = 0; day < days; day += 1) {
    const first = Math.floor((clicks * day) / days);
    const number = Math.floor((clicks * (day + 1)) / days) - first;
    const visitors = Math.ceil(number / 3);
    await query(
      `insert into goodword_click (id, code, program_id, visitor, hour, clicked_at, channel, kind)
       select 'click_' || n, 'FRIEND-' || mixed % $6::bigint, 'default', visitor, date_trunc('hour', at), at,
         (array['copy', 'whatsapp', 'email', null])[1 + mixed / 2000 % 4],
         coalesce((array['bot', 'preview'])[1 + mixed / 8000 % 20], 'human')
       from (
         select n, visitor, at, hashint8extended(n, $1::bigint) & 9007199254740991 as mixed
         from (
           select $2::bigint + place as n, md5(concat_ws(':', $1::bigint, $2::bigint, place % $4::bigint)) as visitor,
             $3::timestamptz + place * interval '1 day' / $5::float8 as at
           from generate_series(0, $5::bigint - 1) as place
         ) as visit
       ) as given`,
      [seed, first, new Date(from.getTime() + day * DAY), visitors, number, links],
    );
  }
}
