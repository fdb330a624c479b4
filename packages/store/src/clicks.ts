import {
  type Click,
  type ClickStore,
  type CodeStore,
  clickOfVisit,
  GoodwordError,
  type Visit,
} from "@goodword/core";
import type { Knex } from "knex";
import { groupCommit, visitsAtOnce } from "./click-group-commit";
import { type LinkRow, linkOf } from "./codes";
import { dialectOf, jsonOf, type StoredTime, timeOf } from "./columns";
import { onlyOne, unnested } from "./set-statements";
import { type ColumnType, type Insert, insertInto, statement, statements } from "./statements";

interface ClickRecord {
  id: string;
  code: string;
  program_id: string;
  visitor: string;
  network: string | null;
  hour: StoredTime;
  clicked_at: StoredTime;
  channel: string | null;
  sub_ids: Click["subIds"] | string | null;
  click_ids: Click["clickIds"] | string | null;
  kind: Click["kind"];
}

const brought = {
  id: "text",
  code: "text",
  visitor: "text",
  network: "text",
  hour: "timestamptz",
  clicked_at: "timestamptz",
  channel: "text",
  sub_ids: "jsonb",
  kind: "text",
} as const;
const insertClicks = insertInto({
  table: "goodword_click",
  columns: { ...brought, program_id: "text", click_ids: "jsonb" },
  // No target, and nothing returned: either costs a visit as much as all of this file.
  conflict: "ignore",
});
const visited = { ...brought, programs: "jsonb" } as const;
/** Looks codes up and inserts their clicks in one round trip. SQLite, which is not a trip away, cannot. */
const visitCodes: Insert<keyof typeof visited> = {
  columns: Object.entries(visited) as [keyof typeof visited, ColumnType][],
  rows: statement(visitsOf(unnested(visited))),
  few: onlyOne(
    visitsOf(
      `(select ${Object.entries(visited)
        .map(([name, type], n) => `$${n + 1}::${type} as ${name}`)
        .join(", ")}) as given`,
    ),
  ),
};
const clickById = statement(
  "select id, code, program_id, visitor, network, hour, clicked_at, channel, sub_ids, click_ids, kind from goodword_click where id = $1",
);
const insertKey = insertInto({
  table: "goodword_visitor_key",
  columns: { day: "text", key: "text" },
  conflict: "ignore",
});
const keyOfDay = statement("select key from goodword_visitor_key where day = $1");

/** Finds codes one by one and in the order given: by their index, also where it was planned for a small table. */
function visitsOf(rows: string): string {
  const columns = Object.keys(brought);
  const found = "select program_id, status from goodword_code where code = given.code offset 0";
  const values = columns.map((name) => (name === "sub_ids" ? "sub_ids::jsonb" : name)).join(", ");
  return `with visit as (select given.*, link.* from ${rows} cross join lateral (${found}) as link),
    click as (insert into goodword_click (${columns.join(", ")}, program_id, click_ids)
      select ${values}, program_id, nullif(programs::jsonb -> program_id, '{}') from visit
      where status = 'active' and programs::jsonb -> program_id is not null on conflict do nothing)
    select code, program_id, status from visit`;
}

export function knexClickStore(knex: Knex, codes: CodeStore): ClickStore {
  const { run, insert } = statements(knex);

  const write = async (clicks: readonly Click[]): Promise<undefined[]> => {
    // Two instances that write the same clicks in another order would wait for each other for ever.
    await insert(insertClicks, [...clicks].sort(byKey).map(recordOf));
    return clicks.map(() => undefined);
  };
  const grouped = groupCommit(write, visitsAtOnce);
  const record = async (click: Click): Promise<void> => {
    // A transaction's click is there with the transaction, or not at all: others have no part in it.
    if (!knex.isTransaction) await grouped(click);
    else await write([click]);
  };

  const writeVisits = async (visits: readonly Visit[]) => {
    const links = await insert<keyof typeof visited, LinkRow>(
      visitCodes,
      [...visits].sort(byKey).map(visitOf),
    );
    const found = new Map(links.map((row) => [row.code, linkOf(row)]));
    return visits.map(({ code }) => found.get(code) ?? null);
  };
  const visitOnSqlite: ClickStore["visit"] = async (visit) => {
    const link = await codes.linkOf(visit.code);
    const click = clickOfVisit(visit, link);
    if (click !== null) await record(click);
    return link;
  };

  const readKey = async (day: string): Promise<string | undefined> =>
    (await run<{ key: string }>(keyOfDay, [day]))[0]?.key;
  const sharedKey = async (day: string, make: () => string): Promise<string> => {
    const known = await readKey(day);
    if (known !== undefined) return known;
    await insert(insertKey, [{ day, key: make() }]);
    // Another instance may have been first.
    const key = await readKey(day);
    if (key === undefined)
      throw new GoodwordError("GW_VISITOR_KEY", `store: the key of ${day} was destroyed`);
    return key;
  };
  let today: { readonly day: string; readonly key: Promise<string> } | null = null;

  return {
    visit: dialectOf(knex) === "pg" ? groupCommit(writeVisits, visitsAtOnce) : visitOnSqlite,
    record,
    async byId(id) {
      const [row] = await run<ClickRecord>(clickById, [id]);
      return row === undefined ? null : clickOf(row);
    },
    async visitorKey(day, make) {
      if (knex.isTransaction) return sharedKey(day, make);
      if (today?.day === day) return today.key;
      const key = sharedKey(day, make);
      // One day's only: a key that is destroyed must not live on in memory.
      const asked = { day, key };
      today = asked;
      key.catch(() => {
        if (today === asked) today = null;
      });
      return key;
    },
  };
}

type Keyed = Pick<Click, "code" | "visitor" | "hour">;

function byKey(a: Keyed, b: Keyed): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  if (a.visitor !== b.visitor) return a.visitor < b.visitor ? -1 : 1;
  return a.hour.getTime() - b.hour.getTime();
}

function recordOf(click: Click) {
  return { ...broughtBy(click), program_id: click.programId, click_ids: unlessEmpty(click.clickIds) };
}

function visitOf(visit: Visit) {
  return { ...broughtBy(visit), programs: Object.fromEntries(visit.programs) };
}

function broughtBy({
  id,
  code,
  visitor,
  network,
  hour,
  clickedAt,
  channel,
  subIds,
  kind,
}: Omit<Click, "programId" | "clickIds">) {
  return {
    id,
    code,
    visitor,
    network,
    hour,
    clicked_at: clickedAt,
    channel,
    sub_ids: unlessEmpty(subIds),
    kind,
  };
}

function unlessEmpty(fields: object): object | null {
  return Object.keys(fields).length === 0 ? null : fields;
}

function clickOf(row: ClickRecord): Click {
  return {
    id: row.id,
    code: row.code,
    programId: row.program_id,
    visitor: row.visitor,
    network: row.network,
    hour: timeOf(row.hour),
    clickedAt: timeOf(row.clicked_at),
    channel: row.channel,
    subIds: row.sub_ids === null ? {} : jsonOf<Click["subIds"]>(row.sub_ids),
    clickIds: row.click_ids === null ? {} : jsonOf<Click["clickIds"]>(row.click_ids),
    kind: row.kind,
  };
}
