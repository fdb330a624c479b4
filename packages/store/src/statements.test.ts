import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { type Knex, knex } from "knex";
import type { Dialect } from "./columns";
import { insertInto, statement, statements } from "./statements";

const schema = `test_${randomBytes(8).toString("hex")}`;
const open: Record<Dialect, () => Knex> = {
  pg: () =>
    knex({
      client: "pg",
      connection: String(process.env.TEST_DATABASE_URL),
      searchPath: [schema],
      pool: { min: 1, max: 4 },
    }),
  "better-sqlite3": () =>
    knex({ client: "better-sqlite3", connection: { filename: ":memory:" }, useNullAsDefault: true }),
};

const columns = {
  id: "text",
  note: "text",
  at: "timestamptz",
  big: "bigint",
  few: "integer",
  flag: "boolean",
  data: "jsonb",
} as const;
const everything = ["id", "note", "at", "cast(big as text) as big", "few", "flag", "data"];
const keep = insertInto({ table: "thing", columns, returning: everything });
const keepOnce = insertInto({ table: "thing", columns, conflict: "ignore", returning: ["id"] });
const keepFirst = insertInto({ table: "thing", columns, conflict: { target: ["id"] }, returning: ["id"] });
const keepLast = insertInto({
  table: "thing",
  columns,
  conflict: { target: ["id"], merge: ["note", "few"] },
});
const keepMost = insertInto({
  table: "thing",
  columns,
  conflict: { target: ["id"], merge: ["few"], where: "thing.few < excluded.few" },
  returning: ["few"],
});
const all = statement("select id, note, few from thing order by id");
const byFew = statement("select id from thing where few = $1 and id <> $2 order by id");
const among = statement(
  "select id from thing where id = any($1::text[]) order by id",
  "select id from thing where id in (select value from json_each($1)) order by id",
);
const amongBig = statement(
  "select id from thing where big = any($1::bigint[]) order by id",
  "select id from thing where big in (select value from json_each($1)) order by id",
);
const forget = statement("delete from thing where few >= $1");

interface Thing {
  id: string;
  note: string | null;
  at: Date | null;
  big: bigint;
  few: number;
  flag: boolean;
  data: object | null;
}
const aThing = (change: Partial<Thing> = {}): Thing => ({
  id: "a",
  note: null,
  at: new Date("2026-11-02T09:00:00.123Z"),
  big: 1n,
  few: 1,
  flag: true,
  data: null,
  ...change,
});

/** A row as it was before the driver's own ways: SQLite knows neither times, booleans nor JSON. */
const read = ({ at, flag, data, ...rest }: Record<string, unknown>) => ({
  ...rest,
  at: at === null ? null : new Date(at as number | Date),
  flag: Boolean(flag),
  data: typeof data === "string" ? JSON.parse(data) : data,
});
const written = ({ big, ...rest }: Thing) => ({ ...rest, big: String(big) });

it("names a statement after its text, in what PostgreSQL takes as a name", () => {
  expect(statement("select 1").name).toBe(statement("select 1").name);
  expect(statement("select 1").name).toMatch(/^goodword_[0-9a-f]{32}$/);
  expect(statement("select 1").name).not.toBe(statement("select 2").name);
});

