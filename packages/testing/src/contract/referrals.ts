import type { Referral } from "@goodword/core";
import { aBinding, aReferral } from "../builders";
import type { Given } from "./describe-store";

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

export function describeReferrals(given: Given): void {
  describe("referrals", () => {
    it("finds them by id, claim hash and benefit code", async () => {
      const { referrals } = given();
      const [first, second] = [aReferral(), aReferral({ id: "referral_2" })];
      const bare = aReferral({
        id: "referral_3",
        claimHash: null,
        benefitCode: null,
        source: "cookie",
        state: "clicked",
      });
      await referrals.insert([first, second, bare]);
      const ids = ["referral_3", "unknown", "referral_1"];
      expect((await referrals.byIds(ids)).sort(byId)).toEqual([first, bare]);
      const hashes = ["hash-of-referral_2", "unknown", "hash-of-referral_1"];
      expect((await referrals.byClaimHashes(hashes)).sort(byId)).toEqual([first, second]);
      const codes = ["WELCOME-referral_2", "SUMMER", "WELCOME-referral_1"];
      expect((await referrals.byBenefitCodes(codes)).sort(byId)).toEqual([first, second]);
      expect(await referrals.byIds(["referral_2"])).toEqual([second]);
      expect(await referrals.byClaimHashes(["hash-of-referral_2"])).toEqual([second]);
      expect(await referrals.byBenefitCodes(["WELCOME-referral_2"])).toEqual([second]);
      expect(await referrals.byIds([])).toEqual([]);
      expect(await referrals.byClaimHashes([])).toEqual([]);
      expect(await referrals.byBenefitCodes([])).toEqual([]);
    });

    it("takes any number of them without a claim, a code, a friend or an order", async () => {
      const { referrals } = given();
      const bare = { claimHash: null, benefitCode: null, friendId: null, orderId: null };
      await referrals.insert([aReferral({ id: "a", ...bare }), aReferral({ id: "b", ...bare })]);
      await referrals.insert([]);
      expect(await referrals.byIds(["a", "b"])).toHaveLength(2);
    });

    it("finds the relations of friends in any program, newest first", async () => {
      const { referrals } = given();
      await referrals.insert([
        aReferral({ id: "old", friendId: "ben", claimedAt: day(1) }),
        aReferral({ id: "new", friendId: "ben", claimedAt: day(3), programId: "vip", programVersion: 4 }),
        aReferral({ id: "carla", friendId: "carla", claimedAt: day(2) }),
        aReferral({ id: "as-advocate", friendId: "dora", advocateId: "ben" }),
        aReferral({ id: "nobody", friendId: null }),
      ]);
      const ids = async (...friends: string[]) => (await referrals.byFriends(friends)).map(({ id }) => id);
      expect(await ids("ben", "carla")).toEqual(["new", "carla", "old"]);
      expect(await ids("ben")).toEqual(["new", "old"]);
      expect(await ids("participant_anna")).toEqual([]);
      expect(await ids()).toEqual([]);
    });

    it("finds the relations of advocates that were converted lately, newest first, so many of each", async () => {
      const { referrals } = given();
      const converted = (id: string, advocateId: string, convertedAt: Date | null) =>
        aReferral({ id, advocateId, convertedAt, state: "qualified", claimedAt: day(1) });
      await referrals.insert([
        converted("a2", "anna", day(4)),
        converted("a1", "anna", day(3)),
        converted("too-early", "anna", new Date(day(3).getTime() - 1)),
        converted("a3", "anna", day(7)),
        converted("b1", "ben", day(5)),
        converted("c1", "carla", day(6)),
        converted("open", "anna", null),
      ]);
      const ids = async (advocates: string[], limit: number) =>
        (await referrals.recent(advocates, day(3), limit)).map(({ id }) => id);
      expect(await ids(["anna", "ben"], 9)).toEqual(["a3", "b1", "a2", "a1"]);
      expect(await ids(["ben", "anna", "carla"], 1)).toEqual(["a3", "c1", "b1"]);
      expect(await ids(["anna"], 2)).toEqual(["a3", "a2"]);
      expect(await ids(["nobody"], 9)).toEqual([]);
      expect(await ids([], 9)).toEqual([]);
      expect(await referrals.recent(["ben"], day(3), 1)).toEqual([converted("b1", "ben", day(5))]);
    });

    it("saves each only from the state it was read in, and names those that somebody else moved", async () => {
      const { referrals } = given();
      await referrals.insert([aReferral(), aReferral({ id: "referral_2", state: "converted" })]);
      const converted: Referral = aReferral({
        state: "converted",
        source: "code",
        advocateId: "participant_dora",
        code: "DORA",
        friendId: "participant_ben",
        orderId: "order_2",
        convertedAt: new Date("2026-11-03T10:00:00.000Z"),
        reasons: ["below-minimum", "existing-customer"],
      });
      const late = aReferral({ id: "referral_2", state: "converted", orderId: "order_7" });
      const unknown = aReferral({ id: "referral_3", state: "converted" });
      expect(
        (
          await referrals.save([
            { to: unknown, from: "claimed" },
            { to: converted, from: "claimed" },
            { to: late, from: "claimed" },
          ])
        ).sort(),
      ).toEqual(["referral_2", "referral_3"]);
      expect(await referrals.byOrder("order_2")).toEqual(converted);
      expect(await referrals.byOrder("order_7")).toBeNull();
      expect(await referrals.byIds(["referral_3"])).toEqual([]);
      expect(await referrals.save([{ to: { ...late, state: "rejected" }, from: "converted" }])).toEqual([]);
      expect(await referrals.byOrder("order_7")).toMatchObject({ id: "referral_2", state: "rejected" });
      expect(await referrals.save([])).toEqual([]);
    });

    it("lets one of 10 savers at once win", async () => {
      const { referrals } = given();
      await referrals.insert([aReferral()]);
      const refused = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          referrals.save([{ to: aReferral({ state: "converted", orderId: `order_${n}` }), from: "claimed" }]),
        ),
      );
      expect(refused.filter((ids) => ids.length === 0)).toHaveLength(1);
      expect(refused.flat()).toEqual(Array.from({ length: 9 }, () => "referral_1"));
    });

    it.each([
      ["id", { id: "referral_1" }],
      ["claim hash", { claimHash: "hash-of-referral_1" }],
      ["benefit code", { benefitCode: "WELCOME-referral_1" }],
      ["order", { orderId: "order_2" }],
    ])("refuses a second referral with the same %s, and what came with it", async (_, same) => {
      const { referrals } = given();
      await referrals.insert([aReferral({ orderId: "order_2" })]);
      const rest = { claimHash: "c", benefitCode: "b", orderId: null };
      const second = referrals.insert([
        aReferral({ id: "other" }),
        aReferral({ id: "referral_2", ...rest, ...same }),
      ]);
      // Not `toThrow`: a native driver's error may be of another realm than jest's Error.
      await expect(second).rejects.toHaveProperty("message");
      expect(await referrals.byIds(["referral_2", "other"])).toEqual([]);
    });
  });

  describe("bindings", () => {
    it("binds a friend to whoever was first, in each program", async () => {
      const { bindings } = given();
      const vip = aBinding({ programId: "vip", referralId: "referral_5", until: day(9) });
      const carla = aBinding({ friendId: "participant_carla", referralId: "referral_3" });
      expect(await bindings.bind([aBinding(), vip, carla])).toEqual([]);
      const late = aBinding({ referralId: "referral_2", boundAt: day(9), until: day(10) });
      const dora = aBinding({ friendId: "participant_dora", referralId: "referral_4" });
      expect(await bindings.bind([late, dora])).toEqual([aBinding()]);
      const found = await bindings.byFriends(["participant_ben", "participant_dora", "nobody"]);
      expect(found.sort((a, b) => (a.referralId < b.referralId ? -1 : 1))).toEqual([aBinding(), dora, vip]);
      expect(await bindings.byFriends(["participant_carla"])).toEqual([carla]);
      expect(await bindings.byFriends([])).toEqual([]);
      expect(await bindings.bind([])).toEqual([]);
    });

    it("stays as it is when the same referral binds again", async () => {
      const { bindings } = given();
      await bindings.bind([aBinding({ until: day(9) })]);
      expect(await bindings.bind([aBinding({ boundAt: day(5), until: day(20) })])).toEqual([]);
      expect(await bindings.byFriends(["participant_ben"])).toEqual([aBinding({ until: day(9) })]);
    });

    it("takes the first of two in a batch", async () => {
      const { bindings } = given();
      const second = aBinding({ referralId: "referral_0" });
      expect(await bindings.bind([aBinding(), second])).toEqual([aBinding()]);
      expect(await bindings.byFriends(["participant_ben"])).toEqual([aBinding()]);
    });

    it("binds a friend once in 10 tries at once, and all learn to whom", async () => {
      const { bindings } = given();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => bindings.bind([aBinding({ referralId: `referral_${n}` })])),
      );
      const [bound] = await bindings.byFriends(["participant_ben"]);
      expect(answers.filter((there) => there.length === 0)).toHaveLength(1);
      expect(answers.flat()).toEqual(Array.from({ length: 9 }, () => bound));
    });

    it("lets a friend go, in one program", async () => {
      const { bindings } = given();
      const vip = aBinding({ programId: "vip" });
      const carla = aBinding({ friendId: "participant_carla" });
      await bindings.bind([aBinding(), vip, carla]);
      await bindings.release("default", "participant_ben");
      await bindings.release("default", "nobody");
      expect(await bindings.byFriends(["participant_ben"])).toEqual([vip]);
      expect(await bindings.byFriends(["participant_carla"])).toEqual([carla]);
      expect(await bindings.bind([aBinding({ referralId: "referral_2" })])).toEqual([]);
    });
  });
}
