import pg from "pg";
import { judgeFleet } from "./judge-fleet.mjs";

/** Faults put into a shop that was found whole: what must be missed or found twice once each of them is there. */
const faults = [
  {
    name: "an order is gone",
    finds: "lost",
    sql: `update "order" set deleted_at = now() where id = (select min(order_id) from goodword_reward)`,
  },
  {
    name: "an order stands twice",
    finds: "doubled",
    sql: [
      `insert into "order" (id, email, currency_code, status, version)
        select id || '_again', email, currency_code, status, version from "order" order by id limit 1`,
      `insert into order_cart (order_id, cart_id, id) select id, 'cart_again', 'ordercart_again' from "order"
        where id like '%\\_again'`,
    ],
  },
  {
    name: "a code is deleted",
    finds: "lost",
    sql: `update promotion set deleted_at = now()
      where id = (select min(id) from promotion where metadata->>'goodword' = 'reward')`,
  },
  {
    name: "a code no longer works",
    finds: "lost",
    sql: `update promotion set status = 'inactive'
      where id = (select min(id) from promotion where metadata->>'goodword' = 'reward')`,
  },
  {
    name: "a friend's discount was never counted",
    finds: "lost",
    sql: `update promotion set used = 0
      where id = (select min(id) from promotion where metadata->>'goodword' = 'friend' and used = 1)`,
  },
  {
    name: "a friend's discount was used twice",
    finds: "lost",
    sql: `update promotion set used = 2
      where id = (select min(id) from promotion where metadata->>'goodword' = 'friend' and used = 1)`,
  },
  {
    name: "a reward was given for another order",
    finds: "doubled",
    sql: `update goodword_reward set order_id = (select max(order_id) from goodword_reward where state = 'issued')
      where id = (select min(id) from goodword_reward where state = 'issued')`,
    needs: "alter table goodword_reward drop constraint if exists goodword_reward_once",
  },
  {
    name: "the books are off by one",
    finds: "doubled",
    sql: `insert into goodword_ledger_posting (entry_id, position, account, currency, amount)
      select entry_id, position + 1000, account, currency, amount from goodword_ledger_posting
      where amount <> 0 order by entry_id limit 1`,
  },
  { name: "a mail never arrived", finds: "lost", mails: (mails) => mails.slice(1) },
  {
    name: "a mail arrived again under another id",
    finds: "doubled",
    mails: (mails) => [...mails, { ...mails[0], id: "<another@example.com>" }],
  },
];

/**
 * A judge that finds nothing may be blind: each fault is put in by itself, judged, and taken back.
 * @returns {Promise<{put: number, missed: string[]}>}
 */
export async function proveJudge({ databaseUrl, mails, placed }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const missed = [];
  try {
    for (const fault of faults) {
      await client.query("begin");
      if (fault.needs) await client.query(fault.needs);
      for (const sql of [fault.sql ?? []].flat()) {
        if ((await client.query(sql)).rowCount !== 1)
          throw new Error(`${fault.name}: the fault found no row to stand in`);
      }
      const found = await judgeFleet({
        ask: async (sql, values) => (await client.query(sql, values)).rows,
        mails: fault.mails ? fault.mails(mails) : mails,
        placed,
      });
      if (found[fault.finds] === 0) missed.push(fault.name);
      await client.query("rollback");
    }
  } finally {
    await client.end();
  }
  return { put: faults.length, missed };
}