describe.each<Dialect>(["pg", "better-sqlite3"])("statements on %s", (dialect) => {
  let database: Knex;
  beforeAll(async () => {
    database = open[dialect]();
    if (dialect === "pg") await database.raw(`create schema ${schema}`);
    await database.schema.createTable("thing", (table) => {
      table.text("id").primary();
      table.text("note");
      table.timestamp("at", { useTz: true });
      table.bigInteger("big").notNullable();
      table.integer("few").notNullable();
      table.boolean("flag").notNullable();
      table.jsonb("data");
    });
  });
  afterEach(() => database("thing").delete());
  afterAll(async () => {
    if (dialect === "pg") await database.raw(`drop schema ${schema} cascade`);
    await database.destroy();
  });
  const on = () => statements(database);
  const ids = async () => (await on().run<{ id: string }>(all)).map(({ id }) => id);

  it("gives back each value as it went in, whatever it holds", async () => {
    const nasty = [
      "",
      "NULL",
      "null",
      'a "quote"',
      "back\\slash\\",
      "{a,b}",
      "it's, so",
      "😀\n\t",
      "$1 ?",
      " ",
    ];
    const things = nasty.map((note, n) =>
      aThing({ id: `${n}`, note, data: { [`k${note}`]: [note, null, 1] } }),
    );
    things.push(
      aThing({ id: "x", at: null, big: -9223372036854775808n, flag: false, few: -7 }),
      aThing({ id: "y", big: 9223372036854775807n, at: new Date(0), data: [] }),
    );
    const rows = await on().insert(keep, things);
    expect(rows.map(read)).toEqual(things.map(written));
  });

  it("gives back any text", async () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (notes) => {
        await database("thing").delete();
        const rows = await on().insert<keyof Thing, Thing>(
          keep,
          notes.map((note, n) => aThing({ id: `${n}`, note })),
        );
        expect(rows.map(({ note }) => note)).toEqual(notes);
      }),
      { numRuns: Math.min(Number(process.env.GOODWORD_RUNS ?? 100), 1_000) },
    );
  });

  it("holds what Knex itself would have written", async () => {
    const { data, ...thing } = aThing();
    await on().insert(keep, [{ ...thing, data }]);
    await database("thing").insert({ ...thing, id: "b", big: "1" });
    const [ours, its] = await database("thing").orderBy("id");
    expect({ ...ours, id: "b" }).toEqual(its);
  });

  it("leaves out a row whose key is taken, also by one of the same set", async () => {
    expect(await on().insert(keepOnce, [aThing(), aThing({ few: 2 }), aThing({ id: "b" })])).toEqual([
      { id: "a" },
      { id: "b" },
    ]);
    expect(await on().insert(keepFirst, [aThing({ few: 3 }), aThing({ id: "c" })])).toEqual([{ id: "c" }]);
    expect(await on().run(all)).toEqual(["a", "b", "c"].map((id) => ({ id, note: null, few: 1 })));
  });

  it("writes the named columns over, and only where asked to", async () => {
    await on().insert(keepLast, [aThing({ note: "first", few: 5 })]);
    expect(await on().insert(keepLast, [aThing({ note: "last", few: 6, big: 9n })])).toEqual([]);
    expect(await database("thing").first()).toMatchObject({ note: "last", few: 6 });
    expect(String((await database("thing").first()).big)).toBe("1");
    expect(await on().insert(keepMost, [aThing({ few: 6 })])).toEqual([]);
    expect(await on().insert(keepMost, [aThing({ few: 7, note: "none" })])).toEqual([{ few: 7 }]);
    expect(await on().run(all)).toEqual([{ id: "a", note: "last", few: 7 }]);
  });

  it("inserts all rows or none", async () => {
    const things = [aThing(), aThing({ id: "b" }), aThing()];
    await expect(on().insert(keep, things)).rejects.toBeTruthy();
    expect(await ids()).toEqual([]);
    expect(await on().insert(keep, [])).toEqual([]);
  });

  it("takes lists, and says how many rows it wrote", async () => {
    const odd = 'b"\\,{}';
    const big = 9007199254740993n;
    await on().insert(keep, [aThing(), aThing({ id: odd, few: 2, big }), aThing({ id: "c", few: 3 })]);
    expect(await on().run(among, [["c", odd, "NULL", "z"]])).toEqual([{ id: odd }, { id: "c" }]);
    expect(await on().run(among, [[]])).toEqual([]);
    expect(await on().run(amongBig, [[big]])).toEqual([{ id: odd }]);
    expect(await on().run(byFew, [2, "a"])).toEqual([{ id: odd }]);
    expect(await on().change(forget, [2])).toBe(2);
    expect(await on().change(forget, [2])).toBe(0);
    expect(await ids()).toEqual(["a"]);
  });

  it("runs within the transaction it is given, and is undone with it", async () => {
    const work = database.transaction(async (trx) => {
      await statements(trx).insert(keep, [aThing(), aThing({ id: "b" })]);
      expect(await statements(trx).run(all)).toHaveLength(2);
      await trx.transaction(async (inner) => {
        await statements(inner).insert(keep, [aThing({ id: "c" })]);
      });
      expect(await statements(trx).run(all)).toHaveLength(3);
      throw new Error("stop");
    });
    await expect(work).rejects.toThrow("stop");
    expect(await ids()).toEqual([]);
    await database.transaction((trx) => statements(trx).insert(keep, [aThing()]));
    expect(await ids()).toEqual(["a"]);
  });

  it("refuses a transaction that is over, whose connection is another's by now", async () => {
    const trx = await database.transaction();
    await trx.commit();
    await expect(statements(trx).run(all)).rejects.toMatchObject({ code: "GW_TRANSACTION" });
  });

  it("gives its connection back, also after a failure", async () => {
    const wrong = statement("select nothing from nowhere");
    for (let n = 0; n < 6; n++) await expect(on().run(wrong)).rejects.toBeTruthy();
    expect(await ids()).toEqual([]);
    expect(database.client.pool.numUsed()).toBe(0);
  });

  it("tells Knex's listeners of each query", async () => {
    const heard: unknown[] = [];
    const listener = ({ sql, bindings }: { sql: string; bindings: unknown[] }) => heard.push([sql, bindings]);
    database.on("query", listener);
    await on().run(byFew, [2, "a"]);
    await on().insert(keep, [aThing(), aThing({ id: "b" })]);
    database.removeListener("query", listener);
    expect(heard).toHaveLength(2);
    const given = dialect === "pg" ? ["2", "a"] : [2, "a"];
    expect(heard[0]).toEqual(["select id from thing where few = $1 and id <> $2 order by id", given]);
  });
});

