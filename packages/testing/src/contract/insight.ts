import { currency, type RewardQuery, type Store } from "@goodword/core";
import { aClick, aCode, aParticipant, aRecordedOrder, aReferral, aReward, aShare } from "../builders";
import type { Given } from "./describe-store";

const eur = currency("eur");
const usd = currency("usd");
const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const first = { limit: 10, offset: 0 };

/**
 * Anna invited three friends, one by the code she had before: one qualified, one rejected, one only claimed.
 * Ben shared nothing yet.
 */
async function seed({ participants, codes, clicks, shares, referrals, orders, rewards }: Store) {
  const anna = aParticipant({ enrolledAt: day(1) });
  const ben = aParticipant({ id: "participant_ben", firstOrderId: "order_5", enrolledAt: day(3) });
  await participants.enrol([
    { candidate: anna, own: [{ kind: "email", value: "anna" }], mentioned: [] },
    { candidate: ben, own: [{ kind: "email", value: "ben" }], mentioned: [] },
    {
      candidate: aParticipant({ id: "no_code", enrolledAt: day(4) }),
      own: [{ kind: "email", value: "c" }],
      mentioned: [],
    },
  ]);
  await codes.mint([
    aCode({ code: "FRIEND-BEFORE" }),
    aCode({ code: "FRIEND-BEN", participantId: ben.id, status: "disabled" }),
  ]);
  await codes.replace(aCode());
  await shares.record(aShare());
  await shares.record(aShare({ id: "share_2", channel: "telegram" }));
  await clicks.record(aClick());
  await clicks.record(aClick({ id: "click_2", visitor: "second", code: "FRIEND-BEFORE" }));
  await clicks.record(aClick({ id: "click_3", visitor: "third" }));
  await clicks.record(aClick({ id: "click_4", visitor: "preview", kind: "preview" }));
  await clicks.record(aClick({ id: "click_5", visitor: "fifth", code: "UNKNOWN" }));
  const converted = { orderId: "order_2", convertedAt: day(6), friendId: "participant_ben" };
  await referrals.insert([
    aReferral({
      id: "qualified",
      state: "qualified",
      claimedAt: day(5),
      code: "FRIEND-BEFORE",
      ...converted,
    }),
    aReferral({ id: "rejected", state: "rejected", claimedAt: day(7), reasons: ["below-minimum"] }),
    aReferral({ id: "claimed", claimedAt: day(8) }),
    aReferral({ id: "of-ben", claimedAt: day(9), advocateId: "participant_ben", code: "FRIEND-BEN" }),
  ]);
  await orders.record([aRecordedOrder()]);
  const issued = { state: "issued", issuedAt: day(20) } as const;
  const other = { referralId: "other" };
  await rewards.grant([
    aReward({
      id: "r0",
      referralId: "qualified",
      side: "friend",
      createdAt: day(1),
      participantId: "participant_carla",
    }),
    aReward({ id: "r2", referralId: "qualified", rule: "later", createdAt: day(9), state: "reversed" }),
    aReward({ id: "r1", referralId: "qualified", createdAt: day(6), ...issued }),
    aReward({ id: "r3", orderId: "order_8", ...other, ...issued, state: "redeemed", reversed: 300n }),
    aReward({ id: "r4", orderId: "order_9", ...other, ...issued, value: { amount: 700n, currency: usd } }),
    aReward({ id: "r5", orderId: "order_10", ...other }),
    aReward({ id: "r6", orderId: "order_11", ...other, ...issued, state: "expired" }),
  ]);
}

