import type { Identity, Store } from "@goodword/core";
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

const customer: Identity = { kind: "customer", value: "cus_1" };
const email: Identity = { kind: "email", value: "hmac-of-anna" };
const oldEmail: Identity = { kind: "email", value: "hmac-of-anna-before" };
const day = (n: number) => new Date(Date.UTC(2026, 10, n));

/** Three records that will turn out to be Anna; `guest` was enrolled first, and not written first. */
async function threeRecords({ participants }: Store): Promise<void> {
  await participants.enrol([
    { candidate: aParticipant({ id: "account", enrolledAt: day(3) }), identities: [customer] },
    { candidate: aParticipant({ id: "guest", enrolledAt: day(1) }), identities: [email] },
    { candidate: aParticipant({ id: "former", enrolledAt: day(2) }), identities: [oldEmail] },
    {
      candidate: aParticipant({ id: "ben", enrolledAt: day(1) }),
      identities: [{ kind: "email", value: "ben" }],
    },
  ]);
}

/** They are one. */
const meet = async ({ participants }: Store) => {
  const candidate = aParticipant({ id: "fourth", enrolledAt: day(0) });
  const [met] = await participants.enrol([{ candidate, identities: [customer, oldEmail, email] }]);
  return met;
};

const byText = (a: string, b: string) => (a < b ? -1 : 1);

export function describeMerging(given: Given): void {
  describe("records that turn out to be one person", () => {
    beforeEach(() => threeRecords(given()));

    it("become the one that was enrolled first", async () => {
      const { participants } = given();
      const met = await meet(given());
      const guest = aParticipant({ id: "guest", enrolledAt: day(1) });
      expect(met).toMatchObject({ participant: guest, isNew: false });
      expect([...(met?.merged ?? [])].sort(byText)).toEqual(["account", "former"]);
      for (const identity of [customer, email, oldEmail]) {
        expect(await participants.byIdentity(identity)).toEqual(guest);
      }
      for (const gone of ["account", "former", "fourth"]) expect(await participants.byId(gone)).toBeNull();
      expect((await participants.byId("ben"))?.id).toBe("ben");
      expect(await meet(given())).toEqual({ participant: guest, isNew: false, merged: [] });
    });

    it("become the one whose id is first, where two were enrolled at once", async () => {
      const { participants } = given();
      const twins: Identity[] = [
        { kind: "email", value: "one" },
        { kind: "email", value: "two" },
      ];
      for (const [n, id] of ["b", "a"].entries()) {
        await participants.enrol([{ candidate: aParticipant({ id }), identities: twins.slice(n, n + 1) }]);
      }
      expect(await participants.enrol([{ candidate: aParticipant(), identities: twins }])).toEqual([
        { participant: aParticipant({ id: "a" }), isNew: false, merged: ["b"] },
      ]);
    });

    it("are told once for a person who is in a batch twice, and all of the batch get what results", async () => {
      const { participants } = given();
      const enrolled = await participants.enrol([
        { candidate: aParticipant({ id: "x" }), identities: [customer] },
        { candidate: aParticipant({ id: "y" }), identities: [{ kind: "email", value: "new" }] },
        { candidate: aParticipant({ id: "z" }), identities: [customer, email] },
      ]);
      expect(enrolled.map(({ participant, isNew, merged }) => [participant.id, isNew, merged])).toEqual([
        ["guest", false, ["account"]],
        ["y", true, []],
        ["guest", false, []],
      ]);
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
      expect((await meet(given()))?.participant.dismissedUntil).toEqual(day(25));
      expect((await participants.byId("guest"))?.dismissedUntil).toEqual(day(25));
      expect((await participants.byId("ben"))?.dismissedUntil).toBeNull();
      expect(await participants.named("anni")).toEqual(["guest"]);
      expect(await participants.named("anna")).toEqual([]);
      expect(await participants.named("ben")).toEqual(["ben"]);
    });

    it("keep a no that only one of them said", async () => {
      const { participants } = given();
      await participants.dismiss("guest", day(20));
      expect((await meet(given()))?.participant.dismissedUntil).toEqual(day(20));
    });

    it("keep the first record's own name and its own no where that is the longest", async () => {
      const { participants } = given();
      await participants.name("guest", { display: "Anna", key: "anna" });
      await participants.name("former", { display: "Anni", key: "anni" });
      await participants.dismiss("guest", day(26));
      await participants.dismiss("former", day(25));
      expect((await meet(given()))?.participant.dismissedUntil).toEqual(day(26));
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

    it("are merged once when 10 find it out at once", async () => {
      const store = given();
      await store.counters.save([
        aCounter({ subject: "guest", count: 2n }),
        aCounter({ subject: "account", count: 3n }),
      ]);
      const met = await Promise.all(Array.from({ length: 10 }, () => meet(store)));
      expect(new Set(met.map((person) => person?.participant.id))).toEqual(new Set(["guest"]));
      expect(met.flatMap((person) => person?.merged ?? []).sort(byText)).toEqual(["account", "former"]);
      expect(await store.counters.hold([aCounter({ subject: "guest" })])).toEqual([
        aCounter({ subject: "guest", count: 5n }),
      ]);
    });
  });
}
