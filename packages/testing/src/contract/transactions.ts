import type { Stores } from "@goodword/core";
import {
  aBinding,
  aCode,
  aCounter,
  aLedgerEntry,
  aMessage,
  aParticipant,
  aRecordedOrder,
  aReferral,
  aReward,
  aShare,
  aSnapshot,
  aStoredProgram,
  aTrace,
} from "../builders";
import type { Given } from "./describe-store";

const email = { kind: "email", value: "hmac-of-anna" } as const;
const now = new Date("2026-11-02T09:00:00.000Z");

const enrolled = (id: string, value: string) => [
  { candidate: aParticipant({ id }), own: [{ kind: "email", value } as const], mentioned: [] },
];

async function writeEverywhere(stores: Stores): Promise<void> {
  await stores.programs.add(aStoredProgram(), now);
  await stores.participants.enrol([{ candidate: aParticipant(), own: [email], mentioned: [] }]);
  await stores.participants.name("participant_anna", { display: "Anna", key: "anna" });
  await stores.codes.mint([aCode()]);
  await stores.shares.record(aShare());
  await stores.bindings.bind([aBinding()]);
  await stores.orders.record([aRecordedOrder()]);
  await stores.traces.record([aTrace()]);
  await stores.rewards.grant([aReward()]);
  await stores.counters.save([aCounter()]);
  await stores.ledger.post([aLedgerEntry()]);
  await stores.inbox.put([aMessage()]);
  await stores.outbox.put([aMessage()]);
  await stores.content.keep(aSnapshot(), now);
  await stores.watermarks.set("orders", now);
}

/** Where each of them would be seen. */
const readEverywhere = async (stores: Stores) => ({
  programs: await stores.programs.all(),
  version: await stores.programs.version("default", 1),
  person: await stores.participants.byIdentity(email),
  named: await stores.participants.named("anna"),
  codes: await stores.codes.byCodes([aCode().code]),
  shares: await stores.shares.countOf("participant_anna"),
  referrals: await stores.referrals.byIds(["referral_1"]),
  bindings: await stores.bindings.byFriends(["participant_ben"]),
  orders: await stores.orders.lock(["order_2"]),
  traces: await stores.traces.matching(["hash-of-a-phone"], 9),
  rewards: await stores.rewards.byOrders(["order_2"]),
  counters: await stores.counters.hold([aCounter()]),
  ledger: await stores.ledger.byOrder("order_2"),
  sums: await stores.ledger.sums(),
  content: await stores.content.current(),
  watermark: await stores.watermarks.get("orders"),
});

const nothing: Awaited<ReturnType<typeof readEverywhere>> = {
  programs: [],
  version: null,
  person: null,
  named: [],
  codes: [],
  shares: 0,
  referrals: [],
  bindings: [],
  orders: [],
  traces: [],
  rewards: [],
  counters: [aCounter({ count: 0n })],
  ledger: [],
  sums: {},
  content: null,
  watermark: null,
};

const everything: typeof nothing = {
  programs: [aStoredProgram()],
  version: aStoredProgram().program,
  person: aParticipant(),
  named: ["participant_anna"],
  codes: [aCode()],
  shares: 1,
  referrals: [aReferral()],
  bindings: [aBinding()],
  orders: [aRecordedOrder()],
  traces: [aTrace()],
  rewards: [aReward()],
  counters: [aCounter()],
  ledger: [aLedgerEntry()],
  sums: { eur: 0n },
  content: aSnapshot(),
  watermark: now,
};

const claim = { now, limit: 10, leaseUntil: new Date(now.getTime() + 60_000) };

