import type { RecordedOrder, Referral, Store } from "@goodword/core";
import fc from "fast-check";
import { aBinding, aCode, aParticipant, aRecordedOrder, aReferral, aReward } from "../builders";
import type { Given } from "./describe-store";

const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 9, day, hour));
const all = { programId: "default", versions: [1], before: at(20), after: null, limit: 100 };

export function describeLeftovers(given: Given): void {
  describe("leftovers", () => {
    const ids = async (change: Partial<typeof all> = {}) =>
      (await given().leftovers.unusedClaims({ ...all, ...change })).map(({ id }) => id);
    const deleteAll = (...claims: string[]) =>
      given().transaction(({ leftovers }) => leftovers.deleteClaims(claims));

    it("finds claims that came to nothing, oldest first, a page at a time", async () => {
      const { referrals, leftovers } = given();
      await referrals.insert([
        aReferral({ id: "b", claimedAt: at(3) }),
        aReferral({ id: "a", claimedAt: at(3) }),
        aReferral({ id: "old", claimedAt: at(1), benefitCode: null }),
        aReferral({ id: "too-young", claimedAt: at(20) }),
        aReferral({ id: "newer-version", claimedAt: at(1), programVersion: 2 }),
        aReferral({ id: "other-program", claimedAt: at(1), programId: "vip" }),
      ]);
      expect(await leftovers.unusedClaims(all)).toEqual([
        { id: "old", claimedAt: at(1), benefitCode: null },
        { id: "a", claimedAt: at(3), benefitCode: "WELCOME-a" },
        { id: "b", claimedAt: at(3), benefitCode: "WELCOME-b" },
      ]);
      expect(await ids({ limit: 2 })).toEqual(["old", "a"]);
      expect(await ids({ after: { id: "a", claimedAt: at(3) } as never })).toEqual(["b"]);
      expect(await ids({ versions: [2, 3] })).toEqual(["newer-version"]);
      expect(await ids({ versions: [] })).toEqual([]);
    });

    it("leaves alone what something came of, or may still come of", async () => {
      const { referrals, orders, bindings, rewards } = given();
      await referrals.insert([
        aReferral({ id: "unused", claimedAt: at(1) }),
        aReferral({ id: "converted", claimedAt: at(1), state: "converted" }),
        aReferral({ id: "clicked", claimedAt: at(1), state: "clicked" }),
        aReferral({ id: "with-order", claimedAt: at(1), orderId: "order_9" }),
        aReferral({ id: "with-friend", claimedAt: at(1), friendId: "ben" }),
        aReferral({ id: "order-waits", claimedAt: at(1) }),
        aReferral({ id: "bound", claimedAt: at(1) }),
        aReferral({ id: "rewarded", claimedAt: at(1) }),
      ]);
      await orders.record([aRecordedOrder({ referralId: "order-waits", verdict: "waiting" })]);
      await bindings.bind([aBinding({ referralId: "bound" })]);
      await rewards.grant([aReward({ referralId: "rewarded" })]);
      expect(await ids()).toEqual(["unused"]);
      const everything = [
        "unused",
        "converted",
        "clicked",
        "with-order",
        "with-friend",
        "order-waits",
        "bound",
      ];
      expect(await deleteAll(...everything, "rewarded", "unknown")).toBe(1);
      expect((await referrals.byIds(everything)).map(({ id }) => id).sort()).toEqual(
        everything.filter((id) => id !== "unused").sort(),
      );
    });

    it("keeps what was counted: claims by day, by advocate, and their first one", async () => {
      const { participants, codes, referrals, insight } = given();
      const period = { from: at(1, 0), until: at(10, 0) };
      await participants.enrol([
        {
          candidate: aParticipant({ id: "participant_anna", enrolledAt: at(1) }),
          own: [{ kind: "email", value: "anna" }],
          mentioned: [],
        },
      ]);
      await codes.mint([aCode({ participantId: "participant_anna" })]);
      const { code } = aCode();
      await referrals.insert([
        aReferral({ id: "first", code, claimedAt: at(3, 8) }),
        aReferral({ id: "same-day", code, claimedAt: at(3, 7) }),
        aReferral({ id: "later", code, claimedAt: at(5) }),
        aReferral({ id: "stays", code, claimedAt: at(3, 12) }),
      ]);
      const figures = async () => ({
        days: await insight.days(period),
        cohort: await insight.cohort(period),
        claims: (await insight.advocate("participant_anna"))?.claims,
      });
      const before = await figures();
      expect(before.claims).toBe(4);
      expect(await deleteAll("first")).toBe(1);
      expect(await deleteAll("same-day", "later")).toBe(2);
      expect(await figures()).toEqual(before);
    });

    it("deletes once what several delete at once", async () => {
      const { referrals } = given();
      await referrals.insert([aReferral({ id: "a" }), aReferral({ id: "b" })]);
      const counts = await Promise.all([deleteAll("a", "b"), deleteAll("b", "a"), deleteAll("a", "b")]);
      expect(counts.sort()).toEqual([0, 0, 2]);
    });

    it("deletes nothing that an order, a binding or a reward refers to, in any mixture", async () => {
      const fate = fc.record({
        state: fc.constantFrom<Referral["state"]>("claimed", "claimed", "converted", "rejected", "clicked"),
        order: fc.constantFrom<RecordedOrder["verdict"] | null>(null, null, "waiting", "none", "rejected"),
        isBound: fc.boolean(),
        hasReward: fc.boolean(),
        isYoung: fc.boolean(),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 12 }), async (fates) => {
          run += 1;
          const id = (n: number) => `run_${run}_${n}`;
          const { referrals, leftovers } = given();
          await referrals.insert(
            fates.map(({ state, isYoung }, n) =>
              aReferral({ id: id(n), state, claimedAt: at(isYoung ? 21 : 1) }),
            ),
          );
          await refer(given(), fates, id);
          const found = await leftovers.unusedClaims({ ...all, limit: 1_000 });
          await deleteAll(...found.map((claim) => claim.id));
          const left = (await referrals.byIds(fates.map((_, n) => id(n)))).map((row) => row.id);
          const kept = fates.flatMap(({ state, order, isBound, hasReward, isYoung }, n) =>
            state !== "claimed" || order !== null || isBound || hasReward || isYoung ? [id(n)] : [],
          );
          expect(left.sort()).toEqual(kept.sort());
        }),
        { numRuns: Math.min(Number(process.env.GOODWORD_RUNS ?? 30), 200) },
      );
    });
  });
}

interface Fate {
  readonly order: RecordedOrder["verdict"] | null;
  readonly isBound: boolean;
  readonly hasReward: boolean;
}

async function refer(
  { orders, bindings, rewards }: Store,
  fates: readonly Fate[],
  id: (n: number) => string,
) {
  for (const [n, { order, isBound, hasReward }] of fates.entries()) {
    const referralId = id(n);
    if (order !== null)
      await orders.record([aRecordedOrder({ orderId: `order_${referralId}`, referralId, verdict: order })]);
    if (isBound) await bindings.bind([aBinding({ friendId: `friend_${referralId}`, referralId })]);
    if (hasReward)
      await rewards.grant([
        aReward({ id: `reward_${referralId}`, orderId: `order_${referralId}`, referralId }),
      ]);
  }
}
