/**
 * What somebody writes who wants one thing done fast: an order's way from the inbox to the reward in plain SQL, a
 * transaction an order, each statement named so that PostgreSQL parses it once. It reads what must be read to
 * decide, decides by three comparisons, and writes the same rows as the engine.
 */
import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";

const named = (name, text) => ({ name, text });

const sql = {
  claim: named(
    "hand-claim",
    `update goodword_inbox set lease_until = now() + interval '1 minute', attempts = attempts + 1
     where seq = any(array(select seq from goodword_inbox where state = 'waiting' and available_at <= now()
       and (lease_until is null or lease_until <= now()) order by available_at, seq limit 1 for update skip locked))
     returning id, payload`,
  ),
  identity: named(
    "hand-identity",
    "insert into goodword_identity (kind, value, participant_id) values ('email', $1, $2) on conflict (kind, value) do nothing returning participant_id",
  ),
  participant: named(
    "hand-participant",
    "insert into goodword_participant (id, first_order_id, locale, enrolled_at) values ($1, $2, 'en', $3)",
  ),
  code: named(
    "hand-code",
    "insert into goodword_code (code, program_id, participant_id, status, is_primary, created_at) values ($1, 'default', $2, 'active', true, $3) on conflict do nothing returning code",
  ),
  recorded: named("hand-recorded", "select order_id from goodword_order where order_id = $1 for update"),
  referral: named("hand-referral", "select * from goodword_referral where claim_hash = $1"),
  chain: named("hand-chain", "select advocate_id from goodword_referral where friend_id = $1"),
  recent: named(
    "hand-recent",
    "select friend_id, converted_at from goodword_referral where advocate_id = $1 and converted_at >= $2 order by converted_at desc limit 21",
  ),
  traces: named(
    "hand-traces",
    "select kind, hash, participant_id from goodword_trace where hash = any($1::text[]) limit 50",
  ),
  friends: named(
    "hand-friends",
    "insert into goodword_counter (program_id, scope, subject, count) values ('default', 'friends', $1, 1) on conflict (program_id, scope, subject) do update set count = goodword_counter.count + 1 returning count",
  ),
  trace: named(
    "hand-trace",
    "insert into goodword_trace (kind, hash, participant_id) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing",
  ),
  order: named(
    "hand-order",
    "insert into goodword_order (order_id, display_id, participant_id, currency, value, placed_at, refunded, referral_id, verdict, reasons, attribution) values ($1, $2, $3, 'eur', $4, $5, 0, $6, 'qualified', '[]', $7)",
  ),
  convert: named(
    "hand-convert",
    "update goodword_referral set state = 'qualified', friend_id = $2, order_id = $3, converted_at = $4 where id = $1 and state = 'claimed'",
  ),
  reward: named(
    "hand-reward",
    `insert into goodword_reward (id, program_id, program_version, order_id, referral_id, rule, side, kind, participant_id,
       amount, currency, reversed, state, code, due_at, created_at)
     values ($1, 'default', 1, $2, $3, 'friend-order', 'advocate', 'discount-code', $4, 1000, 'eur', 0, 'pending', $5, $6, $7)`,
  ),
  entry: named(
    "hand-entry",
    "insert into goodword_ledger_entry (id, program_id, order_id, rule, side, kind, posted_at) values ($1, 'default', $2, 'friend-order', 'advocate', 'granted', $3)",
  ),
  postings: named(
    "hand-postings",
    "insert into goodword_ledger_posting (entry_id, position, account, currency, amount) values ($1, 0, $2, 'eur', 1000), ($1, 1, $3, 'eur', -1000)",
  ),
  outbox: named(
    "hand-outbox",
    "insert into goodword_outbox (id, key, kind, payload, available_at) values ($1, $2, 'settle-reward', $3, $4)",
  ),
  done: named(
    "hand-done",
    "update goodword_inbox set state = 'done', done_at = $2, lease_until = null where id = $1",
  ),
};

const day = 86_400_000;
const alphabet = "256789BCDFGHJKMNPQRSTVWXYZ";

function code(word) {
  return `${word}-${Array.from(randomBytes(9), (byte) => alphabet[byte % alphabet.length]).join("")}`;
}

/**
 * Takes orders out of the inbox until none is left.
 * @param {import("pg").Client} client
 * @param {{secret: string, orders: Map<string, object>}} shop
 */
export async function recordByHand(client, { secret, orders }) {
  const hash = (purpose, value) => createHmac("sha256", secret).update(`${purpose}:${value}`).digest("hex");
  const run = (statement, values) => client.query({ ...statement, values });
  for (;;) {
    await client.query("begin");
    const { rows: claimed } = await run(sql.claim, []);
    if (claimed.length === 0) {
      await client.query("rollback");
      return;
    }
    const [{ id: message, payload }] = claimed;
    const order = orders.get(payload.orderId);
    const now = new Date();
    const buyer = `participant_${randomUUID()}`;
    await run(sql.identity, [hash("email", order.email), buyer]);
    await run(sql.participant, [buyer, order.id, now]);
    await run(sql.code, [code("FRIEND"), buyer, now]);
    if ((await run(sql.recorded, [order.id])).rows.length > 0) throw new Error("recorded already");
    const claimHash = createHash("sha256").update(order.claim).digest("hex");
    const [referral] = (await run(sql.referral, [claimHash])).rows;
    const advocate = referral.advocate_id;
    if (advocate === buyer || order.placedAt - referral.claimed_at > 30 * day) throw new Error("not in time");
    await run(sql.friends, [advocate]);
    const shown = { phone: order.traces.phone, payment: order.traces.paymentFingerprint };
    const traces = { ...shown, address: order.traces.shippingAddress, mailbox: order.email.split("@")[0] };
    const kinds = Object.keys(traces);
    const hashes = kinds.map((kind) => hash(`trace-${kind}`, traces[kind]));
    await run(sql.traces, [hashes]);
    await run(sql.recent, [advocate, new Date(order.placedAt.getTime() - 30 * day)]);
    await run(sql.chain, [advocate]);
    await run(sql.trace, [kinds, hashes, kinds.map(() => buyer)]);
    const candidate = {
      kind: "claim",
      referralId: referral.id,
      code: referral.code,
      advocateId: advocate,
      programId: "default",
      touchedAt: referral.claimed_at.toISOString(),
      lost: null,
    };
    const attribution = JSON.stringify({ winner: candidate, candidates: [candidate] });
    await run(sql.order, [
      order.id,
      order.displayId,
      buyer,
      order.value,
      order.placedAt,
      referral.id,
      attribution,
    ]);
    await run(sql.convert, [referral.id, buyer, order.id, order.placedAt]);
    const reward = `reward_${randomUUID()}`;
    const due = new Date(order.placedAt.getTime() + 30 * day);
    await run(sql.reward, [reward, order.id, referral.id, advocate, code("THANKS"), due, order.placedAt]);
    const entry = `entry_${randomUUID()}`;
    await run(sql.entry, [entry, order.id, now]);
    await run(sql.postings, [entry, "program:default:reward-expense", `advocate:${advocate}:promised`]);
    await run(sql.outbox, [
      `settle_${randomUUID()}`,
      `settle:${reward}`,
      JSON.stringify({ rewardId: reward }),
      due,
    ]);
    await run(sql.done, [message, now]);
    await client.query("commit");
  }
}
