import { currency, type Review, type Reward } from "@goodword/core";
import { aReview, aReward } from "../builders";
import type { Given } from "./describe-store";

const on = (day: string) => `2026-${day}T00:00:00.000Z`;
const at = (day: string) => new Date(on(day));
const idsOf = (rewards: readonly { id: string }[]) => rewards.map(({ id }) => id);
const page = { limit: 10, offset: 0 };

/** With all that can be kept of one. */
const fullReward = (change: Partial<Reward> = {}): Reward =>
  aReward({
    programVersion: 3,
    kind: "points",
    value: { amount: 9_007_199_254_740_993n, currency: currency("points") },
    reversed: 9_007_199_254_740_991n,
    payout: 2n,
    state: "reversed",
    dueAt: at("11-09"),
    issuedAt: at("11-10"),
    reversedAt: new Date("2026-11-11T00:00:00.123Z"),
    expiresAt: at("12-11"),
    usedBeforeReversal: true,
    declined: "trust",
    verdict: {
      outcome: "review",
      score: 40,
      signals: [{ id: "same-address", points: 40, figures: { people: 3 } }],
    },
    review: aReview({
      state: "declined",
      decision: { by: "staff_1", reason: "Same flat", at: on("11-04") },
      appealState: "overturned",
      appeal: { reason: "My neighbour", at: on("11-05") },
      appealDecision: { by: "staff_2", reason: "It is", at: on("11-06") },
    }),
    ...change,
  });

