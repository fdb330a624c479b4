import type { Order, ProgramDefinition, RewardRule } from "@goodword/core";
import { aProgramDefinition, aRule } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What programs can promise, each kind once, over any store. */
export function describePrograms(name: string, open: OpenStore): void {
  describe(`programs over ${name}`, () => {
    let shop: TestShop;
    afterEach(() => shop.close());

    const opened = async (change: Partial<ProgramDefinition> = {}, others: ProgramDefinition[] = []) => {
      shop = await openShop(open, change, others);
      await shop.place(shop.anna);
    };
    /** Another friend of Anna's. */
    const friend = async (name: string, rest: Partial<Order> = {}) => {
      const order = shop.order(name, { claim: await shop.claim(shop.anna), ...rest });
      await shop.place(order);
      return order;
    };
    const rewardsOf = async ({ id }: Order) => (await shop.goodword.explainOrder({ orderId: id })).rewards;
    const orderOf = async ({ id }: Order) => (await shop.goodword.explainOrder({ orderId: id })).order;
    const annaId = async () => (await orderOf(shop.anna))?.participantId ?? "";
    const afterHold = async () => {
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
    };
    const every = (change: Partial<RewardRule> = {}): RewardRule =>
      aRule({
        kind: "commission",
        trigger: { on: "order", orders: "every" },
        amount: { type: "percentage", percent: 7.5 },
        ...change,
      });

    describe("versions and states", () => {
      it("keeps the version a referral began under", async () => {
        await opened();
        const claim = await shop.claim(shop.anna);
        const generous = aProgramDefinition({
          rewards: [aRule({ amount: { type: "fixed", amounts: { eur: "25" } } })],
        });
        expect((await shop.goodword.saveProgram({ definition: generous })).saved?.program.version).toBe(2);
        const before = shop.order("ben", { claim });
        await shop.place(before);
        const after = await friend("carl");
        expect(await rewardsOf(before)).toMatchObject([{ value: { amount: 1_000n }, programVersion: 1 }]);
        expect(await rewardsOf(after)).toMatchObject([{ value: { amount: 2_500n }, programVersion: 2 }]);
      });

      it("takes no new claims while paused, keeps those there are, and asks nobody", async () => {
        await opened();
        const claim = await shop.claim(shop.anna);
        const code = await shop.codeOf(shop.anna);
        await shop.goodword.setProgramState({ programId: "default", state: "paused" });
        expect(await shop.goodword.claimOffer({ code })).toEqual({ claim: null });
        expect(await shop.goodword.showOffer({ code })).toEqual({ offer: null });
        expect(await shop.goodword.showPrompt({ orderId: shop.anna.id })).toEqual({
          prompt: null,
          reason: "no-program",
        });
        const ben = shop.order("ben", { claim });
        await shop.place(ben);
        expect(await rewardsOf(ben)).toHaveLength(1);
        await shop.goodword.setProgramState({ programId: "default", state: "live" });
        expect((await shop.goodword.claimOffer({ code })).claim).not.toBeNull();
      });

      it("has several programs at once, by sales channel and market", async () => {
        const swiss = aProgramDefinition({ id: "swiss", markets: ["ch"], codeWord: "SWISS" });
        const app = aProgramDefinition({ id: "app", salesChannels: ["app"], codeWord: "APP" });
        await opened({}, [swiss, app]);
        const linkOf = async (order: Order) => {
          shop.orders.add(order);
          return (await shop.goodword.showPrompt({ orderId: order.id })).prompt?.link ?? "";
        };
        expect(await linkOf(shop.order("a", { country: "ch" }))).toMatch(/\/go\/swiss-/);
        expect(await linkOf(shop.order("b", { salesChannel: "app", country: "ch" }))).toMatch(/\/go\/app-/);
        expect(await linkOf(shop.order("c", { country: null }))).toMatch(/\/go\/friend-/);
        // One person has a code in each program they meet.
        expect(await linkOf(shop.order("a2", { email: "a@example.com" }))).toMatch(/\/go\/friend-/);
      });
    });

    describe("evidence", () => {
      it("takes a code typed at the checkout, and a cookie, where there is nothing stronger", async () => {
        await opened();
        const code = await shop.codeOf(shop.anna);
        const typed = shop.order("ben", { referredBy: ` ${code.toLowerCase()} ` });
        await shop.place(typed);
        const visited = shop.order("carl", { cookie: { code, at: shop.clock.now() } });
        await shop.place(visited);
        const both = shop.order("dora", { referredBy: "nobody", cookie: { code, at: shop.clock.now() } });
        await shop.place(both);
        for (const [order, kind] of [
          [typed, "code"],
          [visited, "cookie"],
          [both, "cookie"],
        ] as const) {
          expect(await rewardsOf(order)).toHaveLength(1);
          expect((await orderOf(order))?.attribution.winner).toMatchObject({
            kind,
            advocateId: await annaId(),
          });
        }
        expect((await orderOf(both))?.attribution.candidates).toMatchObject([
          { kind: "code", lost: "code-unknown" },
          { kind: "cookie", lost: null },
        ]);
      });

      it("takes an advocate's name where they agreed and the program allows it", async () => {
        await opened({ nameShare: true });
        const named = await shop.goodword.nameAdvocate({ orderId: shop.anna.id, name: "Anna B" });
        expect(named).toEqual({ named: true, code: expect.stringMatching(/^ANNA-\w{6}$/) });
        const ben = shop.order("ben", { referredBy: " ÁNNA  b" });
        await shop.place(ben);
        expect((await orderOf(ben))?.attribution.winner).toMatchObject({ kind: "name", lost: null });
        expect(await rewardsOf(ben)).toHaveLength(1);
        await shop.goodword.nameAdvocate({ orderId: shop.anna.id, name: "" });
        const carl = shop.order("carl", { referredBy: "Anna B" });
        await shop.place(carl);
        expect((await orderOf(carl))?.attribution.candidates).toMatchObject([{ lost: "name-unknown" }]);
      });

      it("gives an advocate a code of the merchant's choice, and the one before still works", async () => {
        await opened();
        const before = await shop.codeOf(shop.anna);
        const person = { participantId: await annaId(), programId: "default" };
        expect(await shop.goodword.setVanityCode({ ...person, code: "mug-lover" })).toEqual({
          code: "MUG-LOVER",
          problem: null,
        });
        expect(await shop.codeOf(shop.anna)).toBe("MUG-LOVER");
        expect((await shop.goodword.claimOffer({ code: before })).claim).not.toBeNull();
        expect((await shop.goodword.claimOffer({ code: "Mug-Lover" })).claim).not.toBeNull();
        await shop.place(shop.ben);
        const ben = (await orderOf(shop.ben))?.participantId ?? "";
        const taken = await shop.goodword.setVanityCode({ ...person, participantId: ben, code: "MUG-LOVER" });
        expect(taken.problem?.code).toBe("GW_CODE_TAKEN");
        const refused = await shop.goodword.setVanityCode({ ...person, code: "admin" });
        expect(refused.problem?.code).toBe("GW_CODE_RESERVED");
      });

      it("knows a guest who registers later as the same advocate", async () => {
        await opened();
        const guest = shop.order("guest", { email: "dora@example.com" });
        await shop.place(guest);
        const account = { customerId: "cus_dora", accountEmail: "Dora@example.com" };
        const registered = shop.order("account", { email: "dora@example.com", ...account });
        await shop.place(registered);
        const later = shop.order("later", { email: "dora@work.example", ...account, loggedIn: true });
        await shop.place(later);
        const ids = await Promise.all([guest, registered, later].map(orderOf));
        expect(new Set(ids.map((row) => row?.participantId)).size).toBe(1);
      });
    });

    describe("conditions", () => {
      it("waits for the payment, and decides when it is there", async () => {
        await opened({ conditions: [{ type: "captured" }] });
        const ben = await friend("ben");
        expect(await orderOf(ben)).toMatchObject({ verdict: "waiting", reasons: [] });
        expect(await rewardsOf(ben)).toEqual([]);
        await shop.tell("order.captured", { ...ben, capturedAt: shop.clock.now() });
        expect(await orderOf(ben)).toMatchObject({ verdict: "qualified" });
        expect(await rewardsOf(ben)).toHaveLength(1);
      });

      it("rejects an order that is cancelled while it waits", async () => {
        await opened({ conditions: [{ type: "captured" }] });
        const ben = await friend("ben");
        await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
        expect(await orderOf(ben)).toMatchObject({ verdict: "rejected", reasons: ["order-canceled"] });
      });

      it("pays when a friend places two orders in thirty days, and takes it back when one is cancelled", async () => {
        await opened({ conditions: [{ type: "orders", count: 2, withinDays: 30 }] });
        const ben = await friend("ben");
        expect(await orderOf(ben)).toMatchObject({ verdict: "waiting" });
        shop.clock.advance({ days: 10 });
        const second = shop.order("ben2", { email: ben.email });
        await shop.place(second);
        expect(await orderOf(second)).toMatchObject({ verdict: "qualified" });
        expect(await rewardsOf(second)).toMatchObject([{ state: "pending" }]);
        await shop.tell("order.canceled", { ...ben, canceledAt: shop.clock.now() });
        expect(await rewardsOf(second)).toMatchObject([{ state: "reversed" }]);
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("rejects when the second order does not come in time", async () => {
        await opened({ conditions: [{ type: "orders", count: 2, withinDays: 30 }] });
        const ben = await friend("ben");
        await afterHold();
        expect(await orderOf(ben)).toMatchObject({ verdict: "rejected", reasons: ["too-few-orders"] });
        expect((await shop.goodword.explainOrder({ orderId: ben.id })).referral?.state).toBe("rejected");
      });
    });

    describe("commission", () => {
      it("is paid on every order of a bound friend, in the order's own currency and exponent", async () => {
        await opened({ rewards: [every()], conditions: [{ type: "new-customer" }], friend: null });
        const ben = await friend("ben", { value: 1_999n });
        const later = shop.order("ben2", {
          email: ben.email,
          currency: "jpy" as Order["currency"],
          value: 1_999n,
          placedAt: shop.clock.advance({ days: 40 }),
        });
        await shop.place(later);
        // 7.5 % of 19.99 is 1.49925, of ¥1,999 it is 149.925.
        expect(await rewardsOf(ben)).toMatchObject([
          { kind: "commission", value: { amount: 150n, currency: "eur" } },
        ]);
        expect(await rewardsOf(later)).toMatchObject([{ value: { amount: 150n, currency: "jpy" } }]);
        expect((await orderOf(later))?.attribution.winner).toMatchObject({ kind: "binding" });
        expect(await shop.sums()).toEqual({ eur: 0n, jpy: 0n });
      });

      it("finds the later orders of a friend that were heard of first", async () => {
        await opened({ rewards: [every()], conditions: [], friend: null });
        const claim = await shop.claim(shop.anna);
        const first = shop.order("ben", { claim });
        shop.clock.advance({ days: 1 });
        const second = shop.order("ben2", { email: first.email });
        await shop.place(second);
        expect(await orderOf(second)).toMatchObject({ verdict: "none" });
        await shop.place(first);
        expect(await rewardsOf(first)).toHaveLength(1);
        expect(await orderOf(second)).toMatchObject({ verdict: "qualified" });
        expect(await rewardsOf(second)).toHaveLength(1);
      });

      it("finds a later order that was refunded meanwhile, and gives what is left of it", async () => {
        await opened({ rewards: [every()], conditions: [], friend: null });
        const claim = await shop.claim(shop.anna);
        const first = shop.order("ben", { claim });
        shop.clock.advance({ days: 1 });
        const second = shop.order("ben2", { email: first.email });
        await shop.place(second);
        shop.orders.add({ ...second, refunded: 1_000n });
        await shop.place(first);
        expect(await orderOf(second)).toMatchObject({ verdict: "qualified", refunded: 1_000n });
        expect(await rewardsOf(second)).toMatchObject([{ value: { amount: 150n }, reversed: 75n }]);
        await afterHold();
        expect(await rewardsOf(second)).toMatchObject([{ state: "issued", payout: 75n }]);
      });

      it("still counts a friend whose first order is cancelled as another comes in", async () => {
        await opened({ rewards: [every()], conditions: [] });
        const ben = await friend("ben");
        const later = shop.order("ben2", { email: ben.email, placedAt: shop.clock.advance({ days: 1 }) });
        shop.orders.add({ ...ben, canceledAt: shop.clock.now() });
        shop.orders.add(later);
        await shop.goodword.receive("order.canceled", ben.id);
        await shop.goodword.receive("order.placed", later.id);
        await shop.goodword.work();
        const key = { programId: "default", scope: "friends", subject: await annaId() };
        expect(await shop.store.counters.read([key])).toEqual([{ ...key, count: 1n }]);
        expect((await shop.goodword.explainOrder({ orderId: later.id })).referral?.state).toBe("qualified");
        // One that was given back in full is no friend's order any more, whichever goes first.
        await shop.tell("order.refunded:2000", { ...later, refunded: 2_000n });
        expect(await shop.store.counters.read([key])).toEqual([{ ...key, count: 0n }]);
      });

      it("ends after its months, and after its number of orders", async () => {
        await opened({
          rewards: [
            every({ id: "months", trigger: { on: "order", orders: "every", months: 2 } }),
            every({ id: "count", trigger: { on: "order", orders: "every", count: 2 } }),
          ],
          conditions: [],
        });
        const ben = await friend("ben");
        const rules = [];
        for (const days of [30, 20, 20]) {
          shop.clock.advance({ days });
          const later = shop.order(`ben-${days}-${rules.length}`, { email: ben.email });
          await shop.place(later);
          rules.push((await rewardsOf(later)).map(({ rule }) => rule).sort());
        }
        expect((await rewardsOf(ben)).map(({ rule }) => rule).sort()).toEqual(["count", "months"]);
        expect(rules).toEqual([["count", "months"], ["months"], []]);
      });
    });

    describe("more than an order", () => {
      const milestone = aRule({ id: "third", trigger: { on: "milestone", friends: 3 } });

      it("rewards the third friend once, also when two come at the same moment", async () => {
        await opened({ rewards: [milestone] });
        await friend("one");
        const claims = [
          await shop.claim(shop.anna),
          await shop.claim(shop.anna),
          await shop.claim(shop.anna),
        ];
        for (const [n, claim] of claims.entries()) {
          const order = shop.order(`more${n}`, { claim });
          shop.orders.add(order);
          await shop.goodword.receive("order.placed", order.id);
        }
        await Promise.all([
          shop.goodword.work({ batch: 1 }),
          shop.goodword.work({ batch: 1 }),
          shop.goodword.work({ batch: 1 }),
        ]);
        shop.clock.advance({ minutes: 5 });
        await shop.goodword.work();
        const { rewards } = await shop.goodword
          .statementOf({ participantId: await annaId(), limit: 50, offset: 0 })
          .then(({ lines }) => ({ rewards: lines.rows.filter(({ kind }) => kind === "granted") }));
        expect(rewards).toMatchObject([{ rule: "third" }]);
      });

      it("declines a milestone when too few friends are left at the end of its hold", async () => {
        await opened({ rewards: [milestone] });
        const [one] = [await friend("one"), await friend("two")];
        const three = await friend("three");
        expect(await rewardsOf(three)).toMatchObject([{ rule: "third", state: "pending" }]);
        await shop.tell("order.canceled", { ...one, canceledAt: shop.clock.now() });
        await afterHold();
        expect(await rewardsOf(three)).toMatchObject([{ state: "declined", declined: "milestone-lost" }]);
        expect(shop.issuer.issued.size).toBe(0);
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("pays the tier that the advocate's friends have reached, and the friend's own side", async () => {
        await opened({
          rewards: [
            aRule({
              amount: {
                type: "tiered",
                tiers: [
                  { from: 1, amount: { type: "fixed", amounts: { eur: "5" } } },
                  { from: 2, amount: { type: "fixed", amounts: { eur: "8" } } },
                ],
              },
            }),
            aRule({ id: "welcome", side: "friend", kind: "points", amount: { type: "units", count: 250 } }),
          ],
        });
        const values = async (order: Order) =>
          (await rewardsOf(order)).map(({ side, value }) => [side, value.amount, value.currency]).sort();
        expect(await values(await friend("one"))).toEqual([
          ["advocate", 500n, "eur"],
          ["friend", 250n, "points"],
        ]);
        expect(await values(await friend("two"))).toEqual([
          ["advocate", 800n, "eur"],
          ["friend", 250n, "points"],
        ]);
        expect(await shop.sums()).toEqual({ eur: 0n, points: 0n });
      });

      it("doubles an amount for the time of a boost, both its ends known", async () => {
        await opened({
          rewards: [
            aRule({ boosts: [{ from: "2026-11-10T00:00:00Z", to: "2026-11-12T00:00:00Z", percent: 200 }] }),
          ],
        });
        const amounts = [];
        for (const [n, at] of ["09T23:59:59Z", "10T00:00:00Z", "11T23:59:59Z", "12T00:00:00Z"].entries()) {
          const order = await friend(`f${n}`, { placedAt: new Date(`2026-11-${at}`) });
          amounts.push((await rewardsOf(order))[0]?.value.amount);
        }
        expect(amounts).toEqual([1_000n, 2_000n, 2_000n, 1_000n]);
      });

      it("climbs a ladder in order, each level once", async () => {
        const level = (id: string, level: number, requires: { shares: number } | { friends: number }) =>
          aRule({ id, trigger: { on: "level", level, requires } });
        await opened({ rewards: [level("share", 1, { shares: 2 }), level("bring", 2, { friends: 1 })] });
        const granted = async () =>
          (await shop.store.rewards.byOrders([`ladder:${await annaId()}`])).map(({ rule }) => rule).sort();
        await friend("ben");
        expect(await granted()).toEqual([]);
        await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "copy" });
        await shop.goodword.work();
        expect(await granted()).toEqual([]);
        await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "whatsapp" });
        await shop.goodword.work();
        expect(await granted()).toEqual(["bring", "share"]);
        await shop.goodword.recordShare({ orderId: shop.anna.id, channel: "telegram" });
        await afterHold();
        expect(await granted()).toEqual(["bring", "share"]);
        expect(shop.issuer.issued.size).toBe(2);
      });

      it("gives a month's bonus to those with the most friends, once, however many close the month", async () => {
        await opened({
          rewards: [
            aRule({ id: "best", trigger: { on: "period-end", period: "month", top: 1, minimumFriends: 2 } }),
          ],
        });
        await friend("one");
        await friend("two");
        const carl = shop.order("carl");
        await shop.place(carl);
        await shop.place(shop.order("three", { claim: await shop.claim(carl) }));
        expect(await shop.goodword.closePeriods()).toEqual({ granted: 0 });
        shop.clock.advance({ days: 30 });
        const closed = await Promise.allSettled([shop.goodword.closePeriods(), shop.goodword.closePeriods()]);
        const granted = closed.map((one) => (one.status === "fulfilled" ? one.value.granted : 0));
        expect(granted.reduce((sum, n) => sum + n, 0)).toBe(1);
        expect(await shop.goodword.closePeriods()).toEqual({ granted: 0 });
        const rewards = await shop.store.rewards.byParticipant(await annaId());
        expect(rewards).toMatchObject([{ rule: "best", orderId: `period:2026-11:${await annaId()}` }]);
        await afterHold();
        expect(shop.issuer.issued.size).toBe(1);
      });
    });

    describe("caps", () => {
      it("grants up to the cap, declines beyond it, and frees a place with a reversal", async () => {
        await opened({ caps: { perAdvocate: 2 } });
        const one = await friend("one");
        await friend("two");
        expect(await shop.goodword.showPrompt({ orderId: shop.anna.id })).toEqual({
          prompt: null,
          reason: "cap-reached",
        });
        const claim = await shop.goodword.claimOffer({
          code: (await shop.store.codes.primary("default", [await annaId()]))[0]?.code ?? "",
        });
        const three = shop.order("three", { claim: claim.claim?.token ?? null });
        await shop.place(three);
        expect(await rewardsOf(three)).toMatchObject([{ state: "declined", declined: "cap-reached" }]);
        await shop.tell("order.canceled", { ...one, canceledAt: shop.clock.now() });
        const four = await friend("four");
        expect(await rewardsOf(four)).toMatchObject([{ state: "pending" }]);
        expect(await shop.sums()).toEqual({ eur: 0n });
      });

      it("never spends more than the budget", async () => {
        await opened({ caps: { budget: { eur: "25" } } });
        for (const name of ["one", "two", "three"]) {
          const code = (await shop.store.codes.primary("default", [await annaId()]))[0]?.code ?? "";
          const { claim } = await shop.goodword.claimOffer({ code });
          await shop.place(shop.order(name, { claim: claim?.token ?? null }));
        }
        const rewards = await shop.store.rewards.byParticipant(await annaId());
        expect(rewards.map(({ state }) => state).sort()).toEqual(["declined", "pending", "pending"]);
      });
    });
  });
}