export function describeInsight(given: Given): void {
  describe("insight", () => {
    it("lists rewards by state, person, code and order number, newest first", async () => {
      const store = given();
      await seed(store);
      await store.rewards.grant([aReward({ id: "r7", orderId: "order_12", code: "THANKS-100%_OFF" })]);
      const list = async (query: Partial<RewardQuery>) => {
        const { rows, count } = await store.insight.rewards({ ...first, ...query });
        return [count, ...rows.map(({ id }) => id)];
      };
      const all = await store.insight.rewards({ ...first, order: "createdAt" });
      const newest = await store.insight.rewards(first);
      expect(newest.rows).toEqual([...all.rows].reverse());
      expect(all.rows[0]).toEqual((await store.rewards.lock(["r0"]))[0]);
      expect(await list({ state: "expired" })).toEqual([1, "r6"]);
      expect(await list({ participantId: "participant_carla" })).toEqual([1, "r0"]);
      expect(await list({ search: " 100%_off" })).toEqual([1, "r7"]);
      expect(await list({ search: "100%%off" })).toEqual([0]);
      const [order] = await store.orders.lock(["order_2"]);
      expect(await list({ search: `#${order?.displayId}`, order: "createdAt" })).toEqual([
        3,
        "r0",
        "r1",
        "r2",
      ]);
      expect(await list({ state: "pending", participantId: "participant_carla", offset: 1 })).toEqual([1]);
      expect(await list({ order: "createdAt", limit: 1, offset: 1 })).toEqual([8, all.rows[1]?.id]);
    });

    it("counts what each advocate did and earned, newest advocate first", async () => {
      await seed(given());
      const { rows, count } = await given().insight.advocates(first);
      expect(count).toBe(2);
      expect(rows.map(({ code }) => code)).toEqual(["FRIEND-BEN", "FRIEND-7KQ2MXWP"]);
      expect(rows[0]).toMatchObject({ codeStatus: "disabled", shares: 0, clicks: 0, claims: 1, earned: [] });
      expect(rows[1]).toEqual({
        participantId: "participant_anna",
        code: "FRIEND-7KQ2MXWP",
        codeStatus: "active",
        firstOrderId: "order_1",
        enrolledAt: day(1),
        shares: 2,
        clicks: 3,
        invitations: 1,
        claims: 3,
        qualified: 1,
        earned: [
          { amount: 1700n, currency: eur },
          { amount: 700n, currency: usd },
        ],
      });
    });

    it("gives an advocate a row for each program, with what its codes brought", async () => {
      await seed(given());
      const { codes, referrals, insight } = given();
      await codes.mint([aCode({ code: "VIP", programId: "vip" })]);
      await referrals.insert([aReferral({ id: "vip", code: "VIP", programId: "vip", state: "qualified" })]);
      const { rows, count } = await insight.advocates(first);
      expect(count).toBe(3);
      expect(rows.map(({ code, claims, qualified }) => [code, claims, qualified])).toEqual([
        ["FRIEND-BEN", 1, 0],
        ["VIP", 1, 1],
        ["FRIEND-7KQ2MXWP", 3, 1],
      ]);
    });

    it("finds one advocate, and nobody without a code", async () => {
      await seed(given());
      const { insight } = given();
      const { rows } = await insight.advocates(first);
      expect(await insight.advocate("participant_anna")).toEqual(rows[1]);
      expect(await insight.advocate("no_code")).toBeNull();
      expect(await insight.advocate("unknown")).toBeNull();
    });

    it("lists referrals with order and reward, newest first", async () => {
      await seed(given());
      const { rows, count } = await given().insight.referrals(first);
      expect(count).toBe(4);
      expect(rows.map(({ id }) => id)).toEqual(["of-ben", "claimed", "rejected", "qualified"]);
      expect(rows[2]).toMatchObject({
        reasons: ["below-minimum"],
        orderId: null,
        orderDisplayId: null,
        reward: null,
      });
      expect(rows[3]).toEqual({
        id: "qualified",
        code: "FRIEND-BEFORE",
        advocateId: "participant_anna",
        advocateOrderId: "order_1",
        state: "qualified",
        reasons: [],
        claimedAt: day(5),
        convertedAt: day(6),
        orderId: "order_2",
        orderDisplayId: "1002",
        reward: {
          state: "issued",
          value: { amount: 1000n, currency: eur },
          dueAt: aReward().dueAt,
          issuedAt: day(20),
        },
      });
    });

    it("filters referrals by state and advocate, and counts what the filter leaves", async () => {
      await seed(given());
      const { insight } = given();
      const found = async (filter: object) => {
        const { rows, count } = await insight.referrals({ ...first, ...filter });
        return [count, ...rows.map(({ id }) => id)];
      };
      expect(await found({ state: "claimed" })).toEqual([2, "of-ben", "claimed"]);
      expect(await found({ advocateId: "participant_ben" })).toEqual([1, "of-ben"]);
      expect(await found({ advocateId: "participant_ben", state: "qualified" })).toEqual([0]);
    });

    it("finds advocates by a part of their code, by its status and by who they are", async () => {
      await seed(given());
      const { codes, insight } = given();
      await codes.mint([aCode({ code: "A%B", participantId: "no_code" })]);
      const found = async (filter: object) => {
        const { rows, count } = await insight.advocates({ ...first, ...filter });
        return [count, ...rows.map(({ code }) => code)];
      };
      expect(await found({ search: "7kq2 " })).toEqual([1, "FRIEND-7KQ2MXWP"]);
      // Former codes are not shown, and signs that databases take for wildcards are none.
      expect(await found({ search: "BEFORE" })).toEqual([0]);
      expect(await found({ search: "a%b" })).toEqual([1, "A%B"]);
      expect(await found({ search: "_" })).toEqual([0]);
      expect(await found({ search: "\\" })).toEqual([0]);
      expect(await found({ status: "disabled" })).toEqual([1, "FRIEND-BEN"]);
      expect(await found({ status: "disabled", search: "7KQ2" })).toEqual([0]);
      expect(await found({ participantId: "participant_anna" })).toEqual([1, "FRIEND-7KQ2MXWP"]);
    });

    it.each([
      ["-enrolledAt", "FRIEND-BEN", "VIP", "FRIEND-7KQ2MXWP"],
      ["enrolledAt", "FRIEND-7KQ2MXWP", "VIP", "FRIEND-BEN"],
      ["-qualified", "VIP", "FRIEND-7KQ2MXWP", "FRIEND-BEN"],
      ["qualified", "FRIEND-BEN", "FRIEND-7KQ2MXWP", "VIP"],
      ["code", "FRIEND-7KQ2MXWP", "FRIEND-BEN", "VIP"],
      ["-code", "VIP", "FRIEND-BEN", "FRIEND-7KQ2MXWP"],
    ] as const)("lists advocates by %s, page by page", async (order, ...expected) => {
      await seed(given());
      const { codes, referrals, insight } = given();
      await codes.mint([aCode({ code: "VIP", programId: "vip" })]);
      const vip = { code: "VIP", programId: "vip", state: "qualified" } as const;
      await referrals.insert([aReferral({ id: "vip_1", ...vip }), aReferral({ id: "vip_2", ...vip })]);
      const codesOf = async (page: { limit: number; offset: number }) =>
        (await insight.advocates({ ...page, order })).rows.map(({ code }) => code);
      expect(await codesOf(first)).toEqual(expected);
      const pages = await Promise.all([0, 1, 2].map((offset) => codesOf({ limit: 1, offset })));
      expect(pages.flat()).toEqual(expected);
    });

    it("finds referrals by a part of their code or by their order's number, oldest first if asked", async () => {
      await seed(given());
      const { insight } = given();
      const found = async (filter: object) => {
        const { rows, count } = await insight.referrals({ ...first, ...filter });
        return [count, ...rows.map(({ id }) => id)];
      };
      expect(await found({ search: "7kq2" })).toEqual([2, "claimed", "rejected"]);
      expect(await found({ search: "#1002" })).toEqual([1, "qualified"]);
      expect(await found({ search: "100" })).toEqual([0]);
      expect(await found({ search: "friend", state: "claimed" })).toEqual([2, "of-ben", "claimed"]);
      // Ben was sent by Anna and sent one himself.
      expect(await found({ personId: "participant_ben" })).toEqual([2, "of-ben", "qualified"]);
      expect(await found({ personId: "participant_ben", state: "claimed" })).toEqual([1, "of-ben"]);
      expect(await found({ order: "claimedAt" })).toEqual([4, "qualified", "rejected", "claimed", "of-ben"]);
    });

    it("pages without losing the count", async () => {
      await seed(given());
      const { insight } = given();
      const page = await insight.referrals({ limit: 2, offset: 1 });
      expect(page.rows.map(({ id }) => id)).toEqual(["claimed", "rejected"]);
      expect(page.count).toBe(4);
      const advocates = await insight.advocates({ limit: 1, offset: 1 });
      expect(advocates.rows.map(({ code }) => code)).toEqual(["FRIEND-7KQ2MXWP"]);
      expect(await insight.advocates({ limit: 1, offset: 9 })).toEqual({ rows: [], count: 2 });
    });
  });
}
