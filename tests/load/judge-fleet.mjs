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

  // Killed at the worst moment, Medusa forgets that it has made an order and makes another one of the same cart: the
  // first is left without a link to it. Nothing of ours may count twice for that.
  const orders = await ask(
    `select o.id, o.email, exists (select 1 from order_cart c where c.order_id = o.id and c.deleted_at is null) as whole
     from "order" o where is_draft_order = false and deleted_at is null`,
  );
  const ordersOf = groupBy(orders, ({ email }) => email);
  const leftOf = (email) => (ordersOf.get(email) ?? []).filter(({ whole }) => !whole).length;
  let leftByMedusa = 0;
  for (const { email } of placed) {
    leftByMedusa += leftOf(email);
    expect((ordersOf.get(email) ?? []).length - leftOf(email), 1, `orders of ${email}`);
  }

  const friends = placed.filter(({ referrer }) => referrer !== null);
  const promotions = await ask(
    `select code, status, used, metadata->>'goodword' as purpose from promotion where metadata ? 'goodword' and deleted_at is null`,
  );
  const byPurpose = countBy(promotions, ({ purpose }) => purpose);
  expect(byPurpose.get("reward") ?? 0, friends.length, "codes of advocates");
  // Closed is as good as counted: neither gives anything more.
  const spent = ({ used, status }) => Number(used) === 1 || (Number(used) === 0 && status === "inactive");
  const used = promotions.filter((one) => one.purpose === "friend" && spent(one)).length;
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
  for (const { email, referrer } of friends) {
    const own = (ordersOf.get(email) ?? []).flatMap(({ id }) => rewardsOf.get(id) ?? []);
    expect(own.length, 1, `rewards for ${email}`);
    for (const { code } of own) {
      if (!working.has(code)) find("lost", `${code} is no promotion that works`);
      const texts = [...(mailed.get(referrer)?.values() ?? [])];
      expect(texts.filter((text) => text.includes(code)).length, 1, `mails to ${referrer} with ${code}`);
    }
  }
  const friendsOf = countBy(friends, ({ referrer }) => referrer);
  for (const { email } of placed) {
    // One confirmation an order, and one mail for each reward.
    const wanted = (ordersOf.get(email) ?? []).length + (friendsOf.get(email) ?? 0);
    expect(mailed.get(email)?.size ?? 0, wanted, `mails to ${email}`);
  }
  const sums = await ask(
    "select currency, sum(amount)::text as sum from goodword_ledger_posting group by currency",
  );
  for (const { currency, sum } of sums)
    if (sum !== "0") find("doubled", `the books are off by ${sum} ${currency}`);
  return { lost, doubled, leftByMedusa, problems };
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
