import type { Stores } from "@goodword/core";
import { aCode, aLedgerEntry, aMessage, aParticipant, aRecordedOrder, aReward, aSnapshot } from "../builders";
import type { Given } from "./describe-store";

const email = { kind: "email", value: "hmac-of-anna" } as const;
const now = new Date("2026-11-02T09:00:00.000Z");

async function writeEverywhere(stores: Stores): Promise<void> {
  await stores.participants.enrol(aParticipant(), [email]);
  await stores.codes.mint(aCode());
  await stores.orders.record(aRecordedOrder());
  await stores.rewards.grant(aReward());
  await stores.ledger.post(aLedgerEntry());
  await stores.outbox.put(aMessage());
  await stores.content.keep(aSnapshot(), now);
  await stores.watermarks.set("orders", now);
}

const claim = { now, limit: 10, leaseUntil: new Date(now.getTime() + 60_000) };

export function describeTransactions(given: Given): void {
  describe("transactions", () => {
    it("keep all of the work, and answer what it answered", async () => {
      const store = given();
      expect(await store.transaction((stores) => writeEverywhere(stores).then(() => "done"))).toBe("done");
      expect(await store.participants.byIdentity(email)).toEqual(aParticipant());
      expect(await store.rewards.byOrder("order_2")).toEqual([aReward()]);
      expect(await store.ledger.byOrder("order_2")).toEqual([aLedgerEntry()]);
      expect(await store.outbox.claim(claim)).toHaveLength(1);
    });

    it("take all of the work back when it throws, and pass the error on", async () => {
      const store = given();
      await store.participants.enrol(aParticipant({ id: "participant_ben" }), [{ ...email, value: "ben" }]);
      const failure = new Error("the power went");
      const work = store.transaction(async (stores) => {
        await writeEverywhere(stores);
        await stores.participants.dismiss("participant_ben", now);
        throw failure;
      });
      await expect(work).rejects.toBe(failure);
      expect(await store.participants.byIdentity(email)).toBeNull();
      expect((await store.participants.byId("participant_ben"))?.dismissedUntil).toBeNull();
      expect(await store.codes.byCode(aCode().code)).toBeNull();
      expect(await store.orders.lock("order_2")).toBeNull();
      expect(await store.rewards.byOrder("order_2")).toEqual([]);
      expect(await store.ledger.byOrder("order_2")).toEqual([]);
      expect(await store.ledger.sums()).toEqual({});
      expect(await store.outbox.claim(claim)).toEqual([]);
      expect(await store.content.current()).toBeNull();
      expect(await store.watermarks.get("orders")).toBeNull();
      // What was rolled back is free again.
      expect(await store.outbox.put(aMessage())).toBe(true);
    });

    it("go on after a key that was taken", async () => {
      const store = given();
      await writeEverywhere(store);
      await store.transaction(async (stores) => {
        await writeEverywhere(stores);
        expect(await stores.codes.mint(aCode({ participantId: "participant_ben" }))).toEqual({
          outcome: "taken",
        });
        await stores.watermarks.set("after", now);
      });
      expect(await store.watermarks.get("after")).toEqual(now);
    });

    it("show what they wrote to others only when they end", async () => {
      const store = given();
      const order: string[] = [];
      const written = store.transaction(async (stores) => {
        await stores.orders.record(aRecordedOrder());
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push("written");
      });
      const second = new Promise((resolve) => setTimeout(resolve, 10)).then(() =>
        store.transaction(async (stores) => {
          const recorded = await stores.orders.record(aRecordedOrder());
          order.push("waited");
          return recorded;
        }),
      );
      expect(await second).toBe(false);
      await written;
      expect(order).toEqual(["written", "waited"]);
    });

    it("enrol one person in 20 transactions at once", async () => {
      const store = given();
      const enrolled = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          store.transaction(async ({ participants, orders }) => {
            const person = await participants.enrol(aParticipant({ id: `participant_${n}` }), [email]);
            await orders.record(aRecordedOrder({ orderId: `order_${n}`, participantId: person.id }));
            return person.id;
          }),
        ),
      );
      expect(new Set(enrolled).size).toBe(1);
    });
  });
}
