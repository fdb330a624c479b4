import type { Order, ProgramDefinition } from "@goodword/core";
import { type MemoryEvents, memoryEvents } from "../memory-host";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What a host is told of what happened, and which codes it is to close, over any store. */
export function describeEvents(name: string, open: OpenStore): void {
  describe(`used codes over ${name}`, () => {
    /** Ben has put Anna's offer on his cart; `spent` tells which codes the host is to close. */
    const offered = async () => {
      const spent: string[] = [];
      const codes = { spend: async (code: string) => void spent.push(code) };
      const shop = await openShop(open, {}, [], { codes });
      await shop.place(shop.anna);
      const claim = await shop.claim(shop.anna);
      await shop.goodword.applyClaim({ cartId: "cart_1", claim });
      const benefit = shop.benefit.applied.get("cart_1") as string;
      return { shop, spent, claim, benefit };
    };

    it("closes once what an order carries of ours, soon after, and nothing else", async () => {
      const { shop, spent, claim, benefit } = await offered();
      const ben = { ...shop.ben, claim, promotionCodes: ["SUMMER", benefit] };
      await shop.place(ben);
      expect(spent).toEqual([]);
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.work();
      expect(spent).toEqual([benefit]);
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
      const [reward] = (await shop.goodword.explainOrder({ orderId: ben.id })).rewards;
      await shop.place(shop.order("anna-again", { promotionCodes: [reward?.code ?? ""] }));
      await shop.tell("order.captured", ben);
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.work();
      expect(spent).toEqual([benefit, reward?.code]);
      await shop.close();
    });

    it("closes nothing for an order that the host took back whole meanwhile", async () => {
      const { shop, spent, claim, benefit } = await offered();
      await shop.place({ ...shop.ben, claim, promotionCodes: [benefit] });
      shop.orders.remove(shop.ben.id);
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.work();
      expect(spent).toEqual([]);
      await shop.place(shop.order("ben-again", { claim, promotionCodes: [benefit] }));
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.work();
      expect(spent).toEqual([benefit]);
      await shop.close();
    });
  });

  describe(`events over ${name}`, () => {
    let shop: TestShop;
    let events: MemoryEvents;
    let ben: Order;
    afterEach(() => shop.close());

    const opened = async (change: Partial<ProgramDefinition> = {}) => {
      events = memoryEvents();
      shop = await openShop(open, change, [], { events });
      await shop.place(shop.anna);
    };
    const refer = async () => {
      ben = { ...shop.ben, claim: await shop.claim(shop.anna) };
      await shop.place(ben);
    };
    const afterHold = async () => {
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
    };
    const names = () => events.told.map((event) => event.name).sort();

    it("are told once each, with whom and what they are about", async () => {
      await opened();
      await refer();
      const { referral, rewards } = await shop.goodword.explainOrder({ orderId: ben.id });
      const [reward] = rewards;
      expect(names()).toEqual(["referral.qualified", "reward.pending"]);
      expect(events.told.find((event) => event.name === "referral.qualified")).toEqual({
        name: "referral.qualified",
        id: expect.any(String),
        at: shop.clock.now(),
        referralId: referral?.id,
        programId: "default",
        advocateId: reward?.participantId,
        friendId: expect.any(String),
        orderId: ben.id,
      });
      expect(events.told.find((event) => event.name === "reward.pending")).toEqual({
        name: "reward.pending",
        id: expect.any(String),
        at: shop.clock.now(),
        rewardId: reward?.id,
        programId: "default",
        orderId: ben.id,
        referralId: referral?.id,
        participantId: reward?.participantId,
        side: "advocate",
        kind: "discount-code",
        amount: "10.00",
        currency: "eur",
      });
      await afterHold();
      await shop.tell("order.placed", ben);
      await shop.tell("order.captured", ben);
      expect(names()).toEqual(["referral.qualified", "reward.issued", "reward.pending"]);
      expect(new Set(events.told.map(({ id }) => id)).size).toBe(3);
    });

    it("tell what was taken back, before and after it was given", async () => {
      await opened();
      await refer();
      await afterHold();
      await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
      expect(names()).toEqual([
        "referral.qualified",
        "referral.reversed",
        "reward.issued",
        "reward.pending",
        "reward.reversed",
      ]);
    });

    it("tell what is refused, and no reward for it", async () => {
      await opened({ conditions: [{ type: "minimum-order", amounts: { eur: "5000.00" } }] });
      await refer();
      expect(names()).toEqual(["referral.rejected"]);
    });

    it("are told again with the same id where the host failed, and then no more", async () => {
      await opened();
      events.failNext(2);
      await refer();
      for (let round = 0; round < 4; round++) {
        shop.clock.advance({ minutes: 1 });
        await shop.goodword.work();
      }
      expect(names()).toEqual(["referral.qualified", "reward.pending"]);
      expect((await shop.store.outbox.state(shop.clock.now())).dead).toBe(0);
    });

    it("are not written where nobody listens", async () => {
      shop = await openShop(open);
      await shop.place(shop.anna);
      await refer();
      const waiting = await shop.store.outbox.claim({
        now: new Date(shop.clock.now().getTime() + 365 * 86_400_000),
        limit: 100,
        leaseUntil: new Date(shop.clock.now().getTime() + 366 * 86_400_000),
      });
      expect(waiting.map(({ kind }) => kind)).not.toContain("event");
    });
  });
}
