import { anOrder, memoryShop } from "@goodword/testing";
import type { Operation } from "../operation";
import { decideProposal, listProposals, undoMerge } from "./admin-identity";
import { explainAdvocate } from "./admin-people";

const by = { by: "user_1", reason: "They wrote to us." };

async function shop() {
  const { goodword, orders, clock } = memoryShop();
  const ask = async (operation: Operation, fields: Record<string, unknown>) => {
    const request = { method: operation.method, fields, query: {}, headers: {}, ip: "" };
    const { status, body } = await operation.answer(goodword, request, () => {});
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
    return { status, body: body as any };
  };
  const login = { customerId: "cus_anna", accountEmail: "anna@example.com" };
  for (const order of [
    anOrder({ id: "order_anna", ...login, loggedIn: true, placedAt: clock.now() }),
    anOrder({ id: "order_eve", ...login, email: "eve@example.com", placedAt: clock.now() }),
  ]) {
    orders.add(order);
    await goodword.receive("order.placed", order.id);
    await goodword.work();
  }
  return { ask };
}

describe("the operations on records that may be one person", () => {
  it("list a proposal with both people and the orders that name them, merge, show and undo it", async () => {
    const { ask } = await shop();
    const { body } = await ask(listProposals, {});
    expect(body).toMatchObject({
      count: 1,
      rows: [{ orderId: "order_eve", reasons: ["order-names-account"] }],
    });
    const [{ id: proposalId, people }] = body.rows;
    expect(people.map(({ firstOrderId }: { firstOrderId: string }) => firstOrderId).sort()).toEqual([
      "order_anna",
      "order_eve",
    ]);
    const decided = await ask(decideProposal, { proposalId, decision: "merge", ...by });
    expect(decided.body).toMatchObject({ decided: true, refusal: null, mergeId: expect.any(String) });
    expect((await ask(listProposals, {})).body).toMatchObject({ rows: [], count: 0 });
    const { mergeId } = decided.body;
    const both = await Promise.all(
      people.map(({ participantId }: { participantId: string }) => ask(explainAdvocate, { participantId })),
    );
    for (const { body } of both) {
      expect(body.merges).toMatchObject([{ id: mergeId, decision: { by: "user_1" }, undone: null }]);
    }
    expect((await ask(undoMerge, { mergeId, ...by })).body).toEqual({
      undone: true,
      refusal: null,
      laterMergeId: null,
    });
  });

  it("refuse what no member of staff said, or for no reason", async () => {
    const { ask } = await shop();
    const decision = { proposalId: "x", decision: "merge" };
    expect((await ask(decideProposal, { ...decision, reason: "One." })).status).toBe(400);
    expect((await ask(decideProposal, { ...decision, by: "user_1", reason: "  " })).status).toBe(400);
    expect((await ask(undoMerge, { mergeId: "x", by: "user_1" })).status).toBe(400);
    expect((await ask(decideProposal, { ...decision, ...by })).body.refusal).toBe("proposal-unknown");
  });
});
