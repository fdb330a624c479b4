import { randomBytes } from "node:crypto";
import { type Click, mostChannelsAnHour, otherChannels } from "@goodword/core";
import { aClick, aCode } from "@goodword/testing";
import { type Knex, knex } from "knex";
import type { Dialect } from "./columns";
import { knexStore, knexStores } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { migrationSql } from "./migrations/migration-sql";

const schema = `test_${randomBytes(8).toString("hex")}`;
const open: Record<Dialect, () => Knex> = {
  pg: () =>
    knex({
      client: "pg",
      connection: String(process.env.TEST_DATABASE_URL),
      searchPath: [schema],
      pool: { min: 1, max: 6 },
    }),
  "better-sqlite3": () =>
    knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true }),
};
const many = (count: number, change: (n: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, n) =>
    aClick({ id: `click_${n}`, visitor: `visitor_${n}`, ...change(n) }),
  );

let database: Knex;
const openDatabase = async (dialect: Dialect) => {
  database = open[dialect]();
  if (dialect === "pg") await database.raw(`create schema ${schema}`);
};
const closeDatabase = async (dialect: Dialect) => {
  if (dialect === "pg") await database.raw(`drop schema ${schema} cascade`);
  await database.destroy();
};

describe.each<Dialect>(["pg", "better-sqlite3"])("clicks on %s", (dialect) => {
  beforeEach(async () => {
    await openDatabase(dialect);
    await migrate(database);
  });
  afterEach(() => closeDatabase(dialect));

  /** Statements that insert clicks while `act` runs. */
  const inserts = async (act: () => Promise<unknown>) => {
    const sent: string[] = [];
    const listener = ({ sql }: { sql: string }) => {
      if (sql.includes("insert into goodword_click ")) sent.push(sql);
    };
    database.on("query", listener);
    await act();
    database.removeListener("query", listener);
    return sent.length;
  };

  it("writes the clicks that wait for a write with the next, 500 at most", async () => {
    const { clicks } = knexStore(database);
    const record = (all: ReturnType<typeof many>) => Promise.all(all.map((click) => clicks.record(click)));
    expect(await inserts(() => record(many(200)))).toBe(2);
    expect(await inserts(() => record(many(1_100, (n) => ({ visitor: `other_${n}` }))))).toBe(4);
    expect(Number((await database("goodword_click").count({ count: "*" }).first())?.count)).toBe(1_300);
  });

  it("answers visits as it writes clicks: those that wait with the next", async () => {
    const { clicks, codes } = knexStore(database);
    await codes.mint([aCode()]);
    const visit = (all: ReturnType<typeof many>) =>
      Promise.all(all.map((click) => clicks.visit({ ...click, programs: new Map([["default", {}]]) })));
    expect(await inserts(() => visit(many(200)))).toBe(2);
    expect(await inserts(() => visit(many(1_100, (n) => ({ visitor: `other_${n}` }))))).toBe(4);
    // What a click did not carry takes no space.
    const bare = database("goodword_click").whereNull("sub_ids").whereNull("click_ids");
    expect(Number((await bare.count({ count: "*" }).first())?.count)).toBe(1_300);
  });

  it("writes a transaction's clicks alone", async () => {
    const write = () =>
      database.transaction(async (trx) => {
        const { clicks } = knexStores(trx);
        for (const click of many(3)) await clicks.record(click);
      });
    expect(await inserts(write)).toBe(3);
  });

  it("tells all who wait when a write fails, and takes the next click", async () => {
    const { clicks } = knexStore(database);
    const wrong = aClick({ clickedAt: new Date(0), channel: { toString: null } as unknown as string });
    const answers = await Promise.allSettled([wrong, ...many(3)].map((click) => clicks.record(click)));
    expect(answers.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
    await clicks.record(aClick());
    expect(await clicks.byId(aClick().id)).toEqual(aClick());
  });

  it("asks for a day's key once, and again after a failure", async () => {
    const { clicks } = knexStore(database);
    let queries = 0;
    const listener = () => {
      queries += 1;
    };
    await database.raw("alter table goodword_visitor_key rename to goodword_gone");
    await expect(clicks.visitorKey("2026-11-02", () => "lost")).rejects.toBeTruthy();
    await database.raw("alter table goodword_gone rename to goodword_visitor_key");
    await clicks.visitorKey("2026-11-02", () => "kept");
    database.on("query", listener);
    expect(await clicks.visitorKey("2026-11-02", () => "no")).toBe("kept");
    expect(queries).toBe(0);
    // One day's only is remembered.
    await clicks.visitorKey("2026-11-03", () => "next");
    const asked = queries;
    expect(await clicks.visitorKey("2026-11-02", () => "no")).toBe("kept");
    expect(queries).toBe(asked + 1);
    database.removeListener("query", listener);
  });

  it("tells when a key is destroyed at the moment it is made", async () => {
    const { clicks } = knexStore(database);
    const trigger =
      dialect === "pg"
        ? `create function ${schema}.vanish() returns trigger language plpgsql as $$ begin return null; end $$;
           create trigger vanish before insert on goodword_visitor_key for each row execute function ${schema}.vanish()`
        : `create trigger vanish after insert on goodword_visitor_key begin delete from goodword_visitor_key; end`;
    await database.raw(trigger);
    await expect(clicks.visitorKey("2026-11-02", () => "gone")).rejects.toMatchObject({
      code: "GW_VISITOR_KEY",
      message: "store: the key of 2026-11-02 was destroyed",
    });
  });

  describe("counted by channel", () => {
    const hour = new Date("2026-11-02T09:00:00Z");
    const click = async (channels: readonly (string | null)[], change: Partial<Click> = {}) => {
      const { clicks } = knexStore(database);
      const made = channels.map((channel) => {
        const id = randomBytes(8).toString("hex");
        return aClick({ id, visitor: id, channel, clickedAt: hour, ...change });
      });
      await Promise.all(made.map((one) => clicks.record(one)));
    };
    const rollUp = () =>
      knexStore(database).transaction(({ clickHistory }) =>
        clickHistory.rollUp({ from: hour, until: new Date(hour.getTime() + 3_600_000) }),
      );
    const rows = async (kind = "human") =>
      Object.fromEntries(
        (await database("goodword_click_hour").where({ kind })).map(({ channel, clicks }) => [
          channel,
          Number(clicks),
        ]),
      );
    const names = (count: number, name = "channel") =>
      Array.from({ length: count }, (_, n) => `${name}-${String(n).padStart(3, "0")}`);
    const once = (channels: readonly string[]) => Object.fromEntries(channels.map((name) => [name, 1]));

    it("has a row for each while they are few, and one for clicks of none", async () => {
      await click([null, ...names(mostChannelsAnHour - 1)]);
      await rollUp();
      expect(await rows()).toEqual({ "": 1, ...once(names(mostChannelsAnHour - 1)) });
    });

    it("has a row for the most clicked of a link, hour and kind, and one for all others", async () => {
      // Sorted by their bytes, capitals come first in both databases.
      const invented = [...names(300), "Z"];
      await click([null, "real", "real", ...invented]);
      await click(names(2), { kind: "bot" });
      await rollUp();
      const kept = mostChannelsAnHour - 3;
      expect(await rows()).toEqual({
        "": 1,
        real: 2,
        Z: 1,
        ...once(names(kept)),
        [otherChannels]: invented.length - 1 - kept,
      });
      expect(await rows("bot")).toEqual(once(names(2)));
    });

    it("takes the row of a channel that is no longer one of them, and leaves hours without clicks alone", async () => {
      await click(names(mostChannelsAnHour));
      await click(["bot"], { kind: "bot" });
      await rollUp();
      await click([...names(mostChannelsAnHour, "late"), ...names(mostChannelsAnHour, "late")]);
      await database("goodword_click").where({ kind: "bot" }).delete();
      await rollUp();
      expect(await rows()).toEqual({
        ...Object.fromEntries(names(mostChannelsAnHour, "late").map((name) => [name, 2])),
        [otherChannels]: mostChannelsAnHour,
      });
      expect(await rows("bot")).toEqual({ bot: 1 });
      await rollUp();
      expect(Object.keys(await rows())).toHaveLength(mostChannelsAnHour + 1);
    });
  });

  it("costs as many queries for a page of advocates, before and after clicks are counted", async () => {
    const store = knexStore(database);
    let queries = 0;
    await store.codes.mint([aCode()]);
    await store.clicks.record(aClick());
    database.on("query", () => {
      queries += 1;
    });
    await store.clickHistory.days({ programId: null, from: new Date(0), until: new Date() });
    expect(queries).toBe(1);
  });
});

describe.each<Dialect>(["pg", "better-sqlite3"])("migrating clicks on %s", (dialect) => {
  beforeEach(() => openDatabase(dialect));
  afterEach(() => closeDatabase(dialect));
  const run = async (direction: "up" | "down", name: string) => {
    for (const sql of migrationSql(dialect, direction, name)) await database.raw(sql);
  };

  it("carries the clicks over, and back", async () => {
    await run("up", "001-initial");
    const hour = new Date("2026-11-02T09:00:00Z");
    const old = {
      id: "click_1",
      code: aCode().code,
      visitor: "first",
      hour,
      clicked_at: new Date("2026-11-02T09:12:34.567Z"),
      channel: "whatsapp",
      bot: false,
    };
    const machine = { ...old, id: "click_2", code: "UNKNOWN", channel: null, bot: true };
    await database("goodword_click").insert([old, machine]);
    await database("goodword_code").insert({
      code: old.code,
      program_id: "vip",
      participant_id: "p",
      status: "active",
      created_at: hour,
    });
    const before = await database("goodword_click").orderBy("id");
    await run("up", "002-clicks");
    await run("up", "008-visits");
    const { clicks } = knexStore(database);
    expect(await clicks.byId("click_1")).toEqual(
      aClick({
        programId: "vip",
        visitor: "first",
        network: null,
        clickedAt: old.clicked_at,
        channel: "whatsapp",
        subIds: { s1: "whatsapp" },
      }),
    );
    expect(await clicks.byId("click_2")).toMatchObject({ programId: "unknown", kind: "bot", subIds: {} });
    await clicks.record(aClick({ id: "again", visitor: "first" }));
    expect(await clicks.byId("again")).toBeNull();
    await run("down", "008-visits");
    await run("down", "002-clicks");
    expect(await database("goodword_click").orderBy("id")).toEqual(before);
    const twice = database("goodword_click").insert({ ...old, id: "click_3" });
    await expect(twice).rejects.toMatchObject({ message: expect.stringMatching(/unique/i) });
  });

  it("leaves the schema as it was", async () => {
    const things = async () => {
      const sql =
        dialect === "pg"
          ? `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as name
               from information_schema.columns where table_schema = '${schema}'
             union all select indexdef from pg_indexes where schemaname = '${schema}'
             union all select conname from pg_constraint where connamespace = '${schema}'::regnamespace order by 1`
          : "select coalesce(sql, name) as name from sqlite_schema order by 1";
      const answer = await database.raw(sql);
      return (dialect === "pg" ? answer.rows : answer).map(({ name }: { name: string }) => name);
    };
    await run("up", "001-initial");
    const before = await things();
    await run("up", "002-clicks");
    expect(await things()).not.toEqual(before);
    await run("down", "002-clicks");
    expect(await things()).toEqual(before);
  });
});

describe("clicks on PostgreSQL by month", () => {
  const at = (text: string) => new Date(`${text}Z`);
  beforeEach(async () => {
    await openDatabase("pg");
    await migrate(database);
  });
  afterEach(() => closeDatabase("pg"));
  const months = async (): Promise<string[]> => {
    const { rows } = await database.raw(
      `select relname from pg_class where relnamespace = '${schema}'::regnamespace and relkind = 'r'
       and relname ~ '^goodword_click_(rest|[0-9])' order by relname`,
    );
    return rows.map(({ relname }: { relname: string }) => relname.replace("goodword_click_", ""));
  };
  const openMonths = (from: string, until: string) =>
    knexStore(database).transaction(({ clickHistory }) =>
      clickHistory.openMonths({ from: at(from), until: at(until) }),
    );
  const countIn = async (month: string) =>
    (await database(`goodword_click_${month}`).select("id")).map(({ id }) => id);

  it("makes the months of a period once, over the year's end", async () => {
    expect(await months()).toEqual(["rest"]);
    await openMonths("2026-11-30T23:00:00", "2027-01-01T00:00:00.001");
    const made = ["2026_11", "2026_12", "2027_01", "rest"];
    expect(await months()).toEqual(made);
    await openMonths("2026-11-30T23:00:00", "2027-02-01T00:00:00");
    expect(await months()).toEqual(made);
    const { clicks } = knexStore(database);
    await clicks.record(aClick({ id: "last", clickedAt: at("2026-11-30T23:59:59") }));
    await clicks.record(aClick({ id: "first", clickedAt: at("2026-12-01T00:00:00") }));
    await clicks.record(aClick({ id: "stray", clickedAt: at("2027-02-01T00:00:00") }));
    expect([await countIn("2026_11"), await countIn("2026_12"), await countIn("rest")]).toEqual([
      ["last"],
      ["first"],
      ["stray"],
    ]);
    await clicks.record(aClick({ id: "again", clickedAt: at("2026-12-01T00:30:00") }));
    expect(await clicks.byId("again")).toBeNull();
  });

  it("leaves a month with the rest whose clicks are there already", async () => {
    await knexStore(database).clicks.record(aClick({ clickedAt: at("2026-11-30T23:59:59") }));
    await openMonths("2026-11-30T00:00:00", "2026-12-02T00:00:00");
    expect(await months()).toEqual(["2026_12", "rest"]);
    await database("goodword_click").delete();
    await openMonths("2026-11-30T00:00:00", "2026-12-02T00:00:00");
    expect(await months()).toEqual(["2026_11", "2026_12", "rest"]);
  });

  it("drops a month when the last of its clicks is gone, and not before", async () => {
    await openMonths("2026-10-01T00:00:00", "2026-12-01T00:00:00");
    const purgedUntil = (text: string) =>
      knexStore(database).transaction(async ({ clickHistory }) => {
        await clickHistory.saveProgress({
          ...(await clickHistory.lockProgress()),
          purgedUntil: at(text),
        });
        await clickHistory.openMonths({ from: at("2026-11-01T00:00:00"), until: at("2026-11-02T00:00:00") });
      });
    await purgedUntil("2026-10-31T23:00:00");
    expect(await months()).toEqual(["2026_10", "2026_11", "rest"]);
    await purgedUntil("2026-11-01T00:00:00");
    expect(await months()).toEqual(["2026_11", "rest"]);
  });

  it("does not wait long for a report that reads the clicks", async () => {
    const report = await database.transaction();
    await report("goodword_click").select("id");
    await expect(openMonths("2026-11-01T00:00:00", "2026-11-02T00:00:00")).rejects.toMatchObject({
      code: "55P03",
    });
    await report.rollback();
    await openMonths("2026-11-01T00:00:00", "2026-11-02T00:00:00");
    expect(await months()).toEqual(["2026_11", "rest"]);
  });

  it("two instances that write the same clicks in another order do not wait in a circle", async () => {
    const slow = `create function ${schema}.slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.002); return new; end $$`;
    await database.raw(slow);
    await database.raw(
      `create trigger slow before insert on goodword_click for each row execute function ${schema}.slow()`,
    );
    const same = many(40, (n) => ({
      code: `CODE-${n % 3}`,
      visitor: `visitor_${n % 8}`,
      clickedAt: new Date(n * 3_600_000),
    }));
    const others = [...same].reverse().map((click) => ({ ...click, id: `other_${click.id}` }));
    const [one, two] = [knexStore(database).clicks, knexStore(database).clicks];
    // The first write of each is one click: the others wait together.
    await Promise.all([one.record(aClick({ id: "a" })), two.record(aClick({ id: "b", visitor: "b" }))]);
    const ways = {
      record: ({ record }: typeof one, click: Click) => record(click),
      visit: ({ visit }: typeof one, click: Click) =>
        visit({ ...click, programs: new Map([["default", {}]]) }),
    };
    await knexStore(database).codes.mint(
      [0, 1, 2].map((n) => aCode({ code: `CODE-${n}`, participantId: `p_${n}` })),
    );
    for (const write of Object.values(ways)) {
      const all = (clicks: typeof one, some: typeof same) =>
        Promise.all(some.map((click) => write(clicks, click)));
      await Promise.all([all(one, same), all(two, others)]);
      expect(await database("goodword_click").whereNotIn("id", ["a", "b"]).delete()).toBe(40);
    }
  });
});
