import type { ClickPeriod } from "@goodword/core";
import type { Knex } from "knex";
import { statement, statements } from "./statements";

interface Month {
  /** `goodword_click_2026_11` */
  readonly table: string;
  readonly from: Date;
  readonly until: Date;
}

const existing = statement(
  "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass('goodword_click')",
);
const strays = statement(
  "select exists (select 1 from goodword_click_rest where hour >= $1 and hour < $2) as found",
);

/**
 * Makes the months of a period that are missing (PostgreSQL, in a transaction). A month whose first clicks
 * came while it was missing stays with the rest: they would have to be moved, and are gone in a day.
 */
export async function openMonths(knex: Knex, period: ClickPeriod): Promise<void> {
  const { run } = statements(knex);
  const known = new Set(await monthTables(knex));
  for (const month of monthsOf(period)) {
    if (known.has(month.table)) continue;
    await onlyShortly(knex);
    const [row] = await run<{ found: boolean }>(strays, [month.from, month.until]);
    if (row?.found === true) continue;
    // Attached when it is whole: made as a partition it would stop reading and writing of all the others.
    await knex.raw(`create table ${month.table} (like goodword_click including defaults including indexes)`);
    await knex.raw(
      `alter table goodword_click attach partition ${month.table} for values from ('${month.from.toISOString()}') to ('${month.until.toISOString()}')`,
    );
  }
}

/** Gives back the storage of months that have no click any more, which deleting rows alone does not. */
export async function dropMonths(knex: Knex, purgedUntil: Date): Promise<void> {
  for (const table of await monthTables(knex)) {
    const month = monthOf(table);
    if (month === null || month.until > purgedUntil) continue;
    await onlyShortly(knex);
    await knex.raw(`drop table ${table}`);
  }
}

async function monthTables(knex: Knex): Promise<string[]> {
  return (await statements(knex).run<{ name: string }>(existing)).map(({ name }) => name);
}

/** Behind a long report the change would wait, and every click behind the change: rather the next time. */
async function onlyShortly(knex: Knex): Promise<void> {
  await knex.raw("set local lock_timeout = '300ms'");
}

function monthsOf({ from, until }: ClickPeriod): Month[] {
  const months: Month[] = [];
  let [year, month] = [from.getUTCFullYear(), from.getUTCMonth()];
  for (;;) {
    const found = monthAt(year, month);
    if (found.from >= until) return months;
    months.push(found);
    [year, month] = [found.until.getUTCFullYear(), found.until.getUTCMonth()];
  }
}

function monthOf(table: string): Month | null {
  const found = /^goodword_click_(\d{4})_(\d{2})$/.exec(table);
  return found && monthAt(Number(found[1]), Number(found[2]) - 1);
}

function monthAt(year: number, month: number): Month {
  const name = `${year}_${String(month + 1).padStart(2, "0")}`;
  return {
    table: `goodword_click_${name}`,
    from: new Date(Date.UTC(year, month)),
    until: new Date(Date.UTC(year, month + 1)),
  };
}
