import type { IdentityProposal, Merge, MovedRows, Store } from "@goodword/core";
import {
  aBinding,
  aCode,
  aCounter,
  aParticipant,
  aRecordedOrder,
  aReferral,
  aReward,
  aShare,
  aTrace,
} from "../builders";
import type { Given } from "./describe-store";

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const people = ["guest", "account", "former", "ben"];
type Moved = [account: MovedRows, former: MovedRows];

const aProposal = (change: Partial<IdentityProposal> = {}): IdentityProposal => ({
  id: "proposal_1",
  participantIds: ["account", "guest"],
  reasons: ["order-names-account"],
  orderId: "order_2",
  proposedAt: day(4),
  state: "open",
  decision: null,
  ...change,
});
const word = { by: "user_1", reason: "They wrote to us.", at: day(8) };

/** Everything of these people, as any store tells it. Counters are the caller's to give back. */
async function everything(store: Store) {
  const { participants, codes, shares, referrals, bindings, orders, rewards, traces, proposals } = store;
  const ids = ["as-advocate", "as-friend", "of-ben"];
  return {
    people: await Promise.all(people.map((id) => participants.byId(id))),
    identities: await Promise.all(people.map((id) => participants.identitiesOf(id))),
    names: await Promise.all(["anna", "anni"].map((key) => participants.named(key))),
    codes: (await codes.byCodes(["ACCOUNT", "GUEST", "ONLY", "FORMER"])).sort((a, b) =>
      a.code < b.code ? -1 : 1,
    ),
    shares: await Promise.all(people.map((id) => shares.countOf(id))),
    referrals: (await referrals.byIds(ids)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    bindings: (await bindings.byFriends(people)).sort((a, b) => (a.referralId < b.referralId ? -1 : 1)),
    orders: (await orders.lock(["o1", "o2"])).map(({ participantId }) => participantId),
    rewards: (await rewards.lock(["r1", "r2"])).map(({ participantId }) => participantId),
    traces: (await traces.matching(["hash-of-a-phone", "other"], 9))
      .map(({ hash, participantId }) => `${hash} ${participantId}`)
      .sort(),
    proposals: (await proposals.openOf(people)).map(({ id, participantIds }) => [id, participantIds]),
  };
}

async function fill({ participants, codes, shares, referrals, ...store }: Store): Promise<void> {
  await codes.mint([
    aCode({ code: "ACCOUNT", participantId: "account" }),
    aCode({ code: "GUEST", participantId: "guest" }),
    aCode({ code: "ONLY", participantId: "account", programId: "vip" }),
    aCode({ code: "FORMER", participantId: "former" }),
  ]);
  await shares.record(aShare({ participantId: "account" }));
  await referrals.insert([
    aReferral({ id: "as-advocate", advocateId: "account", friendId: "ben", code: "ACCOUNT" }),
    aReferral({ id: "as-friend", advocateId: "ben", friendId: "former" }),
    aReferral({ id: "of-ben", advocateId: "ben", friendId: null }),
  ]);
  await store.bindings.bind([
    aBinding({ friendId: "guest", referralId: "late", boundAt: day(5) }),
    aBinding({ friendId: "former", referralId: "first", boundAt: day(4) }),
    aBinding({ friendId: "account", referralId: "last", boundAt: day(6) }),
    aBinding({ friendId: "account", referralId: "vip", programId: "vip", until: day(9) }),
  ]);
  await store.orders.record([
    aRecordedOrder({ orderId: "o1", participantId: "account" }),
    aRecordedOrder({ orderId: "o2", participantId: "ben" }),
  ]);
  await store.rewards.grant([
    aReward({ id: "r1", orderId: "o2", participantId: "former" }),
    aReward({ id: "r2", orderId: "o3", participantId: "ben" }),
  ]);
  await store.traces.record([
    aTrace({ participantId: "guest" }),
    aTrace({ participantId: "account" }),
    aTrace({ participantId: "former", hash: "other" }),
  ]);
  await store.proposals.propose([
    aProposal(),
    aProposal({ id: "proposal_2", participantIds: ["ben", "account"] }),
    aProposal({ id: "proposal_3", participantIds: ["ben", "guest"] }),
    aProposal({ id: "proposal_4", participantIds: ["former", "zoe"] }),
  ]);
  await participants.name("account", { display: "Anna", key: "anna" });
  await participants.dismiss("former", day(25));
}

export function describeUndoing(
  given: Given,
  act: {
    meet(store: Store): Promise<Moved>;
    part(store: Store, moved: Moved): Promise<void>;
    threeRecords(store: Store): Promise<void>;
  },
): void {
  describe("records that were merged by mistake", () => {
    beforeEach(() => act.threeRecords(given()));

    it("are as they were after it is undone", async () => {
      const store = given();
      await fill(store);
      const before = await everything(store);
      const moved = await act.meet(store);
      const merged = await everything(store);
      expect(merged.orders).toEqual(["guest", "ben"]);
      expect(merged.names).toEqual([["guest"], []]);
      expect(merged.proposals.find(([id]) => id === "proposal_4")).toEqual(["proposal_4", ["guest", "zoe"]]);
      await act.part(store, moved);
      expect(await everything(store)).toEqual(before);
    });

    it("keep what became of it meanwhile, and do not get back what is somebody else's or gone", async () => {
      const store = given();
      await fill(store);
      const moved = await act.meet(store);
      const [reward] = await store.rewards.lock(["r1"]);
      await store.rewards.save([{ to: { ...aReward(reward), state: "approved" }, from: "pending" }]);
      await store.bindings.release("vip", "guest");
      await store.participants.name("guest", null);
      await store.participants.dismiss("guest", day(29));
      await store.codes.setStatus("ACCOUNT", "disabled");
      await act.part(store, moved);
      const after = await everything(store);
      expect(await store.rewards.lock(["r1"])).toMatchObject([
        { state: "approved", participantId: "former" },
      ]);
      expect(after.bindings.map(({ referralId }) => referralId)).not.toContain("vip");
      expect(after.names).toEqual([[], []]);
      expect(after.people[0]?.dismissedUntil).toEqual(day(29));
      expect(after.people[2]?.dismissedUntil).toEqual(day(25));
      expect(after.codes[0]).toMatchObject({ participantId: "account", status: "disabled" });
    });

    it("leave a code to be shown with the one that had none before", async () => {
      const store = given();
      await store.codes.mint([aCode({ code: "FORMER", participantId: "former" })]);
      const moved = await act.meet(store);
      await store.codes.replace(aCode({ code: "VANITY", participantId: "guest" }));
      await act.part(store, moved);
      expect(await store.codes.primary("default", ["guest"])).toMatchObject([{ code: "VANITY" }]);
      expect(await store.codes.primary("default", ["former"])).toMatchObject([{ code: "FORMER" }]);
    });

    it("tell which merges there were, with what moved, and that one was undone", async () => {
      const store = given();
      await store.counters.save([aCounter({ subject: "account", count: 9_007_199_254_740_993n })]);
      await fill(store);
      const [account, former] = await act.meet(store);
      const merge = (id: string, from: string, moved: MovedRows): Merge => ({
        id,
        proposalId: "proposal_1",
        from,
        into: "guest",
        decision: word,
        moved,
        held: [{ rewardId: "r1", review: null, verdict: null, openedAt: day(8).toISOString() }],
        undone: null,
      });
      await store.merges.record(merge("z", "account", account));
      await store.merges.record(merge("a", "former", former));
      expect(await store.merges.lock("z")).toEqual(merge("z", "account", account));
      expect(await store.merges.lock("nobody's")).toBeNull();
      expect((await store.merges.of(["guest", "former"])).map(({ id }) => id)).toEqual(["z", "a"]);
      expect((await store.merges.of(["account"])).map(({ id }) => id)).toEqual(["z"]);
      await store.merges.undo("a", word);
      expect((await store.merges.of(["former"])).map(({ undone }) => undone)).toEqual([word]);
      expect(await store.merges.referralsBy("guest", ["ACCOUNT", "FORMER"])).toEqual(["as-advocate"]);
      expect(await store.merges.referralsBy("ben", ["ACCOUNT"])).toEqual([]);
    });
  });

  describe("pairs that may be one person", () => {
    beforeEach(() => act.threeRecords(given()));

    it("are proposed once, whichever is named first, and never again after a decision", async () => {
      const { proposals } = given();
      await proposals.propose([aProposal({ participantIds: ["guest", "account"] })]);
      await proposals.propose([aProposal({ id: "proposal_9", orderId: "order_9" })]);
      expect(await proposals.open({ limit: 9, offset: 0 })).toEqual({ rows: [aProposal()], count: 1 });
      await proposals.decide("proposal_1", "separate", word);
      await proposals.propose([aProposal({ id: "proposal_9" })]);
      expect(await proposals.open({ limit: 9, offset: 0 })).toEqual({ rows: [], count: 0 });
      expect(await proposals.lock("proposal_1")).toEqual(aProposal({ state: "separate", decision: word }));
      expect(await proposals.lock("proposal_9")).toBeNull();
    });

    it("are listed by how long they wait, a page at a time, without those of people who are no more", async () => {
      const { proposals } = given();
      await proposals.propose([
        aProposal({ id: "c", participantIds: ["account", "ben"], proposedAt: day(2) }),
        aProposal({ id: "b", participantIds: ["account", "former"] }),
        aProposal({ id: "a" }),
        aProposal({ id: "gone", participantIds: ["account", "zoe"], proposedAt: day(1) }),
      ]);
      const page = async (offset: number) => {
        const { rows, count } = await proposals.open({ limit: 2, offset });
        return [rows.map(({ id }) => id), count];
      };
      expect(await page(0)).toEqual([["c", "a"], 3]);
      expect(await page(2)).toEqual([["b"], 3]);
      const ids = async (...of: string[]) => (await proposals.openOf(of)).map(({ id }) => id);
      expect(await ids("ben")).toEqual(["c"]);
      expect(await ids("zoe", "former")).toEqual(["gone", "b"]);
      expect(await ids()).toEqual([]);
    });

    it("are kept once by 10 orders at once", async () => {
      const store = given();
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          store.transaction(({ proposals }) =>
            proposals.propose([
              aProposal({ id: `x_${n}` }),
              aProposal({ id: `y_${n}`, participantIds: ["ben", "guest"] }),
            ]),
          ),
        ),
      );
      expect((await store.proposals.open({ limit: 50, offset: 0 })).count).toBe(2);
    });

    it("keep their people apart in the books of identities", async () => {
      const { participants } = given();
      expect(await participants.byId("guest")).toEqual(aParticipant({ id: "guest", enrolledAt: day(1) }));
    });
  });
}
