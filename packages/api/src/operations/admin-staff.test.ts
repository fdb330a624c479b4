import { createGoodword, type Order } from "@goodword/core";
import {
  anOrder,
  aProgramDefinition,
  memoryBenefit,
  memoryIssuer,
  memoryOrders,
  memoryStore,
  testClock,
  testIds,
} from "@goodword/testing";
import type { Operation } from "../operation";
import {
  answerAppeal,
  appealReward,
  assignOrder,
  decideReview,
  listReviews,
  removeAttribution,
  setVanityCode,
  showLiability,
  showStatement,
} from "./admin-staff";

const order = (name: string, traces: Partial<Order["traces"]> = {}): Order => {
  const made = anOrder({ id: `order_${name}`, email: `${name}@example.com`, customerId: null });
  return { ...made, traces: { ...made.traces, ...traces } };
};
const anna = order("anna", { device: "tablet", paymentFingerprint: "card" });

/** Anna bought with a device; what staff ask of the shop from then on. */
async function shop() {
  const clock = testClock();
  const orders = memoryOrders();
  const goodword = createGoodword(
    {
      store: memoryStore({ now: () => clock.now() }),
      clock,
      ids: testIds(3),
      orders,
      issuer: memoryIssuer(),
      benefit: memoryBenefit("cart_1"),
      notifier: null,
      log: { warn: () => {} },
    },
    { secret: "s".repeat(32), programs: [aProgramDefinition()], mails: { orderConfirmation: false } },
  );
  const place = async (order: Order) => {
    // Nobody orders within seconds of a claim.
    orders.add({ ...order, placedAt: clock.advance({ minutes: 2 }) });
    await goodword.receive("order.placed", order.id);
    await goodword.work();
  };
  const ask = async (operation: Operation, fields: Record<string, unknown>) => {
    const request = { method: operation.method, fields, query: {}, headers: {}, ip: "" };
    const { status, body } = await operation.answer(goodword, request, () => {});
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
    return { status, body: body as any };
  };
  await place(anna);
  const prompt = await goodword.showPrompt({ orderId: anna.id, locale: "en" });
  const code = prompt.prompt?.link.split("/").at(-1) as string;
  return { goodword, place, ask, code };
}

const by = "user_staff";

describe("what staff decide", () => {
  it("waits in the queue with its signals until one of them decides, once and with a reason", async () => {
    const { ask, code, goodword, place } = await shop();
    const claim = (await goodword.claimOffer({ code })).claim?.token ?? null;
    await place({ ...order("ben", { device: "tablet" }), claim });
    const { body } = await ask(listReviews, {});
    expect(body).toMatchObject({
      count: 1,
      rows: [
        {
          orderId: "order_ben",
          firstOrderId: anna.id,
          verdict: { outcome: "review", score: 40, signals: [{ id: "same-device", points: 40 }] },
          said: {
            sentence: expect.stringMatching(/^Waits for a person's review \(score 40\)/),
            signals: [{ points: 40, sentence: expect.stringMatching(/device/) }],
          },
          review: { state: "open", decision: null },
        },
      ],
    });
    const rewardId = body.rows[0].id;
    const unsaid = await ask(decideReview, { rewardId, decision: "approved", reason: " ", by });
    expect(unsaid).toMatchObject({ status: 400, body: { field: "reason" } });
    const approve = { rewardId, decision: "approved", reason: "They share a flat.", by };
    expect(await ask(decideReview, approve)).toMatchObject({ body: { decided: true } });
    expect(await ask(decideReview, { ...approve, decision: "declined" })).toMatchObject({
      status: 422,
      body: { code: "GW_REVIEW_STATE" },
    });
    expect((await ask(listReviews, {})).body).toEqual({ rows: [], count: 0 });
    expect(await ask(decideReview, { ...approve, rewardId: "reward_unknown" })).toMatchObject({
      body: { decided: false },
    });
  });

  it("comes back when a declined one is appealed, and is given after all", async () => {
    const { ask, code, goodword, place } = await shop();
    const claim = (await goodword.claimOffer({ code })).claim?.token ?? null;
    await place({ ...order("ben", { paymentFingerprint: "card" }), claim });
    const [declined] = (await goodword.explainOrder({ orderId: "order_ben" })).rewards;
    expect(declined).toMatchObject({ state: "declined" });
    const rewardId = declined?.id;
    expect((await ask(appealReward, { rewardId, reason: "My brother's card." })).body).toEqual({
      asked: true,
    });
    expect((await ask(appealReward, { rewardId, reason: "Again." })).body.code).toBe("GW_APPEAL_STATE");
    const { rows } = (await ask(listReviews, {})).body;
    expect(rows).toMatchObject([
      { review: { appealState: "asked", appeal: { reason: "My brother's card." } } },
    ]);
    const answer = { rewardId, decision: "overturned", reason: "Checked with them.", by };
    expect((await ask(answerAppeal, answer)).body).toEqual({ decided: true });
    const after = await goodword.explainOrder({ orderId: "order_ben" });
    expect(after.rewards[0]?.state).not.toBe("declined");
    expect(after.referral?.state).toBe("qualified");
  });

  it("names who sent a buyer, and takes it back", async () => {
    const { ask, code, goodword, place } = await shop();
    await place(order("ben"));
    const assign = { orderId: "order_ben", code, reason: "Told us on the phone.", by };
    expect((await ask(assignOrder, { ...assign, code: "FRIEND-NOBODYS" })).body).toEqual({
      assigned: false,
      reason: "code-unknown",
    });
    expect((await ask(assignOrder, assign)).body).toEqual({ assigned: true, reason: null });
    const explained = await goodword.explainOrder({ orderId: "order_ben" });
    expect(explained.order?.attribution.winner).toMatchObject({
      kind: "manual",
      note: "Told us on the phone.",
    });
    expect(explained.rewards).toHaveLength(1);
    const remove = { orderId: "order_ben", reason: "A mix-up.", by };
    expect((await ask(removeAttribution, remove)).body).toEqual({ removed: true });
    expect((await ask(removeAttribution, remove)).body).toEqual({ removed: false });
  });

  it("is in the books: an advocate's statement and a program's liability, in major units", async () => {
    const { ask, code, goodword, place } = await shop();
    const claim = (await goodword.claimOffer({ code })).claim?.token ?? null;
    await place({ ...order("ben"), claim });
    const { buyer } = await goodword.explainOrder({ orderId: anna.id });
    const participantId = buyer?.participantId as string;
    const statement = await ask(showStatement, { participantId });
    expect(statement.body.balances).toEqual([
      { currency: "eur", promised: "10.00", issued: "0.00", owed: "0.00" },
    ]);
    expect(statement.body.lines).toMatchObject({ count: 1, rows: [{ kind: "granted", amount: "-10.00" }] });
    const { programId } = statement.body.lines.rows[0];
    const liability = await ask(showLiability, { programId });
    expect(liability.body.balances).toEqual(statement.body.balances);
    const before = await ask(showLiability, { programId, at: "2020-01-01T00:00:00.000Z" });
    expect(before.body).toEqual({ at: "2020-01-01T00:00:00.000Z", balances: [] });
    const vanity = { participantId, programId, code: "anna-berg" };
    expect((await ask(setVanityCode, vanity)).body).toEqual({ code: "ANNA-BERG", problem: null });
    expect((await ask(setVanityCode, { ...vanity, code: "a!" })).body).toMatchObject({
      code: null,
      problem: { field: "code" },
    });
  });
});