export function describeRewards(given: Given): void {
  describe("rewards", () => {
    it("grants once per program, order, rule and side, and names what it refused", async () => {
      const { rewards } = given();
      expect(await rewards.grant([fullReward()])).toEqual([]);
      const refused = await rewards.grant([
        aReward({ id: "same" }),
        aReward({ id: "other-rule", rule: "second" }),
        aReward({ id: "other-side", side: "friend" }),
        aReward({ id: "other-order", orderId: "order_3" }),
        aReward({ id: "other-program", programId: "vip" }),
        aReward({ id: "same-in-batch", rule: "second" }),
      ]);
      expect(refused.sort()).toEqual(["same", "same-in-batch"]);
      expect(await rewards.lock(["reward_1", "same", "same-in-batch"])).toEqual([fullReward()]);
      expect(await rewards.byOrders(["order_2"])).toHaveLength(4);
      expect(await rewards.grant([])).toEqual([]);
    });

    it("takes a reward of no referral", async () => {
      const { rewards } = given();
      const ladder = aReward({ orderId: "ladder:participant_anna", referralId: null, rule: "level-1" });
      expect(await rewards.grant([ladder])).toEqual([]);
      expect(await rewards.byOrders(["ladder:participant_anna"])).toEqual([ladder]);
    });

    it("grants once in 20 tries at once", async () => {
      const { rewards } = given();
      const refused = await Promise.all(
        Array.from({ length: 20 }, (_, n) => rewards.grant([aReward({ id: `reward_${n}` })])),
      );
      expect(refused.filter((ids) => ids.length === 0)).toHaveLength(1);
      expect(await rewards.byOrders(["order_2"])).toHaveLength(1);
    });

    it("finds those of orders and of a referral, and those of codes", async () => {
      const { rewards } = given();
      await rewards.grant([
        aReward({ id: "a", orderId: "order_1" }),
        aReward({ id: "b", orderId: "order_2", referralId: "referral_2" }),
        aReward({ id: "c", orderId: "order_3", referralId: null }),
      ]);
      const found = async (...orders: string[]) => idsOf(await rewards.byOrders(orders)).sort();
      expect(await found("order_1", "order_3", "unknown")).toEqual(["a", "c"]);
      expect(await found("order_2")).toEqual(["b"]);
      expect(await found()).toEqual([]);
      expect(idsOf(await rewards.byReferral("referral_2"))).toEqual(["b"]);
      expect(await rewards.byReferral("unknown")).toEqual([]);
      expect(idsOf(await rewards.byCodes(["THANKS-b"]))).toEqual(["b"]);
      expect(idsOf(await rewards.byCodes(["THANKS-c", "unknown", "THANKS-a"])).sort()).toEqual(["a", "c"]);
      expect(await rewards.byCodes([])).toEqual([]);
    });

    it("lists those of orders, of a referral and under rules oldest first, and of one time by id", async () => {
      const { rewards } = given();
      await rewards.grant([
        aReward({ id: "c", rule: "c", createdAt: at("11-02") }),
        aReward({ id: "b", rule: "b", createdAt: at("11-02") }),
        aReward({ id: "d", rule: "d", createdAt: at("11-01"), orderId: "order_3" }),
      ]);
      const oldestFirst = ["d", "b", "c"];
      expect(idsOf(await rewards.byOrders(["order_2", "order_3"]))).toEqual(oldestFirst);
      expect(idsOf(await rewards.byReferral("referral_1"))).toEqual(oldestFirst);
      expect(idsOf(await rewards.standing("default", ["b", "c", "d"], ["participant_anna"]))).toEqual(
        oldestFirst,
      );
    });

    it("lists a person's, newest first", async () => {
      const { rewards } = given();
      await rewards.grant([
        aReward({ id: "reward_1", orderId: "order_1", createdAt: at("11-01") }),
        aReward({ id: "reward_3", orderId: "order_3", createdAt: at("11-03") }),
        aReward({ id: "reward_2", orderId: "order_2", createdAt: at("11-02") }),
        aReward({ id: "reward_4", orderId: "order_4", participantId: "participant_ben" }),
      ]);
      expect(idsOf(await rewards.byParticipant("participant_anna"))).toEqual([
        "reward_3",
        "reward_2",
        "reward_1",
      ]);
      expect(await rewards.byParticipant("nobody")).toEqual([]);
    });

    it("hands them out in order of their ids", async () => {
      const { rewards } = given();
      await rewards.grant(["b", "a", "C"].map((id) => aReward({ id, orderId: id })));
      expect(idsOf(await rewards.lock(["a", "b", "unknown", "C"]))).toEqual(["C", "a", "b"]);
      expect(await rewards.lock([])).toEqual([]);
    });

    it("saves each only from the state it was read in, and names those that somebody else moved", async () => {
      const { rewards } = given();
      await rewards.grant([aReward(), aReward({ id: "reward_2", orderId: "order_3" })]);
      const late = aReward({ id: "reward_2", orderId: "order_3", state: "approved" });
      const unknown = aReward({ id: "reward_3", orderId: "order_4", state: "approved" });
      expect(
        (
          await rewards.save([
            { to: unknown, from: "pending" },
            { to: late, from: "issued" },
            { to: fullReward(), from: "pending" },
          ])
        ).sort(),
      ).toEqual(["reward_2", "reward_3"]);
      expect(await rewards.lock(["reward_1", "reward_2", "reward_3"])).toEqual([
        fullReward(),
        aReward({ id: "reward_2", orderId: "order_3" }),
      ]);
      expect(await rewards.save([{ to: aReward(), from: "reversed" }])).toEqual([]);
      expect(await rewards.lock(["reward_1"])).toEqual([aReward()]);
      expect(await rewards.save([])).toEqual([]);
    });

    it("moves once where 10 read, lock and save at once", async () => {
      const store = given();
      await store.rewards.grant([aReward()]);
      const moved = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.transaction(async ({ rewards }) => {
            const [reward] = await rewards.lock(["reward_1"]);
            await new Promise((resolve) => setTimeout(resolve, 10));
            // Whoever gets the lock sees what the one before has written.
            if (reward?.state !== "pending") return "moved before";
            const refused = await rewards.save([{ to: { ...reward, state: "approved" }, from: "pending" }]);
            return refused.length === 0 ? "moved" : "refused";
          }),
        ),
      );
      expect(moved.filter((result) => result === "moved")).toHaveLength(1);
      expect(moved.filter((result) => result === "moved before")).toHaveLength(9);
    });

    it("knows those of people under rules of a program that stand", async () => {
      const { rewards } = given();
      const states = [
        "pending",
        "approved",
        "issued",
        "redeemed",
        "declined",
        "reversed",
        "expired",
      ] as const;
      await rewards.grant([
        ...states.map((state) => aReward({ id: state, orderId: state, state })),
        aReward({ id: "other-rule", rule: "level-2" }),
        aReward({ id: "ben", orderId: "order_5", participantId: "participant_ben" }),
        aReward({ id: "vip", programId: "vip" }),
      ]);
      const standing = async (rules: string[], ...people: string[]) =>
        idsOf(await rewards.standing("default", rules, people)).sort();
      expect(await standing(["friend-order"], "participant_anna")).toEqual([
        "approved",
        "issued",
        "pending",
        "redeemed",
      ]);
      expect(await standing(["level-2", "level-3"], "participant_anna", "participant_ben")).toEqual([
        "other-rule",
      ]);
      expect(await standing(["friend-order", "level-2"], "participant_ben", "nobody")).toEqual(["ben"]);
      expect(await standing(["friend-order"])).toEqual([]);
      expect(await standing([], "participant_anna")).toEqual([]);
    });

    it("shows what waits for a decision, who has waited longest first", async () => {
      const { rewards } = given();
      const asked = (day: string): Partial<Review> => ({
        state: "declined",
        openedAt: on("10-01"),
        appealState: "asked",
        appeal: { reason: "Please look", at: on(day) },
      });
      const reward = (id: string, review: Partial<Review> | null, change: Partial<Reward> = {}) =>
        aReward({ id, orderId: id, review: review && aReview(review), ...change });
      const third = reward("third", { openedAt: on("11-04") });
      await rewards.grant([
        third,
        reward("last-b", asked("11-05"), { state: "declined", declined: "trust" }),
        reward("last-a", { openedAt: on("11-05") }),
        reward("second", asked("11-03"), { state: "declined", declined: "trust" }),
        reward("first", { openedAt: on("11-02") }, { createdAt: at("12-01") }),
        reward("none", null),
        reward("approved", { state: "approved" }),
        reward("declined", { state: "declined" }, { state: "declined" }),
        reward("upheld", { ...asked("11-01"), appealState: "upheld" }, { state: "declined" }),
        reward("overturned", { ...asked("11-01"), appealState: "overturned" }),
        // Its order was cancelled meanwhile: there is nothing left to decide.
        reward("reversed", { openedAt: on("10-01") }, { state: "reversed" }),
        reward("reversed-appeal", asked("10-01"), { state: "reversed" }),
      ]);
      const { rows, count } = await rewards.awaitingReview(page);
      expect(idsOf(rows)).toEqual(["first", "second", "third", "last-a", "last-b"]);
      expect(rows[2]).toEqual(third);
      expect(count).toBe(5);
      const next = await rewards.awaitingReview({ limit: 2, offset: 1 });
      expect([next.count, ...idsOf(next.rows)]).toEqual([5, "second", "third"]);
      expect(await rewards.awaitingReview({ limit: 2, offset: 5 })).toEqual({ rows: [], count: 5 });
    });

    it("no longer shows what was decided", async () => {
      const { rewards } = given();
      const open = aReward({ review: aReview() });
      await rewards.grant([open]);
      expect((await rewards.awaitingReview(page)).count).toBe(1);
      const decision = { by: "staff_1", reason: "Fine", at: on("11-04") };
      const decided = { ...open, review: aReview({ state: "approved", decision }) };
      await rewards.save([{ to: decided, from: "pending" }]);
      expect(await rewards.awaitingReview(page)).toEqual({ rows: [], count: 0 });
      await rewards.save([{ to: open, from: "pending" }]);
      expect((await rewards.awaitingReview(page)).rows).toEqual([open]);
    });
  });
}