export function describeTransactions(given: Given): void {
  describe("transactions", () => {
    it("keep all of the work, and answer what it answered", async () => {
      const store = given();
      const work = async (stores: Stores) => {
        await writeEverywhere(stores);
        await stores.referrals.insert([aReferral()]);
        // It sees itself what others do not see yet.
        expect(await readEverywhere(stores)).toEqual(everything);
        return "done";
      };
      expect(await store.transaction(work)).toBe("done");
      expect(await readEverywhere(store)).toEqual(everything);
      expect(await store.inbox.claim(claim)).toHaveLength(1);
      expect(await store.outbox.claim(claim)).toHaveLength(1);
    });

    it("take all of the work back when it throws, and pass the error on", async () => {
      const store = given();
      const failure = new Error("the power went");
      const work = store.transaction(async (stores) => {
        await writeEverywhere(stores);
        await stores.referrals.insert([aReferral()]);
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      expect(await readEverywhere(store)).toEqual(nothing);
      expect(await store.inbox.claim(claim)).toEqual([]);
      expect(await store.outbox.claim(claim)).toEqual([]);
      // What was rolled back is free again.
      await writeEverywhere(store);
      await store.referrals.insert([aReferral()]);
      expect(await readEverywhere(store)).toEqual(everything);
    });

    it("take back what they changed, took and gave away, too", async () => {
      const store = given();
      await writeEverywhere(store);
      await store.referrals.insert([aReferral()]);
      await store.participants.enrol(enrolled("participant_ben", "ben"));
      const failure = new Error("the power went");
      const work = store.transaction(async (stores) => {
        await stores.programs.move("default", "live", "paused");
        await stores.programs.add(
          aStoredProgram({ program: { ...aStoredProgram().program, version: 2 } }),
          now,
        );
        await stores.participants.dismiss("participant_anna", now);
        await stores.participants.name("participant_anna", null);
        await stores.codes.replace(aCode({ code: "FRIEND" }));
        await stores.codes.setStatus(aCode().code, "disabled");
        await stores.referrals.save([{ to: aReferral({ state: "converted" }), from: "claimed" }]);
        await stores.bindings.release("default", "participant_ben");
        await stores.orders.update([aRecordedOrder({ refunded: 5n })]);
        await stores.rewards.save([{ to: aReward({ state: "approved" }), from: "pending" }]);
        await stores.counters.save([aCounter({ count: 9n })]);
        await stores.outbox.claim(claim);
        await stores.inbox.done(["message_1"], now);
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      expect(await readEverywhere(store)).toEqual(everything);
      expect(await store.codes.byCodes(["FRIEND"])).toEqual([]);
      expect(await store.programs.version("default", 2)).toBeNull();
      expect(await store.inbox.claim(claim)).toMatchObject([{ attempts: 1 }]);
      expect(await store.outbox.claim(claim)).toMatchObject([{ attempts: 1 }]);
    });

    it("take a merge back whole", async () => {
      const store = given();
      await writeEverywhere(store);
      await store.referrals.insert([aReferral()]);
      await store.participants.enrol(enrolled("a_former", "former"));
      const failure = new Error("the power went");
      const work = store.transaction(async (stores) => {
        const moved = await stores.merges.move("participant_anna", "a_former");
        expect(moved.identities).toEqual([email]);
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      expect(await readEverywhere(store)).toEqual(everything);
      expect((await store.participants.byIdentity({ kind: "email", value: "former" }))?.id).toBe("a_former");
    });

    it("go on after a key that was taken", async () => {
      const store = given();
      await writeEverywhere(store);
      await store.transaction(async (stores) => {
        await writeEverywhere(stores);
        expect(await stores.codes.mint([aCode({ participantId: "participant_ben" })])).toEqual([
          { outcome: "taken" },
        ]);
        await stores.watermarks.set("after", now);
      });
      expect(await store.watermarks.get("after")).toEqual(now);
    });

    it("show what they wrote to others only when they end", async () => {
      const store = given();
      const order: string[] = [];
      const written = store.transaction(async (stores) => {
        await stores.orders.record([aRecordedOrder()]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push("written");
      });
      const second = new Promise((resolve) => setTimeout(resolve, 10)).then(() =>
        store.transaction(async (stores) => {
          const recorded = await stores.orders.record([aRecordedOrder()]);
          order.push("waited");
          return recorded;
        }),
      );
      expect(await second).toEqual(["order_2"]);
      await written;
      expect(order).toEqual(["written", "waited"]);
    });

    it("enrol one person in 20 transactions at once", async () => {
      const store = given();
      const people = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.transaction(async ({ participants, orders }) => {
            const [person] = await participants.enrol(enrolled(`participant_${n}`, "anna"));
            const participantId = person?.participant.id ?? "";
            await orders.record([aRecordedOrder({ orderId: `order_${n}`, participantId })]);
            return participantId;
          }),
        ),
      );
      expect(new Set(people).size).toBe(1);
      expect(await store.orders.standing([...people.slice(0, 1)])).toHaveLength(20);
    });
  });
}
