import type { Identity } from "@goodword/core";
import {
  aCode,
  aLedgerEntry,
  aMessage,
  aParticipant,
  aRecordedOrder,
  describeEngine,
  describeStore,
} from "@goodword/testing";
import type { Knex } from "knex";
import { knexStore, knexStores } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { migrationNames } from "./migrations/migrations";
import { emptySchema, emptyTables } from "./testing/empty-schema";

/** Hands times over as text, as Medusa's MikroORM sets its driver up: date, timestamp, timestamptz, interval. */
const timesAsText: Knex.PoolConfig["afterCreate"] = (
  connection: { setTypeParser(oid: number, format: "text", parse: (text: string) => string): void },
  done: (error: Error | null, connection: unknown) => void,
) => {
  for (const oid of [1082, 1114, 1184, 1186]) connection.setTypeParser(oid, "text", (text) => text);
  done(null, connection);
};

function describePostgres(name: string, pool?: Knex.PoolConfig): void {
  describe(name, () => {
    const open = emptyTables(pool);
    const openStore = async () => ({ store: knexStore(await open()), close: async () => {} });
    describeStore("store", openStore);
    describeEngine("store", openStore);
  });
}

describePostgres("PostgreSQL");
describePostgres("PostgreSQL as Medusa opens it", { afterCreate: timesAsText });

describe("on PostgreSQL", () => {
  const open = emptySchema();
  let database: Knex;
  beforeEach(async () => {
    database = await open();
    await migrate(database);
  });

  it.each(["goodword_ledger_entry", "goodword_ledger_posting"])(
    "the database refuses to change, delete from or empty %s",
    async (table) => {
      const { ledger } = knexStore(database);
      await ledger.post([aLedgerEntry()]);
      const refused = `${table}: a ledger is append-only`;
      const column = table === "goodword_ledger_entry" ? "rule" : "account";
      await expect(database(table).update({ [column]: "other" })).rejects.toThrow(refused);
      // Also where no row matches: the attempt is the fault.
      await expect(database(table).where(column, "nobody").delete()).rejects.toThrow(refused);
      await expect(database.raw(`truncate ${table} cascade`)).rejects.toThrow("a ledger is append-only");
      expect(await ledger.byOrder("order_2")).toEqual([aLedgerEntry()]);
    },
  );

  it("a worker skips what another holds in an open transaction, instead of waiting for it", async () => {
    const now = aMessage().availableAt;
    const claim = { now, limit: 2, leaseUntil: new Date(now.getTime() + 60_000) };
    const { outbox } = knexStore(database);
    await outbox.put(["a", "b", "c"].map((id) => aMessage({ id })));
    const first = await database.transaction();
    const second = await database.transaction();
    const held = await knexStores(first).outbox.claim(claim);
    const others = await knexStores(second).outbox.claim(claim);
    expect(held.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(others.map(({ id }) => id)).toEqual(["c"]);
    // The first worker dies: what it held is free, and not counted as tried.
    await first.rollback();
    await second.commit();
    expect(await outbox.claim(claim)).toMatchObject([
      { id: "a", attempts: 1 },
      { id: "b", attempts: 1 },
    ]);
  });

  it("an order that is locked makes the next reader wait for what is written", async () => {
    await knexStore(database).orders.record([aRecordedOrder()]);
    const canceling = await database.transaction();
    await knexStores(canceling).orders.lock(["order_2"]);
    let read = false;
    const reading = knexStore(database)
      .transaction((stores) => stores.orders.lock(["order_2"]))
      .then((orders) => {
        read = true;
        return orders[0];
      });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(read).toBe(false);
    await knexStores(canceling).orders.update([aRecordedOrder({ canceledAt: new Date(1) })]);
    await canceling.commit();
    expect((await reading)?.canceledAt).toEqual(new Date(1));
  });

  it("enrolments that name the same identities the other way round do not wait in a circle", async () => {
    const slow = `create function slow() returns trigger language plpgsql as
      $$ begin perform pg_sleep(0.05); return new; end $$`;
    await database.raw(slow);
    await database.raw(
      "create trigger slow before insert on goodword_identity for each row execute function slow()",
    );
    const { participants } = knexStore(database);
    const known: Identity[] = [
      { kind: "customer", value: "cus_1" },
      { kind: "email", value: "hmac-of-anna" },
    ];
    const enrolled = await Promise.all([
      participants.enrol([{ candidate: aParticipant({ id: "participant_1" }), own: known, mentioned: [] }]),
      participants.enrol([
        { candidate: aParticipant({ id: "participant_2" }), own: [...known].reverse(), mentioned: [] },
      ]),
    ]);
    const [one, other] = enrolled.flat().map(({ participant }) => participant.id);
    expect(one).toBe(other);
  });

  it("a page of advocates costs as many queries as one advocate", async () => {
    const { participants, codes, insight } = knexStore(database);
    for (let n = 0; n < 20; n++) {
      const candidate = aParticipant({ id: `p${n}` });
      await participants.enrol([{ candidate, own: [{ kind: "email", value: `${n}` }], mentioned: [] }]);
      await codes.mint([aCode({ code: `FRIEND-${n}`, participantId: `p${n}` })]);
    }
    let queries = 0;
    database.on("query", () => {
      queries++;
    });
    expect((await insight.advocates({ limit: 20, offset: 0 })).rows).toHaveLength(20);
    const page = queries;
    await insight.advocates({ limit: 1, offset: 0 });
    expect(queries - page).toBe(page);
    database.removeAllListeners("query");
  });

  it("a host's own transaction carries the inbox row with it", async () => {
    const claim = { now: aMessage().availableAt, limit: 9, leaseUntil: new Date("2027-01-01") };
    const rolledBack = await database.transaction();
    expect(await knexStores(rolledBack).inbox.put([aMessage()])).toBe(1);
    await rolledBack.rollback();
    expect(await knexStore(database).inbox.claim(claim)).toEqual([]);
    await database.transaction((trx) => knexStores(trx).inbox.put([aMessage()]));
    expect(await knexStore(database).inbox.claim(claim)).toHaveLength(1);
  });

  it("a store on an open transaction still takes its own work back alone", async () => {
    await database.transaction(async (trx) => {
      const store = knexStore(trx);
      await store.watermarks.set("kept", new Date(1));
      const work = store.transaction(async (stores) => {
        await stores.watermarks.set("lost", new Date(1));
        throw new Error("stop");
      });
      await expect(work).rejects.toThrow("stop");
    });
    const { watermarks } = knexStore(database);
    expect([await watermarks.get("kept"), await watermarks.get("lost")]).toEqual([new Date(1), null]);
  });
});

describe("migrating PostgreSQL", () => {
  const open = emptySchema();

  it("runs once when ten instances start at once", async () => {
    const database = await open();
    const ran = await Promise.all(Array.from({ length: 10 }, () => migrate(database)));
    expect(ran.flat()).toEqual(migrationNames);
  });
});
