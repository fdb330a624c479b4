import type { CohortCounts, Currency, DayCounts, InsightStore, LiabilityTotal } from "@goodword/core";
import type { Knex } from "knex";
import { statement, statements } from "./statements";

type Count = string | number | bigint;

interface DayRow {
  what: Exclude<keyof DayCounts, "day">;
  day: string;
  count: Count;
}

interface MoneyRow {
  currency: Currency;
  revenue: string;
  rewards: string;
  friends: Count;
  new_referred: Count;
  new_others: Count;
  spent_referred: string;
  spent_others: string;
}

/** Of a column of time: what a day (UTC) is called. */
type DayOf = (column: string) => string;
const pgDay: DayOf = (column) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`;
const sqliteDay: DayOf = (column) => `strftime('%Y-%m-%d', ${column} / 1000, 'unixepoch')`;

const within = (column: string) => `${column} >= $1 and ${column} < $2`;
const standing = "canceled_at is null";
/** An order that a referral brought, as far as is known. */
const referred = `${standing} and referral_id is not null and verdict <> 'rejected'`;

function daysText(dayOf: DayOf): string {
  const count = (what: DayRow["what"], table: string, column: string, and = "") =>
    `select '${what}' as what, ${dayOf(column)} as day, count(*) as count from ${table}
     where ${within(column)}${and && ` and ${and}`} group by ${dayOf(column)}`;
  return [
    count("enrolled", "goodword_participant", "enrolled_at"),
    count("shares", "goodword_share", "shared_at"),
    claimsText(dayOf),
    count("ordered", "goodword_referral", "converted_at"),
    count("qualified", "goodword_referral", "converted_at", "state = 'qualified'"),
    count("orders", "goodword_order", "placed_at", standing),
    count("referredOrders", "goodword_order", "placed_at", referred),
  ].join("\nunion all\n");
}
/** Claims that are there, and those that were deleted since. */
function claimsText(dayOf: DayOf): string {
  return `select 'claims' as what, day, cast(sum(claims) as integer) as count from (
      select ${dayOf("claimed_at")} as day, count(*) as claims from goodword_referral
        where ${within("claimed_at")} group by ${dayOf("claimed_at")}
      union all select day, claims from goodword_claim_day where ${within("first_at")}
    ) as claimed group by day`;
}
const days = statement(`${daysText(pgDay)} order by day`, `${daysText(sqliteDay)} order by day`);

/** A median: of an even number the lower of the two in the middle, which is somebody's own. */
const cohortText = (milliseconds: string) => `
  with began as (
    select advocate_id, min(claimed_at) as first_at from (
      select advocate_id, claimed_at from goodword_referral
      union all select code.participant_id, gone.first_at from goodword_claim_day as gone
        join goodword_code as code on code.code = gone.code
    ) as claimed group by advocate_id having ${within("min(claimed_at)")}
  ), waits as (
    select ${milliseconds} as wait, row_number() over (order by ${milliseconds}) as place, count(*) over () as total
    from began join goodword_participant as advocate on advocate.id = began.advocate_id
  )
  select
    (select count(*) from goodword_participant as advocate where ${within("enrolled_at")} and exists (
      select 1 from goodword_share where participant_id = advocate.id and ${within("shared_at")})) as sharers,
    (select count(*) from goodword_referral where ${within("claimed_at")} and ${within("converted_at")}) as ordered,
    (select count(*) from goodword_referral
      where ${within("claimed_at")} and ${within("converted_at")} and state = 'qualified') as qualified,
    (select count(*) from goodword_referral as referral
      join goodword_participant as advocate on advocate.id = referral.advocate_id
      where ${within("converted_at")} and state = 'qualified' and ${within("enrolled_at")}) as won_by_enrolled,
    (select count(*) from waits) as first_referrals,
    (select wait from waits where place = (total + 1) / 2) as first_referral_wait`;
const cohort = statement(
  cohortText("floor(extract(epoch from (first_at - advocate.enrolled_at)) * 1000)"),
  cohortText("(first_at - advocate.enrolled_at)"),
);

/** Whether the buyer of an order had come, by then, by a referral that counts. */
const cameBefore = `exists (select 1 from goodword_referral as referral where referral.friend_id = placed.participant_id
  and referral.state = 'qualified' and referral.converted_at <= placed.placed_at)`;
const spent = "cast(coalesce(sum(case when";
const money = statement(`
  with placed as (
    select participant_id, placed_at, currency, value - refunded as spent from goodword_order
    where ${within("placed_at")} and ${standing}
  ), known as (
    select placed.*, case when ${cameBefore} then 1 else 0 end as came,
      case when buyer.enrolled_at >= $1 and buyer.enrolled_at < $2 then 1 else 0 end as is_new
    from placed join goodword_participant as buyer on buyer.id = placed.participant_id
  ), won as (
    select referral.id, won_by.currency from goodword_referral as referral
      join goodword_order as won_by on won_by.order_id = referral.order_id
    where ${within("referral.converted_at")} and referral.state = 'qualified'
  ), given as (
    select currency, amount - reversed as amount from goodword_reward
    where ${within("created_at")} and state not in ('declined', 'reversed', 'expired')
  ), units as (
    select currency from known union select currency from won union select currency from given
  )
  select units.currency,
    (select ${spent} came = 1 then spent else 0 end), 0) as text) from known where known.currency = units.currency) as revenue,
    (select cast(coalesce(sum(amount), 0) as text) from given where given.currency = units.currency) as rewards,
    (select count(*) from won where won.currency = units.currency) as friends,
    (select count(distinct participant_id) from known
      where known.currency = units.currency and is_new = 1 and came = 1) as new_referred,
    (select count(distinct participant_id) from known
      where known.currency = units.currency and is_new = 1 and came = 0) as new_others,
    (select ${spent} is_new = 1 and came = 1 then spent else 0 end), 0) as text) from known
      where known.currency = units.currency) as spent_referred,
    (select ${spent} is_new = 1 and came = 0 then spent else 0 end), 0) as text) from known
      where known.currency = units.currency) as spent_others
  from units order by units.currency`);

/** Balances are a person's own: what one owes is no less of what another has. */
const liability = statement(`
  with balances as (
    select posting.account, posting.currency, -sum(posting.amount) as balance
    from goodword_ledger_posting as posting join goodword_ledger_entry as entry on entry.id = posting.entry_id
    where posting.account like 'advocate:%' and entry.posted_at < $1
    group by posting.account, posting.currency
  )
  select currency,
    cast(sum(case when account like '%:promised' then balance else 0 end) as text) as promised,
    cast(sum(case when account like '%:issued' and balance > 0 then balance else 0 end) as text) as issued,
    cast(sum(case when account like '%:issued' and balance < 0 then -balance else 0 end) as text) as owed
  from balances group by currency having sum(abs(balance)) <> 0 order by currency`);

type Measures = Pick<InsightStore, "days" | "cohort" | "money" | "liability">;

/** What measures are made of. Each costs one statement, whatever the length of the period. */
export function knexMeasures(knex: Knex): Measures {
  const database = statements(knex);
  return {
    async days({ from, until }) {
      const found = new Map<string, DayCounts>();
      for (const { what, day, count } of await database.run<DayRow>(days, [from, until])) {
        const counts = found.get(day) ?? { day, ...nothing };
        found.set(day, { ...counts, [what]: Number(count) });
      }
      return [...found.values()];
    },
    async cohort({ from, until }) {
      const [row] = await database.run<Record<string, Count | null>>(cohort, [from, until]);
      return cohortOf(row ?? {});
    },
    async money({ from, until }) {
      const rows = await database.run<MoneyRow>(money, [from, until]);
      return rows.map((row) => ({
        currency: row.currency,
        revenue: BigInt(row.revenue),
        rewards: BigInt(row.rewards),
        friends: Number(row.friends),
        newReferred: Number(row.new_referred),
        newOthers: Number(row.new_others),
        spentReferred: BigInt(row.spent_referred),
        spentOthers: BigInt(row.spent_others),
      }));
    },
    async liability(at) {
      type Row = { [Name in keyof LiabilityTotal]: Name extends "currency" ? Currency : string };
      const rows = await database.run<Row>(liability, [at]);
      return rows.map(({ currency, promised, issued, owed }) => ({
        currency,
        promised: BigInt(promised),
        issued: BigInt(issued),
        owed: BigInt(owed),
      }));
    },
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

function cohortOf(row: Record<string, Count | null>): CohortCounts {
  const wait = row.first_referral_wait ?? null;
  return {
    sharers: Number(row.sharers),
    ordered: Number(row.ordered),
    qualified: Number(row.qualified),
    wonByEnrolled: Number(row.won_by_enrolled),
    firstReferrals: Number(row.first_referrals),
    firstReferralWait: wait === null ? null : Number(wait),
  };
}
