import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aLedgerEntry, aMessage, describeEngine, describeStore } from "@goodword/testing";
import { type Knex, knex } from "knex";
import { knexStore } from "./knex-store";
import { migrate } from "./migrations/migrate";

const sqlite = (filename: string) =>
  knex({ client: "better-sqlite3", connection: { filename }, useNullAsDefault: true });

const openInMemory = async () => {
  const database = sqlite(":memory:");
  await migrate(database);
  return { store: knexStore(database), close: () => database.destroy() };
};

describeStore("SQLite in memory", openInMemory);
describeEngine("SQLite", openInMemory);

describeStore("SQLite in a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goodword-store-"));
  const database = sqlite(join(folder, "shop.db"));
  // Only a power cut would tell the difference, and waiting for the disk makes the tests slow.
  await database.raw("pragma synchronous = off");
  await migrate(database);
  return {
    store: knexStore(database),
    close: async () => {
      await database.destroy();
      rmSync(folder, { recursive: true });
    },
  };
});

describe("on SQLite", () => {
  let database: Knex;
  beforeEach(async () => {
    database = sqlite(":memory:");
    await migrate(database);
  });
  afterEach(() => database.destroy());

  it("a worker that lost its lease does not call dead what another has finished", async () => {
    const { outbox } = knexStore(database);
    await outbox.put([aMessage()]);
    await outbox.done(["message_1"], aMessage().availableAt);
    await outbox.fail("message_1", "GW_TIMEOUT", null);
    expect(await database("goodword_outbox").select("state", "error")).toEqual([
      { state: "done", error: null },
    ]);
  });

  it.each(["goodword_ledger_entry", "goodword_ledger_posting"])(
    "the database refuses to change or delete from %s",
    async (table) => {
      const { ledger } = knexStore(database);
      await ledger.post([aLedgerEntry()]);
      // Not `toThrow`: the native driver's error may be of another realm than jest's Error.
      const refused = { message: expect.stringContaining(`${table}: a ledger is append-only`) };
      await expect(database(table).delete()).rejects.toMatchObject(refused);
      await expect(database.raw(`update ${table} set rowid = rowid`)).rejects.toMatchObject(refused);
      expect(await ledger.byOrder("order_2")).toEqual([aLedgerEntry()]);
    },
  );
});
