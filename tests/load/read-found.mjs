/** What the databases hold after a simulation, for `differencesOf`. */
export async function readFound({ knex, shop }) {
  const rows = (sql) => run(knex, sql);
  const orders = await rows(`
    select placed.order_id, placed.participant_id, placed.verdict, placed.reasons, referral.advocate_id
    from goodword_order as placed left join goodword_referral as referral on referral.id = placed.referral_id`);
  const rewards = await rows(`
    select order_id, rule, side, participant_id, cast(amount as text) as amount, cast(reversed as text) as reversed,
      cast(payout as text) as payout, currency, state, code, review from goodword_reward`);
  const balances = await rows(`
    select account, currency, cast(sum(amount) as text) as amount from goodword_ledger_posting
    where account like 'advocate:%' group by account, currency`);
  const sums = await rows(
    "select currency, cast(sum(amount) as text) as amount from goodword_ledger_posting group by currency",
  );
  const friends = await rows(
    "select advocate_id, count(*) as count from goodword_referral where state = 'qualified' group by advocate_id",
  );
  const open = [];
  const dead = [];
  for (const queue of ["goodword_inbox", "goodword_outbox"]) {
    for (const { key, state } of await rows(`select key, state from ${queue} where state <> 'done'`)) {
      (state === "dead" ? dead : open).push(key);
    }
  }
  return {
    orders: orders.map((row) => ({
      orderId: row.order_id,
      participantId: row.participant_id,
      verdict: row.verdict,
      reasons: json(row.reasons),
      advocateId: row.advocate_id,
    })),
    rewards: rewards.map((row) => ({
      orderId: row.order_id,
      rule: row.rule,
      side: row.side,
      participantId: row.participant_id,
      value: BigInt(row.amount),
      reversed: BigInt(row.reversed),
      payout: row.payout === null ? null : BigInt(row.payout),
      currency: row.currency,
      state: row.state,
      code: row.code,
      reviewOpen: json(row.review)?.state === "open",
    })),
    friends: friends.map((row) => ({ advocateId: row.advocate_id, count: Number(row.count) })),
    promotions: (await shop("shop_promotion")).map(({ code, amount, active, used }) => ({
      code,
      amount: BigInt(amount),
      active: Boolean(active),
      used: Boolean(used),
    })),
    mails: (await shop("shop_mail")).map(({ message_id: id, template, about }) => ({ id, template, about })),
    balances: balances.map(({ account, currency, amount }) => ({
      participantId: account.split(":")[1],
      currency,
      amount: BigInt(amount),
    })),
    sums: Object.fromEntries(sums.map(({ currency, amount }) => [currency, BigInt(amount)])),
    open,
    dead,
  };
}

async function run(knex, sql) {
  const answer = await knex.raw(sql);
  return Array.isArray(answer) ? answer : answer.rows;
}

function json(value) {
  return typeof value === "string" ? JSON.parse(value) : value;
}
