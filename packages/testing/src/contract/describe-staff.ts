import type { Order, ProgramDefinition } from "@goodword/core";
import { anOrder, aProgramDefinition, aRule } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What people decide, and what they can ask the engine before they do, over any store. */
export function describeStaff(name: string, open: OpenStore): void {
  describe(`staff over ${name}`, () => {
    let shop: TestShop;
    afterEach(() => shop.close());
    const who = { by: "user_1", reason: "They wrote to us." };

    const opened = async (change: Partial<ProgramDefinition> = {}) => {
      shop = await openShop(open, change);
      await shop.place(card("card-anna", shop.anna));
    };
    const card = (paymentFingerprint: string, order: Order, rest: Partial<Order["traces"]> = {}): Order => ({
      ...order,
      traces: { ...order.traces, paymentFingerprint, ...rest },
    });
    const friend = async (change: (order: Order) => Order = (order) => order) => {
      const claim = await shop.claim(shop.anna);
      // A person takes their time: an order within a minute of the click is a signal of its own.
      shop.clock.advance({ minutes: 5 });
      const order = change(shop.order("ben", { claim }));
      await shop.place(order);
      return order;
    };
    const explain = ({ id }: Order) => shop.goodword.explainOrder({ orderId: id });
    const rewardOf = async (order: Order) => {
      const { rewards } = await explain(order);
      if (rewards[0] === undefined) throw new Error("no reward");
      return rewards[0];
    };
    const afterHold = async () => {
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
    };
    /** Same shipping device, and a throw-away mailbox: 70 and above is declined, 40 to 69 waits. */
    const flagged = (order: Order) => ({
      ...card("card-ben", order, { device: "phone-anna" }),
      id: "order_flagged",
      email: "ben@mailinator.com",
    });

    describe("trust", () => {
      const sameDevice = async () => {
        shop = await openShop(open);
        await shop.place(card("card-anna", shop.anna, { device: "phone-anna" }));
        return friend((order) => card("card-ben", order, { device: "phone-anna" }));
      };

      it("lets a person decline a reward that nothing flagged, while it waits, and the advocate ask again", async () => {
        await opened();
        const ben = await friend();
        const { id: rewardId, review } = await rewardOf(ben);
        expect(review).toBeNull();
        const decide = (decision: "approved" | "declined") =>
          shop.goodword.reviewReward({ rewardId, decision, ...who });
        // It pays by itself: there is nothing to approve.
        expect(await decide("approved")).toBeNull();
        expect(await decide("declined")).toMatchObject({ state: "declined" });
        expect(await decide("declined")).toMatchObject({ state: "declined" });
        await afterHold();
        expect(shop.issuer.issued.size).toBe(0);
        expect(await rewardOf(ben)).toMatchObject({ review: { state: "declined", decision: who } });
        await shop.goodword.appealReward({ rewardId, reason: "I know Ben from work." });
        await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
        await shop.goodword.work();
        expect(await rewardOf(ben)).toMatchObject({ state: "issued" });
        // The same word once more, late: it was answered since.
        expect(await decide("declined")).toMatchObject({ state: "issued" });
      });

      it("holds a flagged reward for a person, and never pays it on time-out", async () => {
        const ben = await sameDevice();
        const reward = await rewardOf(ben);
        expect(reward).toMatchObject({
          state: "pending",
          verdict: { outcome: "review", score: 40, signals: [{ points: 40 }] },
          review: { state: "open" },
        });
        shop.clock.advance({ days: 400 });
        await shop.goodword.work();
        expect(await rewardOf(ben)).toMatchObject({ state: "pending" });
        const queue = await shop.goodword.listReviews({ limit: 5, offset: 0 });
        expect(queue).toMatchObject({ count: 1, rows: [{ id: reward.id }] });

        await shop.goodword.reviewReward({ rewardId: reward.id, decision: "approved", ...who });
        await shop.goodword.work();
        expect(await rewardOf(ben)).toMatchObject({
          state: "issued",
          review: { state: "approved", decision: who },
        });
        expect((await shop.goodword.listReviews({ limit: 5, offset: 0 })).count).toBe(0);
        const again = shop.goodword.reviewReward({ rewardId: reward.id, decision: "declined", ...who });
        await expect(again).rejects.toThrow(/from approved to declined/);
      });

      it("takes a person's word once, and refuses another's who decides on what is decided", async () => {
        const ben = await sameDevice();
        const { id: rewardId } = await rewardOf(ben);
        const approve = (by: string) =>
          shop.goodword.reviewReward({ rewardId, decision: "approved", by, reason: who.reason });
        const clicks = await Promise.all([approve("user_1"), approve("user_1")]);
        expect(clicks.map((reward) => reward?.review?.decision?.by)).toEqual(["user_1", "user_1"]);
        await expect(approve("user_2")).rejects.toThrow(/from approved to approved/);
        await afterHold();
        expect(shop.issuer.issued.size).toBe(1);
        const { rows } = await shop.goodword.listRewards({ limit: 5, offset: 0, locale: "de" });
        expect(rows).toMatchObject([
          { id: rewardId, firstOrderId: shop.anna.id, said: { signals: [{ points: 40 }] } },
        ]);
        expect(rows[0]?.said?.sentence).toMatch(/Prüfung durch einen Menschen/);
      });

      it("takes a flagged reward's promise back when a person declines it, and gives it on appeal", async () => {
        const ben = await sameDevice();
        const { id: rewardId } = await rewardOf(ben);
        await shop.tell("order.refunded:200", { ...ben, refunded: 200n });
        await shop.goodword.reviewReward({ rewardId, decision: "declined", ...who });
        expect(await rewardOf(ben)).toMatchObject({ state: "declined", declined: "trust", reversed: 1_000n });
        await afterHold();
        expect(shop.issuer.issued.size).toBe(0);
        await shop.goodword.appealReward({ rewardId, reason: "We share a tablet." });
        expect((await shop.goodword.listReviews({ limit: 5, offset: 0 })).count).toBe(1);
        await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
        await shop.goodword.work();
        expect(await rewardOf(ben)).toMatchObject({ state: "issued", reversed: 100n, payout: 900n });
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("declines what is too suspicious with its reasons, and counts the friend when an appeal is won", async () => {
        await opened();
        const ben = await friend((order) => card("card-anna", order));
        expect(await explain(ben)).toMatchObject({
          order: { verdict: "rejected", reasons: ["trust-declined"] },
          referral: { state: "rejected", reasons: ["trust-declined"] },
          rewards: [{ state: "declined", declined: "trust", review: { state: "declined" } }],
          ledger: [],
        });
        const { id: rewardId } = await rewardOf(ben);
        await shop.goodword.appealReward({ rewardId, reason: "My sister paid for me." });
        await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
        expect(await explain(ben)).toMatchObject({
          order: { verdict: "qualified", reasons: [] },
          referral: { state: "qualified" },
          rewards: [{ state: "pending" }],
        });
        await afterHold();
        expect([...shop.issuer.issued.values()]).toMatchObject([{ value: { amount: 1_000n } }]);
        await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
        expect(await explain(ben)).toMatchObject({ referral: { state: "reversed" } });
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("leaves an appeal open while only part is refunded, and ends it with the order", async () => {
        await opened();
        let ben = await friend((order) => card("card-anna", order));
        const { id: rewardId } = await rewardOf(ben);
        await shop.goodword.appealReward({ rewardId, reason: "My sister paid for me." });
        ben = { ...ben, refunded: 1_000n };
        await shop.tell("order.refunded:1000", ben);
        expect(await rewardOf(ben)).toMatchObject({ state: "declined" });
        await shop.goodword.answerAppeal({ rewardId, decision: "overturned", ...who });
        expect(await rewardOf(ben)).toMatchObject({ state: "pending", reversed: 500n });

        const carl = shop.order("carl", { claim: await shop.claim(shop.anna) });
        await shop.place(card("card-anna", carl));
        const { id: other } = await rewardOf(carl);
        await shop.goodword.appealReward({ rewardId: other, reason: "My brother paid for me." });
        await shop.tell("order.canceled", { ...card("card-anna", carl), canceledAt: shop.clock.now() });
        await shop.goodword.answerAppeal({ rewardId: other, decision: "overturned", ...who });
        // What was never given cannot be taken back.
        expect(await rewardOf(carl)).toMatchObject({
          state: "declined",
          reversed: 0n,
          review: { appealState: "overturned" },
        });
      });

      it("leaves a decline that was looked at as it is, and an appeal is asked once", async () => {
        await opened();
        const ben = await friend((order) => card("card-anna", order));
        const { id: rewardId } = await rewardOf(ben);
        await shop.goodword.appealReward({ rewardId, reason: "Please look." });
        await shop.goodword.answerAppeal({ rewardId, decision: "upheld", ...who });
        expect(await rewardOf(ben)).toMatchObject({ state: "declined", review: { appealState: "upheld" } });
        const again = shop.goodword.appealReward({ rewardId, reason: "Again." });
        await expect(again).rejects.toThrow(/from upheld to asked/);
        expect(await shop.goodword.appealReward({ rewardId: "nobodys", reason: "?" })).toBeNull();
      });

      it("adds up what alone would say little", async () => {
        shop = await openShop(open);
        await shop.place(card("card-anna", shop.anna, { device: "phone-anna" }));
        const ben = await friend(flagged);
        const { verdict } = await rewardOf(ben);
        expect(verdict).toMatchObject({ outcome: "decline", score: 70 });
      });

      it("refuses a loop of advocates", async () => {
        await opened({ conditions: [], bindingDays: 365 });
        const ben = await friend();
        const carl = shop.order("carl", { claim: await shop.claim(ben) });
        await shop.place(carl);
        const anna = {
          ...shop.anna,
          id: "order_loop",
          placedAt: shop.clock.advance(1),
          claim: await shop.claim(carl),
        };
        await shop.place(anna);
        expect(await explain(anna)).toMatchObject({
          order: { verdict: "rejected", reasons: ["advocate-loop"] },
          rewards: [],
        });
      });
    });

    describe("attribution by hand", () => {
      it("gives an order to an advocate with a reason, and takes it from whom it had", async () => {
        await opened();
        await shop.place(shop.order("carl"));
        const ben = await friend();
        const code = await shop.codeOf(shop.order("carl"));
        expect(await shop.goodword.assignOrder({ orderId: ben.id, code, ...who })).toEqual({
          assigned: true,
          reason: null,
        });
        const { order, rewards, ledger } = await explain(ben);
        expect(order?.attribution).toMatchObject({
          winner: { kind: "manual", note: who.reason },
          history: [{ act: "assigned", by: "user_1", reason: who.reason }],
        });
        expect(order?.attribution.candidates).toMatchObject([
          { kind: "manual", lost: null },
          { kind: "claim", lost: "weaker-evidence" },
        ]);
        expect(rewards.map(({ state }) => state).sort()).toEqual(["pending", "reversed"]);
        expect(ledger.map(({ kind }) => kind).sort()).toEqual(["granted", "granted", "reversed:staff-0"]);
        await afterHold();
        expect(shop.issuer.issued.size).toBe(1);
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("gives no more than what is left of an order that was refunded in part", async () => {
        await opened();
        const nobodys = shop.order("nobodys");
        await shop.place(nobodys);
        await shop.tell("order.refunded:500", { ...nobodys, refunded: 500n });
        await shop.goodword.assignOrder({ orderId: nobodys.id, code: await shop.codeOf(shop.anna), ...who });
        expect(await rewardOf(nobodys)).toMatchObject({ value: { amount: 1_000n }, reversed: 250n });
      });

      it("takes an attribution away with a reason, and what it earned with it", async () => {
        await opened();
        const ben = await friend();
        await afterHold();
        expect(await shop.goodword.removeAttribution({ orderId: ben.id, ...who })).toMatchObject({
          removed: true,
        });
        await shop.goodword.work();
        expect(await explain(ben)).toMatchObject({
          order: {
            verdict: "rejected",
            reasons: ["removed-by-staff"],
            referralId: null,
            attribution: { winner: null, candidates: [{ lost: "removed-by-staff" }] },
          },
          rewards: [{ state: "reversed", usedBeforeReversal: false }],
        });
        expect(shop.issuer.issued.size).toBe(0);
        expect(await shop.goodword.removeAttribution({ orderId: ben.id, ...who })).toEqual({
          removed: false,
          reason: null,
        });
        expect(await shop.goodword.removeAttribution({ orderId: "nobodys", ...who })).toEqual({
          removed: false,
          reason: null,
        });
        const mute = { orderId: ben.id, code: await shop.codeOf(shop.anna), by: "user_1", reason: " " };
        await expect(shop.goodword.assignOrder(mute)).rejects.toThrow(/reason of 1 to 500/);
      });

      it("does once what two members of staff do at once, and refuses a decision on what has changed", async () => {
        await opened();
        const nobodys = shop.order("nobodys");
        await shop.place(nobodys);
        const code = await shop.codeOf(shop.anna);
        const assign = (change: object = {}) =>
          shop.goodword.assignOrder({ orderId: nobodys.id, code, seen: null, ...who, ...change });
        const clicks = await Promise.all([assign(), assign()]);
        expect(clicks).toEqual([1, 2].map(() => ({ assigned: true, reason: null })));
        const { order, rewards } = await explain(nobodys);
        expect(rewards.map(({ state }) => state)).toEqual(["pending"]);
        expect(order?.attribution.history).toHaveLength(1);
        const stale = { by: "user_2", reason: "Ben called." };
        expect(await assign(stale)).toEqual({ assigned: false, reason: "changed-meanwhile" });
        const remove = (seen: string | null) =>
          shop.goodword.removeAttribution({ orderId: nobodys.id, seen, ...stale });
        expect(await remove(null)).toEqual({ removed: false, reason: "changed-meanwhile" });
        const referralId = order?.referralId ?? "";
        const removals = await Promise.all([remove(referralId), remove(referralId)]);
        expect(removals.map(({ removed }) => removed).sort()).toEqual([false, true]);
        expect((await explain(nobodys)).rewards.map(({ state }) => state)).toEqual(["reversed"]);
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("takes a claim once, also after staff took it from its order", async () => {
        await opened();
        const claim = await shop.claim(shop.anna);
        const ben = shop.order("ben", { claim });
        await shop.place(ben);
        await shop.goodword.removeAttribution({ orderId: ben.id, ...who });
        const carl = shop.order("carl", { claim });
        await shop.place(carl);
        expect(await explain(carl)).toMatchObject({
          order: { verdict: "none", attribution: { candidates: [{ lost: "already-converted" }] } },
        });
      });

      it("gives an order of before Goodword to an advocate, and mails nobody about it", async () => {
        await opened();
        const old = shop.order("old", { placedAt: new Date(shop.clock.now().getTime() - 90 * 86_400_000) });
        shop.orders.add(old);
        const code = await shop.codeOf(shop.anna);
        const mails = shop.notifier.mails.length;
        expect(await shop.goodword.assignOrder({ orderId: old.id, code, ...who })).toMatchObject({
          assigned: true,
        });
        expect(await rewardOf(old)).toMatchObject({ state: "pending" });
        await shop.goodword.work();
        expect(await rewardOf(old)).toMatchObject({ state: "issued" });
        expect(shop.notifier.mails.slice(mails).map(({ content }) => content.template)).toEqual([
          "reward-issued",
        ]);
        expect(await shop.goodword.assignOrder({ orderId: "gone", code, ...who })).toEqual({
          assigned: false,
          reason: "order-unknown",
        });
        expect(await shop.goodword.assignOrder({ orderId: old.id, code: "NOBODYS", ...who })).toEqual({
          assigned: false,
          reason: "code-unknown",
        });
        const silent = anOrder({ id: "silent", email: null });
        shop.orders.add(silent);
        expect(await shop.goodword.assignOrder({ orderId: "silent", code, ...who })).toEqual({
          assigned: false,
          reason: "order-anonymous",
        });
      });

      it("still asks the program's conditions, and says which failed", async () => {
        await opened();
        const small = shop.order("small", { value: 100n });
        await shop.place(small);
        await shop.goodword.assignOrder({ orderId: small.id, code: await shop.codeOf(shop.anna), ...who });
        expect(await explain(small)).toMatchObject({
          order: { verdict: "rejected", reasons: ["below-minimum"] },
          rewards: [],
        });
      });
    });

    describe("trying rules on past orders", () => {
      const always = { from: new Date("2026-01-01"), to: new Date("2027-12-31") };
      const history = async () => {
        await opened();
        await friend();
        const small = shop.order("small", { value: 1_200n, claim: await shop.claim(shop.anna) });
        await shop.place(small);
        const back = shop.order("back", { claim: await shop.claim(shop.anna), refunded: 500n });
        await shop.place(back);
        await shop.place(shop.order("nobodys"));
      };

      it("says what was paid when nothing is changed", async () => {
        await history();
        const { simulation } = await shop.goodword.simulateProgram({
          definition: aProgramDefinition(),
          ...always,
        });
        expect(simulation).toMatchObject({
          orders: 5,
          attributed: 3,
          qualified: 2,
          rejected: { "below-minimum": 1 },
          declined: {},
          wouldPay: [{ amount: 1_750n, currency: "eur" }],
          paid: [{ amount: 1_750n, currency: "eur" }],
        });
        expect(simulation?.people).toMatchObject([{ rewards: 2, wouldPay: [{ amount: 1_750n }] }]);
      });

      it("says what a changed program would have paid, to whom, and writes nothing", async () => {
        await history();
        const before = await shop.goodword.explainOrder({ orderId: "order_ben" });
        const { simulation } = await shop.goodword.simulateProgram({
          definition: aProgramDefinition({
            rewards: [aRule({ amount: { type: "percentage", percent: 50 } })],
            conditions: [{ type: "minimum-order", amounts: { eur: "10" } }],
            caps: { perAdvocate: 2 },
          }),
          ...always,
        });
        expect(simulation).toMatchObject({
          qualified: 3,
          rejected: {},
          declined: { "cap-reached": 1 },
          wouldPay: [{ currency: "eur" }],
          paid: [{ amount: 1_750n, currency: "eur" }],
        });
        expect(await shop.goodword.explainOrder({ orderId: "order_ben" })).toEqual(before);
        expect((await shop.goodword.listPrograms()).programs).toMatchObject([{ program: { version: 1 } }]);
        const { simulation: none } = await shop.goodword.simulateProgram({
          definition: aProgramDefinition(),
          from: new Date("2020-01-01"),
          to: new Date("2020-02-01"),
        });
        expect(none).toMatchObject({ orders: 0, wouldPay: [], people: [] });
        const { problems } = await shop.goodword.simulateProgram({
          definition: aProgramDefinition({ holdDays: -1 }),
          ...always,
        });
        expect(problems).toMatchObject([{ field: "holdDays" }]);
      });
    });
  });
}
