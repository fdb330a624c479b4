import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aLedgerEntry, describeStore } from "@goodword/testing";
import { type Knex, knex } from "knex";
import { knexStore } from "./knex-store";
import { migrate } from "./migrations/migrate";

const sqlite = (filename: string) =>
  knex({ client: "better-sqlite3", connection: { filename }, useNullAsDefault: true });

describeStore("SQLite in memory", async () => {
  const database = sqlite(":memory:");
  await migrate(database);
  return { store: knexStore(database), close: () => database.destroy() };
});

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

describe("the ledger on SQLite", () => {
  let database: Knex;
  beforeEach(async () => {
    database = sqlite(":memory:");
    await migrate(database);
    await knexStore(database).ledger.post(aLedgerEntry());
  });
  afterEach(() => database.destroy());

  it.each(["goodword_ledger_entry", "goodword_ledger_posting"])("refuses changes of %s", async (table) => {
    await expect(database(table).delete()).rejects.toThrow(`${table}: a ledger is append-only`);
    await expect(database.raw(`update ${table} set rowid = rowid`)).rejects.toThrow("append-only");
    expect(await knexStore(database).ledger.byOrder("order_2")).toEqual([aLedgerEntry()]);
  });
});
