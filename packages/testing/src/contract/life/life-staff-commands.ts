import type { Reward } from "@goodword/core";
import * as fc from "fast-check";
import { lookAt } from "./check-life";
import { type LifeModel, type LifeShop, pick } from "./life";
import { command, type LifeCommand, n, rec } from "./life-commands";

const who = { by: "user_1", reason: "They wrote to us." };
const hasOrders = ({ orders }: LifeModel) => orders.length > 0;

/** One of the rewards that this can be done to, or none; whatever comes of its order is not predicted any more. */
async function reward(model: LifeModel, shop: LifeShop, n: number, fits: (reward: Reward) => boolean) {
  const { rewards } = await lookAt(model, shop);
  const fitting = rewards.filter(fits);
  if (fitting.length === 0) return null;
  const chosen = pick(fitting, n);
  for (const order of model.orders) if (order.id === chosen.orderId) order.touched = true;
  return chosen.id;
}

export const staffCommands: { weight: number; arbitrary: fc.Arbitrary<LifeCommand> }[] = [
  {
    weight: 1,
    arbitrary: command(
      "assign",
      rec({ order: n(), code: n() }),
      async (model, { goodword }, given) => {
        const order = pick(model.orders, given.order);
        const [code] = pick([...model.codes], given.code);
        order.touched = true;
        await goodword.assignOrder({ orderId: order.id, code, ...who });
      },
      (model) => hasOrders(model) && model.codes.size > 0,
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      "removeAttribution",
      rec({ order: n() }),
      async (model, { goodword }, given) => {
        const order = pick(model.orders, given.order);
        order.touched = true;
        await goodword.removeAttribution({ orderId: order.id, ...who });
      },
      hasOrders,
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "review",
      rec({ reward: n(), decision: fc.constantFrom("approved", "declined" as const) }),
      async (model, shop, given) => {
        const rewardId = await reward(model, shop, given.reward, ({ review }) => review?.state === "open");
        if (rewardId !== null)
          await shop.goodword.reviewReward({ rewardId, decision: given.decision, ...who });
      },
    ),
  },
  {
    weight: 2,
    arbitrary: command("appeal", rec({ reward: n() }), async (model, shop, given) => {
      const rewardId = await reward(
        model,
        shop,
        given.reward,
        ({ review, state }) =>
          state === "declined" && review?.state === "declined" && review.appealState === "none",
      );
      if (rewardId !== null) await shop.goodword.appealReward({ rewardId, reason: "Please look." });
    }),
  },
  {
    weight: 2,
    arbitrary: command(
      "answer",
      rec({ reward: n(), decision: fc.constantFrom("upheld", "overturned", "overturned" as const) }),
      async (model, shop, given) => {
        const asked = ({ review }: Reward) => review?.appealState === "asked";
        const rewardId = await reward(model, shop, given.reward, asked);
        if (rewardId !== null)
          await shop.goodword.answerAppeal({ rewardId, decision: given.decision, ...who });
      },
    ),
  },
  {
    weight: 2,
    arbitrary: command(
      "decide",
      rec({ proposal: n(), decision: fc.constantFrom("merge", "merge", "separate" as const) }),
      async (model, { goodword }, given) => {
        const { rows } = await goodword.listProposals({ limit: 50, offset: 0 });
        if (rows.length === 0) return;
        const { id } = pick(rows, given.proposal);
        const answer = await goodword.decideProposal({ proposalId: id, decision: given.decision, ...who });
        expect(answer).toMatchObject({ decided: true, refusal: null });
        if (answer.mergeId !== null) model.merges.push(answer.mergeId);
      },
      ({ people }) => people.some(({ doubted }) => doubted),
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      "undoMerge",
      rec({ merge: n() }),
      async (model, { goodword }, given) => {
        const mergeId = pick(model.merges, given.merge);
        const { undone, refusal, laterMergeId } = await goodword.undoMerge({ mergeId, ...who });
        // Either it is undone, also by the same word before, or the one that has to be undone first is named.
        expect(undone ? null : refusal).toBe(undone ? null : "merged-again");
        if (!undone) expect(model.merges).toContain(laterMergeId);
      },
      ({ merges }) => merges.length > 0,
    ),
  },
  {
    weight: 1,
    arbitrary: command(
      "setCode",
      rec({ code: n(), active: fc.constantFrom(true, true, false) }),
      async (model, { goodword }, given) => {
        const [code, state] = pick([...model.codes], given.code);
        const status = given.active ? "active" : "disabled";
        expect(await goodword.setCodeStatus({ code, status })).toEqual({ changed: true });
        state.active = given.active;
      },
      ({ codes }) => codes.size > 0,
    ),
  },
];
