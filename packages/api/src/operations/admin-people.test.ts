import type { Order } from "@goodword/core";
import { anOrder, memoryShop } from "@goodword/testing";
import type { Operation } from "../operation";
import {
  assignOrder,
  explainAdvocate,
  readLiability,
  readStatement,
  removeAttribution,
  setVanityCode,
} from "./admin-people";
import { answerAppeal, appealReward, listReviews, listRewards, reviewReward } from "./admin-rewards";

const who = { by: "user_1", reason: "They wrote to us." };

/** Anna bought, and so did Ben, on the same device where `flagged`. */
async function shop({ flagged = false } = {}) {
  const { goodword, clock, orders } = memoryShop();
  const place = async (order: Order) => {
    orders.add(order);
    await goodword.receive("order.placed", order.id);
    await goodword.work();
  };
  const device = flagged ? "phone" : null;
  const traced = (order: Order): Order => ({ ...order, traces: { ...order.traces, device } });
  await place(traced(anOrder({ id: "order_anna", email: "anna@example.com", placedAt: clock.now() })));
  const { rows } = await goodword.listAdvocates({ limit: 1, offset: 0 });
  const { code = "", participantId = "" } = rows[0] ?? {};
  clock.advance({ minutes: 5 });
  const claim = flagged ? ((await goodword.claimOffer({ code })).claim?.token ?? null) : null;
  clock.advance({ minutes: 5 });
  await place(traced(anOrder({ id: "order_ben", email: "ben@example.com", placedAt: clock.now(), claim })));
  const ask = async (operation: Operation, fields: Record<string, unknown>) => {
    const request = { method: operation.method, fields, query: {}, headers: {}, ip: "" };
    const { status, body } = await operation.answer(goodword, request, () => {});
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
    return { status, body: body as any };
  };
  return { ask, code, participantId };
}

describe("the operations on an order's attribution", () => {
  it("assign it once, refuse who looked before that, and take it away", async () => {
    const { ask, code } = await shop();
    const assign = (fields: object) => ask(assignOrder, { orderId: "order_ben", code, ...who, ...fields });
    expect((await assign({ seen: null })).body).toEqual({ assigned: true, reason: null });
    expect((await assign({ seen: null })).body).toEqual({ assigned: true, reason: null });
    expect((await assign({ seen: null, by: "user_2" })).body.reason).toBe("changed-meanwhile");
    expect((await assign({ code: "NOBODY-2345" })).body.reason).toBe("code-unknown");
    const removed = await ask(removeAttribution, { orderId: "order_ben", ...who });
    expect(removed.body).toEqual({ removed: true, reason: null });
  });

  it("want a reason, and take no word that is not theirs", async () => {
    const { ask, code } = await shop();
    const mute = await ask(assignOrder, { orderId: "order_ben", code, by: "user_1", reason: "  " });
    expect([mute.status, mute.body.field]).toEqual([400, "reason"]);
    const other = await ask(removeAttribution, { orderId: "order_ben", ...who, at: "2020-01-01" });
    expect([other.status, other.body.code]).toEqual([400, "GW_FIELD_UNKNOWN"]);
  });
});

describe("the operations on an advocate", () => {
  it("show one without an account, rename their code, and say which code cannot be used", async () => {
    const { ask, code, participantId } = await shop();
    const { body } = await ask(explainAdvocate, { participantId });
    expect(body).toMatchObject({ advocate: { code }, programId: expect.any(String), referrals: [] });
    const rename = (text: string) =>
      ask(setVanityCode, { participantId, programId: body.programId, code: text });
    expect((await rename("anna-rocks")).body).toEqual({ code: "ANNA-ROCKS", problem: null });
    expect((await rename("no")).body.problem.code).toBe("GW_CODE_LENGTH");
    expect((await ask(explainAdvocate, { participantId })).body.advocate.code).toBe("ANNA-ROCKS");
    expect((await ask(explainAdvocate, { participantId: "nobody" })).body).toEqual({
      advocate: null,
      programId: null,
      merges: [],
      rewards: [],
      referrals: [],
    });
  });

  it("tell what they were promised as a decimal, and what the program owes now and before", async () => {
    const { ask, code, participantId } = await shop();
    await ask(assignOrder, { orderId: "order_ben", code, ...who });
    const { body } = await ask(readStatement, { participantId });
    expect(body.balances).toEqual([{ currency: "eur", promised: "10.00", issued: "0.00", owed: "0.00" }]);
    expect(body.lines).toMatchObject({ count: 1, rows: [{ kind: "granted", amount: "-10.00" }] });
    const { programId } = body.lines.rows[0];
    const now = await ask(readLiability, { programId, at: "2100-01-01T00:00:00Z" });
    expect(now.body.liability).toMatchObject([{ currency: "eur", promised: "10.00" }]);
    const before = await ask(readLiability, { programId, at: "2020-01-01T00:00:00Z" });
    expect(before.body.liability).toEqual([]);
    expect((await ask(readLiability, { programId, at: "yesterday" })).status).toBe(400);
  });
});

describe("the operations on rewards", () => {
  it("show why one waits, decide it once, and hear the other side", async () => {
    const { ask } = await shop({ flagged: true });
    const { body: queue } = await ask(listReviews, { locale: "de" });
    expect(queue).toMatchObject({ count: 1, rows: [{ said: { signals: [{ points: 40 }] } }] });
    const [{ id: rewardId, said }] = queue.rows;
    expect(said.sentence).toMatch(/^Wartet auf die Prüfung/);
    const decide = (decision: string, by = "user_1") => ask(reviewReward, { rewardId, decision, ...who, by });
    const declined = await decide("declined");
    expect(declined.body.reward).toMatchObject({
      state: "declined",
      review: { state: "declined", decision: who },
    });
    expect((await decide("declined")).body).toEqual(declined.body);
    expect(await decide("approved", "user_2")).toMatchObject({
      status: 422,
      body: { code: "GW_REVIEW_STATE", message: expect.stringContaining("from declined to approved") },
    });
    await ask(appealReward, { rewardId, reason: "We share a flat." });
    const { body: appeals } = await ask(listReviews, {});
    expect(appeals.rows[0].review).toMatchObject({
      appealState: "asked",
      appeal: { reason: "We share a flat." },
    });
    const answered = await ask(answerAppeal, { rewardId, decision: "overturned", ...who });
    expect(answered.body.reward.state).toBe("pending");
    expect((await ask(listReviews, {})).body.count).toBe(0);
    expect((await ask(listRewards, { state: "pending" })).body).toMatchObject({
      count: 1,
      rows: [{ id: rewardId, firstOrderId: "order_anna", value: { amount: "10.00", currency: "eur" } }],
    });
    expect((await ask(listRewards, { state: "declined" })).body.count).toBe(0);
  });

  it("answer nothing where there is no such reward", async () => {
    const { ask } = await shop();
    const { status, body } = await ask(reviewReward, { rewardId: "reward_x", decision: "approved", ...who });
    expect([status, body]).toEqual([200, { reward: null }]);
  });
});
