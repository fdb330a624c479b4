import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@goodword/example-demo/postgres";
import { openShop, orderOf, receive } from "./bench-shop.mjs";
import { fillClicks } from "./fill-clicks.mjs";

const GOAL = 1.2;
// Few enough that an advocate of the small shop gets three friends: more would make its orders dearer, not its size.
const orders = 200;
const turns = 15;

/**
 * What an order costs in a shop with a million advocates and ten million clicks, as a multiple of what it costs in
 * one with a thousand and ten thousand. Both shops stand in one PostgreSQL (every commit on disk) and take turns;
 * friends come to advocates from everywhere in the tables, so that nothing is warm by chance.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed, advocates = 1_000_000, clicks = 10_000_000 }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-growth-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  const shops = {};
  try {
    const sizes = { small: [1_000, 10_000], large: [advocates, clicks] };
    for (const [name, [people, visits]] of Object.entries(sizes)) {
      shops[name] = { ...(await openShop(server, { name, connections: 1 })), people };
      console.error(`filling the ${name} shop: ${people} advocates, ${visits} clicks`);
      await fill(shops[name].knex, people);
      await shops[name].clients[0].query("set synchronous_commit = off");
      await fillClicks((sql, values) => shops[name].clients[0].query(sql, values), {
        seed,
        clicks: visits,
        links: people,
        from: new Date(Date.now() - 30 * 86_400_000),
        days: 30,
      });
      await shops[name].knex.raw("vacuum analyze");
    }
    const seconds = { small: 0, large: 0 };
    for (let round = -2; round < turns; round += 1) {
      const took = {};
      for (const name of round % 2 === 0 ? ["small", "large"] : ["large", "small"]) {
        took[name] = await turn(shops[name], `${seed}-${round}`);
        // The first two only warm up.
        if (round >= 0) seconds[name] += took[name];
      }
      console.error(`${round}: small ${took.small.toFixed(2)} s, large ${took.large.toFixed(2)} s`);
    }
    const perOrder = (name) => Math.round((seconds[name] / (orders * turns)) * 1e6);
    const ratio = Math.round((seconds.large / seconds.small) * 100) / 100;
    const figures = {
      ratio,
      smallMicroseconds: perOrder("small"),
      largeMicroseconds: perOrder("large"),
      advocates,
      clicks,
      seed,
    };
    return { figures, held: ratio <= GOAL };
  } finally {
    for (const { close } of Object.values(shops)) await close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Buyers of before, each with everything an order leaves behind; one in five has brought a friend. */
async function fill(knex, people) {
  await knex.raw("set synchronous_commit = off");
  const rows = "generate_series(1, ?) as n";
  const id = "'participant_' || md5('p' || n)";
  const hash = (kind) => `encode(sha256(('${kind}' || n)::bytea), 'hex')`;
  const statements = [
    `insert into goodword_participant (id, first_order_id, locale, enrolled_at)
     select ${id}, 'order_' || n, 'en', now() - n * interval '1 second' from ${rows}`,
    `insert into goodword_identity (kind, value, participant_id) select 'email', ${hash("email")}, ${id} from ${rows}`,
    `insert into goodword_code (code, program_id, participant_id, status, is_primary, created_at)
     select 'FRIEND-' || upper(substr(md5('c' || n), 1, 9)) || n, 'default', ${id}, 'active', true, now() from ${rows}`,
    `insert into goodword_order (order_id, display_id, participant_id, currency, value, placed_at, verdict, attribution)
     select 'order_' || n, n::text, ${id}, 'eur', 2000, now() - n * interval '1 second', 'none',
       '{"winner":null,"candidates":[]}' from ${rows}`,
    `insert into goodword_trace (kind, hash, participant_id)
     select kind, encode(sha256((kind || n)::bytea), 'hex'), ${id}
     from ${rows} cross join unnest(array['phone', 'payment', 'address', 'mailbox']) as kind`,
    `insert into goodword_inbox (id, key, kind, payload, state, attempts, available_at, done_at)
     select 'event_' || n, 'order.placed:order_' || n, 'order.placed', jsonb_build_object('orderId', 'order_' || n),
       'done', 1, now(), now() from ${rows}`,
    `insert into goodword_referral (id, program_id, program_version, code, advocate_id, state, source, claim_hash,
       benefit_code, claimed_at, friend_id, order_id, converted_at, reasons)
     select 'referral_' || n, 'default', 1, 'FRIEND', ${id}, 'qualified', 'claim', ${hash("claim")}, 'HELLO-' || n,
       now() - interval '40 days', 'participant_' || md5('p' || n - 1), 'order_' || n - 1, now() - interval '40 days', '[]'
     from ${rows} where n % 5 = 0`,
    `insert into goodword_reward (id, program_id, program_version, order_id, referral_id, rule, side, kind,
       participant_id, amount, currency, reversed, payout, state, code, due_at, created_at, issued_at)
     select 'reward_' || n, 'default', 1, 'order_' || n - 1, 'referral_' || n, 'friend-order', 'advocate',
       'discount-code', ${id}, 1000, 'eur', 0, 1000, 'issued', 'THANKS-' || n, now(), now() - interval '40 days', now()
     from ${rows} where n % 5 = 0`,
    `insert into goodword_ledger_entry (id, program_id, order_id, rule, side, kind, posted_at)
     select 'entry_' || n, 'default', 'order_' || n - 1, 'friend-order', 'advocate', 'granted', now()
     from ${rows} where n % 5 = 0`,
    `insert into goodword_ledger_posting (entry_id, position, account, currency, amount)
     select 'entry_' || n, side, case side when 0 then 'program:default:reward-expense' else 'advocate:' || ${id} || ':promised' end,
       'eur', case side when 0 then 1000 else -1000 end
     from ${rows} cross join generate_series(0, 1) as side where n % 5 = 0`,
    `insert into goodword_counter (program_id, scope, subject, count)
     select 'default', 'friends', ${id}, 1 from ${rows} where n % 5 = 0`,
  ];
  for (const statement of statements) await knex.raw(statement, [people]);
  await knex.raw("set synchronous_commit = on");
}

/** Friends' orders for advocates anywhere in the tables, timed from the inbox to the pending reward. */
async function turn({ knex, goodword, orders: placed, people }, name) {
  const friends = Array.from({ length: orders }, (_, n) => {
    const claim = `claim-${name}-${n}-${randomUUID()}`;
    return { ...orderOf(`${name}-${n}-${randomUUID().slice(0, 8)}`, claim), placedAt: new Date() };
  });
  placed.clear();
  for (const order of friends) placed.set(order.id, order);
  const claims = friends.map(({ claim }, n) => {
    const spread = createHash("sha256").update(`${name}:${n}`).digest().readUInt32BE();
    const advocate = createHash("md5")
      .update(`p${1 + (spread % people)}`)
      .digest("hex");
    return {
      id: `referral_${randomUUID()}`,
      program_id: "default",
      code: "FRIEND",
      advocate_id: `participant_${advocate}`,
      state: "claimed",
      claim_hash: createHash("sha256").update(claim).digest("hex"),
      benefit_code: `HELLO-${randomUUID()}`,
      claimed_at: new Date(Date.now() - 600_000),
      reasons: "[]",
    };
  });
  await knex.batchInsert("goodword_referral", claims, 500);
  await receive(knex, friends);
  const began = performance.now();
  const { orders: done, failed } = await goodword.work();
  const seconds = (performance.now() - began) / 1_000;
  if (done !== orders || failed > 0) throw new Error(`${done} of ${orders} orders done, ${failed} failed`);
  return seconds;
}
