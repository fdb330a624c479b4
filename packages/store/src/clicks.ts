import { type Click, type ClickStore, GoodwordError } from "@goodword/core";
import type { Knex } from "knex";
import { groupCommit, visitsAtOnce } from "./click-group-commit";
import { jsonOf, type StoredTime, timeOf } from "./columns";
import { insertInto, statement, statements } from "./statements";

interface ClickRecord {
  id: string;
  code: string;
  program_id: string;
  visitor: string;
  hour: StoredTime;
  clicked_at: StoredTime;
  channel: string | null;
  sub_ids: Click["subIds"] | string | null;
  click_ids: Click["clickIds"] | string | null;
  kind: Click["kind"];
}

const insertClicks = insertInto({
  table: "goodword_click",
  columns: {
    id: "text",
    code: "text",
    program_id: "text",
    visitor: "text",
    hour: "timestamptz",
    clicked_at: "timestamptz",
    channel: "text",
    sub_ids: "jsonb",
    click_ids: "jsonb",
    kind: "text",
  },
  // No target, and nothing returned: either costs a visit as much as all of this file.
  conflict: "ignore",
});
const clickById = statement(
  "select id, code, program_id, visitor, hour, clicked_at, channel, sub_ids, click_ids, kind from goodword_click where id = $1",
);
const insertKey = insertInto({
  table: "goodword_visitor_key",
  columns: { day: "text", key: "text" },
  conflict: "ignore",
});
const keyOfDay = statement("select key from goodword_visitor_key where day = $1");

export function knexClickStore(knex: Knex): ClickStore {
  const { run, insert } = statements(knex);

  const write = async (clicks: readonly Click[]): Promise<undefined[]> => {
    // Two instances that write the same clicks in another order would wait for each other for ever.
    await insert(insertClicks, [...clicks].sort(byKey).map(recordOf));
    return clicks.map(() => undefined);
  };
  const grouped = groupCommit(write, visitsAtOnce);

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
    async record(click) {
      // A transaction's click is there with the transaction, or not at all: others have no part in it.
      if (!knex.isTransaction) return grouped(click);
      await write([click]);
    },
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

function byKey(a: Click, b: Click): number {
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  if (a.visitor !== b.visitor) return a.visitor < b.visitor ? -1 : 1;
  return a.hour.getTime() - b.hour.getTime();
}

function recordOf({ id, code, programId, visitor, hour, clickedAt, channel, subIds, clickIds, kind }: Click) {
  return {
    id,
    code,
    program_id: programId,
    visitor,
    hour,
    clicked_at: clickedAt,
    channel,
    sub_ids: Object.keys(subIds).length === 0 ? null : subIds,
    click_ids: Object.keys(clickIds).length === 0 ? null : clickIds,
    kind,
  };
}

function clickOf(row: ClickRecord): Click {
  return {
    id: row.id,
    code: row.code,
    programId: row.program_id,
    visitor: row.visitor,
    hour: timeOf(row.hour),
    clickedAt: timeOf(row.clicked_at),
    channel: row.channel,
    subIds: row.sub_ids === null ? {} : jsonOf<Click["subIds"]>(row.sub_ids),
    clickIds: row.click_ids === null ? {} : jsonOf<Click["clickIds"]>(row.click_ids),
    kind: row.kind,
  };
}
