import type { Knex } from "knex";
import { knexEntities } from "./entities";
import { knexStore } from "./knex-store";
import { migrate } from "./migrations/migrate";
import { emptySchema } from "./testing/empty-schema";

const limits = {
  shoppers: { connections: 2, waitMs: 150, holdMs: 200 },
  background: { connections: 3, waitMs: 400, holdMs: 400 },
};
const busy = { code: "GW_DATABASE_BUSY", action: "retry" };

describe("a store over a host's connections, on PostgreSQL", () => {
  const open = emptySchema({ min: 8, max: 8 });
  let database: Knex;
  beforeEach(async () => {
    database = await open();
    await migrate(database);
  });

  /** Connections that the test itself has taken, as the host does. */
  let hosts = 0;
  const used = () => (database.client as { pool: { numUsed(): number } }).pool.numUsed();
  const store = () => knexStore(database, { limits });
  const forShoppers = () => {
    const { forShoppers: own } = store();
    if (own === undefined) throw new Error("no store for shoppers");
    return own;
  };

  /** Runs work while another holds the table, and answers the most connections that were taken meanwhile, those of the test left out. */
  async function whileLocked(table: string, work: () => Promise<unknown>): Promise<number> {
    let most = 0;
    hosts = 1;
    await database.transaction(async (trx) => {
      await trx.raw("lock table ?? in access exclusive mode", [table]);
      const counting = setInterval(() => {
        most = Math.max(most, used() - hosts);
      }, 5);
      await work();
      clearInterval(counting);
    });
    return most;
  }

  it("takes no more of them for shoppers than allowed, however many wait for a locked table", async () => {
    const most = await whileLocked("goodword_code", async () => {
      const asked = Array.from({ length: 50 }, () => forShoppers().codes.byCodes(["ANNA-1"]));
      hosts += 1;
      expect((await database.raw("select 1 as one")).rows).toEqual([{ one: 1 }]);
      hosts -= 1;
      for (const outcome of await Promise.allSettled(asked)) {
        expect(outcome).toMatchObject({ status: "rejected", reason: busy });
      }
    });
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
    expect(used()).toBe(0);
    expect(await forShoppers().codes.byCodes(["ANNA-1"])).toEqual([]);
  });

  it("takes no more of them for workers, reports and a host's own queries than allowed", async () => {
    const most = await whileLocked("goodword_referral", async () => {
      const reading = Array.from({ length: 10 }, () => store().referrals.byIds(["r"]));
      const waiting = Array.from({ length: 10 }, () =>
        store().transaction((stores) => stores.referrals.byIds(["r"])),
      );
      for (const outcome of await Promise.allSettled([...reading, ...waiting]))
        expect(outcome).toMatchObject({ status: "rejected", reason: busy });
    });
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("takes no more than two fifths of them for what a host asks as rows", async () => {
    let listed: Promise<unknown>[] = [];
    const most = await whileLocked("goodword_reward", async () => {
      listed = Array.from({ length: 10 }, () => knexEntities(database).list("reward"));
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(most).toBe(3);
    expect(await Promise.all(listed)).toEqual(Array(10).fill([]));
  });

  it("cancels on the server what it gives up, so that nothing goes on waiting there", async () => {
    await whileLocked("goodword_code", async () => {
      await expect(forShoppers().codes.byCodes(["ANNA-1"])).rejects.toMatchObject(busy);
      const { rows } = await database.raw(
        "select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock' and query like '%goodword_code%' and datname = current_database() and pid <> pg_backend_pid()",
      );
      expect(rows).toEqual([{ count: 0 }]);
    });
  });

  it("ends a transaction that goes on waiting, statement by statement, and rolls it back", async () => {
    await whileLocked("goodword_code", async () => {
      const went = forShoppers().transaction(async (stores) => {
        await stores.watermarks.set("orders", new Date(0));
        await stores.codes.byCodes(["ANNA-1"]);
      });
      await expect(went).rejects.toMatchObject(busy);
    });
    expect(await store().watermarks.get("orders")).toBeNull();
  });

  it("never cancels what the next user of a connection asks", async () => {
    const slow = knexStore(database, {
      limits: { background: { connections: 8, waitMs: 5_000, holdMs: 40 } },
    });
    // Each ends about when it would be cancelled, and the host takes its connection at once.
    const rounds = Array.from({ length: 60 }, async (_, n) => {
      await slow
        .transaction(async () => new Promise((resolve) => setTimeout(resolve, 30 + (n % 20))))
        .catch(() => {});
      await database.raw("select pg_sleep(0.03)");
    });
    for (const outcome of await Promise.allSettled(rounds))
      expect(outcome).toMatchObject({ status: "fulfilled" });
  });

  it("leaves the host's own Knex as it was, and tells its listeners of each query", async () => {
    const heard: string[] = [];
    const listener = ({ sql }: { sql: string }) => heard.push(sql);
    database.on("query", listener);
    await store().codes.byCodes(["ANNA-1"]);
    await store().watermarks.get("orders");
    database.off("query", listener);
    expect(heard.join()).toContain("goodword_code");
    expect(heard.join()).toContain("goodword_watermark");
    await database.raw("select pg_sleep(0.5)");
  });
});