describe("behind a pooler", () => {
  const asked: (string | undefined)[] = [];
  let failure: object | null;
  /** A host whose connections answer as the pooler's servers do. */
  const host = (isTransaction: boolean) => {
    const connection = {
      async query({ name }: { name?: string }) {
        asked.push(name);
        if (failure !== null && name !== undefined) throw failure;
        return { rows: [{ one: 1 }], rowCount: 1 };
      },
    };
    const client = {
      dialect: "postgresql",
      config: {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      emit: () => true,
    };
    return { client, isTransaction, isCompleted: () => false } as unknown as Knex;
  };
  const one = statement("select 1 as one");
  beforeEach(() => {
    asked.length = 0;
  });

  it.each([{ code: "26000" }, { code: "42P05" }, { code: "0A000", routine: "RevalidateCachedQuery" }])(
    "does without names from the first time a prepared statement is refused: %p",
    async (refusal) => {
      failure = refusal;
      const knex = host(false);
      expect(await statements(knex).run(one)).toEqual([{ one: 1 }]);
      expect(await statements(knex).run(one)).toEqual([{ one: 1 }]);
      expect(asked).toEqual([one.name, undefined, undefined]);
    },
  );

  it("lets the refusal end a transaction, and does without names in the next", async () => {
    failure = { code: "26000" };
    const knex = host(true);
    await expect(statements(knex).run(one)).rejects.toBe(failure);
    expect(await statements(knex).run(one)).toEqual([{ one: 1 }]);
    expect(asked).toEqual([one.name, undefined]);
  });

  it.each([{ code: "0A000", routine: "transformSelect" }, { code: "40001" }, {}])(
    "keeps the names at any other failure: %p",
    async (other) => {
      failure = other;
      const knex = host(false);
      await expect(statements(knex).run(one)).rejects.toBe(other);
      failure = null;
      await statements(knex).run(one);
      expect(asked).toEqual([one.name, one.name]);
    },
  );

  it("counts nothing where the driver does not say", async () => {
    failure = null;
    const knex = host(false);
    const { client } = knex as unknown as { client: { acquireConnection: () => Promise<object> } };
    client.acquireConnection = async () => ({ query: async () => ({ rows: [], rowCount: null }) });
    expect(await statements(knex).change(one)).toBe(0);
  });
});
