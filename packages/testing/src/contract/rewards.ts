import { currency } from "@goodword/core";
import { aReward } from "../builders";
import type { Given } from "./describe-store";

const at = (day: string) => new Date(`2026-${day}T00:00:00.000Z`);

export function describeRewards(given: Given): void {
  describe("rewards", () => {
    it("grants once per program, order, rule and side", async () => {
      const { rewards } = given();
      const reward = aReward({ value: { amount: 9_007_199_254_740_993n, currency: currency("kwd") } });
      expect(await rewards.grant(reward)).toBe(true);
      expect(await rewards.grant(aReward({ id: "reward_2" }))).toBe(false);
      expect(await rewards.byOrder("order_2")).toEqual([reward]);
      expect(await rewards.grant(aReward({ id: "reward_3", rule: "second" }))).toBe(true);
    });

    it("grants once in 20 tries at once", async () => {
      const { rewards } = given();
      const granted = await Promise.all(
        Array.from({ length: 20 }, (_, n) => rewards.grant(aReward({ id: `reward_${n}` }))),
      );
      expect(granted.filter(Boolean)).toHaveLength(1);
    });

    it("lists a person's rewards, newest first", async () => {
      const { rewards } = given();
      await rewards.grant(aReward({ id: "reward_1", orderId: "order_1", createdAt: at("11-01") }));
      await rewards.grant(aReward({ id: "reward_3", orderId: "order_3", createdAt: at("11-03") }));
      await rewards.grant(aReward({ id: "reward_2", orderId: "order_2", createdAt: at("11-02") }));
      await rewards.grant(aReward({ id: "reward_4", orderId: "order_4", participantId: "participant_ben" }));
      const found = await rewards.byParticipant("participant_anna");
      expect(found.map(({ id }) => id)).toEqual(["reward_3", "reward_2", "reward_1"]);
    });

    it("saves a move only from the state it was read in", async () => {
      const { rewards } = given();
      await rewards.grant(aReward());
      const reversed = aReward({
        state: "reversed",
        issuedAt: at("11-10"),
        reversedAt: at("11-11"),
        usedBeforeReversal: false,
      });
      expect(await rewards.save(reversed, "issued")).toBe(false);
      expect(await rewards.lock("reward_1")).toEqual(aReward());
      expect(await rewards.save(reversed, "pending")).toBe(true);
      expect(await rewards.lock("reward_1")).toEqual(reversed);
      expect(await rewards.lock("reward_2")).toBeNull();
    });

    it("moves once where 10 read, lock and save at once", async () => {
      const store = given();
      await store.rewards.grant(aReward());
      const moved = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.transaction(async ({ rewards }) => {
            const reward = await rewards.lock("reward_1");
            await new Promise((resolve) => setTimeout(resolve, 10));
            // Whoever gets the lock sees what the one before has written.
            return reward?.state === "pending"
              ? rewards.save({ ...reward, state: "approved" }, "pending")
              : "moved before";
          }),
        ),
      );
      expect(moved.filter((result) => result === true)).toHaveLength(1);
      expect(moved.filter((result) => result === "moved before")).toHaveLength(9);
    });
  });
}
