import type { Identity, MovedRows, Store } from "@goodword/core";
import {
  aBinding,
  aCode,
  aCounter,
  aLedgerEntry,
  aParticipant,
  aRecordedOrder,
  aReferral,
  aReward,
  aShare,
  aTrace,
} from "../builders";
import type { Given } from "./describe-store";
import { describeUndoing } from "./undoing";

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const oldEmail: Identity = { kind: "email", value: "hmac-of-anna-before" };
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

/** Three records that will turn out to be Anna; `guest` was enrolled first, and not written first. */
async function threeRecords({ participants }: Store): Promise<void> {
  await participants.enrol([
    { candidate: aParticipant({ id: "account", enrolledAt: day(3) }), own: [customer], mentioned: [] },
    { candidate: aParticipant({ id: "guest", enrolledAt: day(1) }), own: [email], mentioned: [] },
    { candidate: aParticipant({ id: "former", enrolledAt: day(2) }), own: [oldEmail], mentioned: [] },
    {
      candidate: aParticipant({ id: "ben", enrolledAt: day(1) }),
      own: [{ kind: "email", value: "ben" }],
      mentioned: [],
    },
  ]);
}

/** They are one. Answers what moved, the last first. */
const meet = async (store: Store): Promise<[account: MovedRows, former: MovedRows]> =>
  store.transaction(async ({ merges }) => {
    await merges.hold(["guest", "account", "former"]);
    const former = await merges.move("former", "guest");
    return [await merges.move("account", "guest"), former];
  });

/** They are three again, in the order in which undoing is allowed. */
const part = async (store: Store, [account, former]: [MovedRows, MovedRows]) =>
  store.transaction(async ({ merges }) => {
    await merges.hold(["guest"]);
    await merges.giveBack({ from: "account", into: "guest", moved: account });
    await merges.giveBack({ from: "former", into: "guest", moved: former });
  });

const byText = (a: string, b: string) => (a < b ? -1 : 1);

