/**
 * What a shop owner would find: an order for each shopper, a discount for each friend, a code for each advocate and
 * friend, each mailed. Goodword's own tables are asked only which code belongs to which order.
 * @param {{ask: (sql: string, values?: unknown[]) => Promise<object[]>, mails: {to: string, id: string, text: string}[],
 *   placed: {orderId: string, email: string, referrer: string | null}[]}} shop
 */
export async function judgeFleet({ ask, mails, placed }) {
  const problems = [];
  let lost = 0;
  let doubled = 0;
  const find = (kind, text) => {
    if (kind === "lost") lost += 1;
    else doubled += 1;
    problems.push(`${kind}: ${text}`);
  };
  const expect = (count, wanted, text) => {
    if (count < wanted) find("lost", `${text}: ${count} of ${wanted}`);
    if (count > wanted) find("doubled", `${text}: ${count} instead of ${wanted}`);
  };

  const orders = await ask(
    'select id, email from "order" where is_draft_order = false and deleted_at is null',
  );
  const ordersOf = countBy(orders, ({ email }) => email);
  for (const { email } of placed) expect(ordersOf.get(email) ?? 0, 1, `orders of ${email}`);

  const friends = placed.filter(({ referrer }) => referrer !== null);
  const promotions = await ask(
    `select code, status, used, metadata->>'goodword' as purpose from promotion where metadata ? 'goodword' and deleted_at is null`,
  );
  const byPurpose = countBy(promotions, ({ purpose }) => purpose);
  expect(byPurpose.get("reward") ?? 0, friends.length, "codes of advocates");
  const used = promotions.filter(({ purpose, used }) => purpose === "friend" && Number(used) === 1).length;
  expect(used, friends.length, "friends' discounts used once");

  const rewards = await ask("select order_id, code from goodword_reward where state = 'issued'");
  const rewardsOf = groupBy(rewards, ({ order_id }) => order_id);
  const working = new Set(promotions.filter(({ status }) => status === "active").map(({ code }) => code));
  // SMTP cannot be exactly-once: a second copy after a kill carries the same id, which mailboxes fold.
  const mailed = new Map();
  for (const mail of mails) {
    const known = mailed.get(mail.to) ?? new Map();
    mailed.set(mail.to, known.set(mail.id, mail.text));
  }
  for (const { orderId, referrer } of friends) {
    const own = rewardsOf.get(orderId) ?? [];
    expect(own.length, 1, `rewards for ${orderId}`);
    for (const { code } of own) {
      if (!working.has(code)) find("lost", `${code} is no promotion that works`);
      const texts = [...(mailed.get(referrer)?.values() ?? [])];
      expect(texts.filter((text) => text.includes(code)).length, 1, `mails to ${referrer} with ${code}`);
    }
  }
  const friendsOf = countBy(friends, ({ referrer }) => referrer);
  for (const { email } of placed) {
    // One confirmation, and one mail for each reward.
    expect(mailed.get(email)?.size ?? 0, 1 + (friendsOf.get(email) ?? 0), `mails to ${email}`);
  }
  const sums = await ask(
    "select currency, sum(amount)::text as sum from goodword_ledger_posting group by currency",
  );
  for (const { currency, sum } of sums)
    if (sum !== "0") find("doubled", `the books are off by ${sum} ${currency}`);
  return { lost, doubled, problems };
}

function countBy(rows, keyOf) {
  const counts = new Map();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
