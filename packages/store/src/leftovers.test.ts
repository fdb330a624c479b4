import { type Knex, knex } from "knex";
import { knexStore } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { emptyTables } from "./testing/empty-schema";

const empty = emptyTables();

const sqlite = async () => {
  const database = knex({
    client: "better-sqlite3",
    connection: { filename: ":memory:" },
    useNullAsDefault: true,
  });
  await migrate(database);
  return { database, close: () => database.destroy() };
};
const pg = async () => ({ database: await empty(), close: async () => {} });

describe.each<[string, () => Promise<{ database: Knex; close: () => Promise<void> }>]>([
  ["PostgreSQL", pg],
  ["SQLite", sqlite],
])("counts of requests on %s", (_name, open) => {
  it("are deleted when they are over, so many at a time", async () => {
    const { database, close } = await open();
    const now = Date.UTC(2026, 10, 2);
    const keys = [1, 2, 3].map((n) => ({ key: `over-${n}`, points: 1, expire: now - n }));
    await database("goodword_limit").insert([...keys, { key: "running", points: 5, expire: now + 1 }]);
    const { leftovers } = knexStore(database);
    expect(await leftovers.deleteCounts(new Date(now), 2)).toBe(2);
    expect(await leftovers.deleteCounts(new Date(now), 2)).toBe(1);
    expect(await leftovers.deleteCounts(new Date(now), 2)).toBe(0);
    expect(await database("goodword_limit").pluck("key")).toEqual(["running"]);
    await close();
  });
});