export function describeMerging(given: Given): void {
  describe("records that turn out to be one person", () => {
    beforeEach(() => threeRecords(given()));

    it("become the one that they are merged into", async () => {
      const { participants, merges } = given();
      expect(await merges.hold(["nobody", "guest", "account", "guest"])).toEqual([
        aParticipant({ id: "account", enrolledAt: day(3) }),
        aParticipant({ id: "guest", enrolledAt: day(1) }),
      ]);
      await meet(given());
      const guest = aParticipant({ id: "guest", enrolledAt: day(1) });
      for (const identity of [customer, email, oldEmail]) {
        expect(await participants.byIdentity(identity)).toEqual(guest);
      }
      for (const gone of ["account", "former"]) expect(await participants.byId(gone)).toBeNull();
      expect((await participants.byId("ben"))?.id).toBe("ben");
    });

    it("keep all their codes, of which the first record's stays primary", async () => {
      const { codes } = given();
      await codes.mint([
        aCode({ code: "ACCOUNT", participantId: "account" }),
        aCode({ code: "GUEST", participantId: "guest" }),
        aCode({ code: "ONLY", participantId: "account", programId: "vip" }),
        aCode({ code: "BEN", participantId: "ben" }),
      ]);
      await meet(given());
      expect(
        (await codes.byCodes(["ACCOUNT", "BEN", "GUEST", "ONLY"])).sort((a, b) => byText(a.code, b.code)),
      ).toEqual([
        aCode({ code: "ACCOUNT", participantId: "guest", primary: false }),
        aCode({ code: "BEN", participantId: "ben" }),
        aCode({ code: "GUEST", participantId: "guest" }),
        aCode({ code: "ONLY", participantId: "guest", programId: "vip" }),
      ]);
      expect(await codes.primary("default", ["guest"])).toEqual([
        aCode({ code: "GUEST", participantId: "guest" }),
      ]);
    });

    it("leave one primary code where the first record had none", async () => {
      const { codes } = given();
      await codes.mint([
        aCode({ code: "ACCOUNT", participantId: "account" }),
        aCode({ code: "FORMER", participantId: "former" }),
      ]);
      await meet(given());
      expect(await codes.primary("default", ["guest"])).toEqual([
        aCode({ code: "FORMER", participantId: "guest" }),
      ]);
      expect(await codes.byCodes(["ACCOUNT"])).toEqual([
        aCode({ code: "ACCOUNT", participantId: "guest", primary: false }),
      ]);
    });

    it("keep their referrals on both sides, orders, rewards and shares", async () => {
      const { referrals, orders, rewards, shares } = given();
      const asAdvocate = aReferral({ id: "as-advocate", advocateId: "account", friendId: "ben" });
      const asFriend = aReferral({ id: "as-friend", advocateId: "ben", friendId: "former" });
      const ofBen = aReferral({ id: "of-ben", advocateId: "ben", friendId: null });
      await referrals.insert([asAdvocate, asFriend, ofBen]);
      await orders.record([
        aRecordedOrder({ orderId: "o1", participantId: "account" }),
        aRecordedOrder({ orderId: "o2", participantId: "ben" }),
      ]);
      await rewards.grant([
        aReward({ id: "r1", orderId: "o2", participantId: "former" }),
        aReward({ id: "r2", orderId: "o3", participantId: "ben" }),
      ]);
      await shares.record(aShare({ participantId: "account" }));
      await meet(given());
      const found = await referrals.byIds(["as-advocate", "as-friend", "of-ben"]);
      expect(found.sort((a, b) => byText(a.id, b.id))).toEqual([
        { ...asAdvocate, advocateId: "guest" },
        { ...asFriend, friendId: "guest" },
        ofBen,
      ]);
      expect((await orders.lock(["o1", "o2"])).map(({ participantId }) => participantId)).toEqual([
        "guest",
        "ben",
      ]);
      expect((await rewards.byParticipant("guest")).map(({ id }) => id)).toEqual(["r1"]);
      expect((await rewards.byParticipant("ben")).map(({ id }) => id)).toEqual(["r2"]);
      expect(await shares.countOf("guest")).toBe(1);
    });

    it("keep the binding that was first in each program", async () => {
      const { bindings } = given();
      await bindings.bind([
        aBinding({ friendId: "guest", referralId: "late", boundAt: day(5) }),
        aBinding({ friendId: "former", referralId: "first", boundAt: day(4) }),
        aBinding({ friendId: "account", referralId: "last", boundAt: day(6) }),
        aBinding({ friendId: "account", referralId: "vip", programId: "vip", until: day(9) }),
        aBinding({ friendId: "ben", referralId: "of-ben" }),
        aBinding({ friendId: "guest", referralId: "x-own", programId: "tie" }),
        aBinding({ friendId: "account", referralId: "a-other", programId: "tie" }),
      ]);
      await meet(given());
      const found = await bindings.byFriends(["guest", "former", "account", "ben"]);
      expect(found.sort((a, b) => byText(a.referralId, b.referralId))).toEqual([
        aBinding({ friendId: "guest", referralId: "first", boundAt: day(4) }),
        aBinding({ friendId: "ben", referralId: "of-ben" }),
        aBinding({ friendId: "guest", referralId: "vip", programId: "vip", until: day(9) }),
        aBinding({ friendId: "guest", referralId: "x-own", programId: "tie" }),
      ]);
    });

    it("keep a trace once, and count together", async () => {
      const { traces, counters } = given();
      await traces.record([
        aTrace({ participantId: "guest" }),
        aTrace({ participantId: "account" }),
        aTrace({ participantId: "former", hash: "other" }),
        aTrace({ participantId: "ben" }),
      ]);
      await counters.save([
        aCounter({ subject: "guest", count: 2n }),
        aCounter({ subject: "account", count: 3n }),
        aCounter({ subject: "former", scope: "friends", count: 4n }),
        aCounter({ subject: "ben", count: 7n }),
        aCounter({ subject: "", count: 9n }),
      ]);
      await meet(given());
      const found = await traces.matching(["hash-of-a-phone", "other"], 9);
      expect(found.map(({ hash, participantId }) => `${hash} ${participantId}`).sort()).toEqual([
        "hash-of-a-phone ben",
        "hash-of-a-phone guest",
        "other guest",
      ]);
      const keys = [
        aCounter({ subject: "guest", count: 5n }),
        aCounter({ subject: "guest", scope: "friends", count: 4n }),
        aCounter({ subject: "account", count: 0n }),
        aCounter({ subject: "former", scope: "friends", count: 0n }),
        aCounter({ subject: "ben", count: 7n }),
        aCounter({ subject: "", count: 9n }),
      ];
      expect(await counters.hold(keys)).toEqual(keys);
    });

    it("keep the first name anybody of them agreed to, and the longest no", async () => {
      const { participants } = given();
      await participants.name("account", { display: "Anna", key: "anna" });
      await participants.name("former", { display: "Anni", key: "anni" });
      await participants.name("ben", { display: "Ben", key: "ben" });
      await participants.dismiss("account", day(20));
      await participants.dismiss("former", day(25));
      await meet(given());
      expect((await participants.byId("guest"))?.dismissedUntil).toEqual(day(25));
      expect((await participants.byId("ben"))?.dismissedUntil).toBeNull();
      expect(await participants.named("anni")).toEqual(["guest"]);
      expect(await participants.named("anna")).toEqual([]);
      expect(await participants.named("ben")).toEqual(["ben"]);
    });

    it("keep a no that only one of them said", async () => {
      const { participants } = given();
      await participants.dismiss("guest", day(20));
      await meet(given());
      expect((await participants.byId("guest"))?.dismissedUntil).toEqual(day(20));
    });

    it("keep the first record's own name and its own no where that is the longest", async () => {
      const { participants } = given();
      await participants.name("guest", { display: "Anna", key: "anna" });
      await participants.name("former", { display: "Anni", key: "anni" });
      await participants.dismiss("guest", day(26));
      await participants.dismiss("former", day(25));
      await meet(given());
      expect((await participants.byId("guest"))?.dismissedUntil).toEqual(day(26));
      expect(await participants.named("anna")).toEqual(["guest"]);
      expect(await participants.named("anni")).toEqual([]);
    });

    it("leave the books as they are", async () => {
      const { ledger } = given();
      const entry = aLedgerEntry({
        postings: aLedgerEntry().postings.map((posting, n) => ({
          ...posting,
          account: `advocate:${n}:promised`,
        })),
      });
      await ledger.post([entry]);
      await meet(given());
      expect(await ledger.byOrder("order_2")).toEqual([entry]);
    });

    it("wait for one another where 10 find it out at once", async () => {
      const store = given();
      await store.counters.save([
        aCounter({ subject: "guest", count: 2n }),
        aCounter({ subject: "account", count: 3n }),
      ]);
      const merged = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.transaction(async ({ merges }) => {
            const held = await merges.hold(["account", "guest"]);
            if (held.length === 2) await merges.move("account", "guest");
            return held.length;
          }),
        ),
      );
      expect(merged.filter((people) => people === 2)).toHaveLength(1);
      expect(await store.counters.hold([aCounter({ subject: "guest" })])).toEqual([
        aCounter({ subject: "guest", count: 5n }),
      ]);
    });
  });

  describeUndoing(given, { meet, part, threeRecords });
}
