import { type Order, type ProgramDefinition, shippedSnapshot } from "@goodword/core";
import { anOrder, aProgramDefinition, aRule } from "../builders";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What is asked for that is not there, or no longer, and what the engine answers: over any store. */
export function describeEdges(name: string, open: OpenStore): void {
  describe(`what is not there over ${name}`, () => {
    let shop: TestShop;
    const opened = async (change: Partial<ProgramDefinition> = {}, others: ProgramDefinition[] = []) => {
      shop = await openShop(open, change, others);
      await shop.place(shop.anna);
    };
    afterEach(() => shop.close());
    const explain = ({ id }: Order) => shop.goodword.explainOrder({ orderId: id });

    it("takes back what an order earned that the host took back whole, and writes nothing to its buyer", async () => {
      await opened();
      const ben = { ...shop.ben, claim: await shop.claim(shop.anna) };
      shop.notifier.failNext(1);
      await shop.place(ben);
      expect((await explain(ben)).rewards).toMatchObject([{ state: "pending" }]);
      shop.orders.remove(ben.id);
      // It may only be slow to show it.
      shop.clock.advance({ minutes: 5 });
      await shop.goodword.receive("order.captured", ben.id);
      await shop.goodword.work();
      expect((await explain(ben)).rewards).toMatchObject([{ state: "pending" }]);
      for (let round = 0; round < 12; round++) {
        shop.clock.advance({ minutes: 15 });
        await shop.goodword.work();
      }
      const { order, referral, rewards } = await explain(ben);
      expect(order?.canceledAt).not.toBeNull();
      expect({ referral: referral?.state, reward: rewards[0]?.state }).toEqual({
        referral: "reversed",
        reward: "reversed",
      });
      expect(await shop.sums()).toEqual({ eur: 0n });
      const now = shop.clock.now();
      const states = [await shop.store.inbox.state(now), await shop.store.outbox.state(now)];
      expect(states.map(({ dead }) => dead)).toEqual([0, 0]);
      expect(shop.notifier.mails.map(({ to }) => to.address)).not.toContain(ben.email);
    });

    it("answers for orders nobody knows", async () => {
      await opened();
      const nobody = { orderId: "order_nobody" };
      expect(await shop.goodword.recordShare({ ...nobody, channel: "copy" })).toEqual({ recorded: false });
      expect(await shop.goodword.answerPrompt({ ...nobody, answer: "dismissed" })).toEqual({
        accepted: false,
      });
      expect(await shop.goodword.nameAdvocate({ ...nobody, name: "Anna" })).toEqual({
        named: false,
        code: null,
      });
      expect(await shop.goodword.showPrompt(nobody)).toEqual({ prompt: null, reason: "order-not-found" });
      expect(await shop.goodword.explainOrder(nobody)).toEqual({
        order: null,
        buyer: null,
        referral: null,
        rewards: [],
        ledger: [],
      });
      expect(await shop.goodword.setCodeStatus({ code: "-", status: "disabled" })).toEqual({
        changed: false,
      });
      expect(
        await shop.goodword.reviewReward({ rewardId: "r", decision: "approved", by: "u", reason: "x" }),
      ).toBeNull();
    });

    it("refuses a claim that nobody made, that is over, that was used, or whose code is disabled", async () => {
      await opened();
      const apply = (claim: string) => shop.goodword.applyClaim({ cartId: "cart_1", claim });
      const [unknown, used, late, disabled] = [
        "nobodys",
        ...(await Promise.all([1, 2, 3].map(() => shop.claim(shop.anna)))),
      ];
      expect((await apply(unknown)).reason).toBe("claim-unknown");
      expect(await apply(used as string)).toMatchObject({ applied: true, reason: null });
      await shop.place(shop.order("ben", { claim: used ?? null }));
      expect((await apply(used as string)).reason).toBe("already-used");
      shop.benefit.refuse("not-applicable");
      expect((await apply(late as string)).reason).toBe("not-applicable");
      await shop.goodword.setCodeStatus({ code: await shop.codeOf(shop.anna), status: "disabled" });
      expect((await apply(disabled as string)).reason).toBe("claim-unknown");
      expect((await shop.goodword.showPrompt({ orderId: shop.anna.id })).reason).toBe("code-disabled");
      await shop.goodword.setCodeStatus({
        code: (await explain(shop.anna)).buyer?.code ?? "",
        status: "active",
      });
      shop.clock.advance({ days: 30 });
      expect((await apply(late as string)).reason).toBe("claim-expired");
    });

    it("puts nothing on a cart where the friend gains nothing", async () => {
      await opened({ friend: null });
      const claim = await shop.claim(shop.anna);
      expect((await shop.goodword.applyClaim({ cartId: "cart_1", claim })).reason).toBe("not-applicable");
      expect(
        (await shop.goodword.showOffer({ code: await shop.codeOf(shop.anna), currency: "eur" })).offer,
      ).not.toBeNull();
      expect(await shop.goodword.showOffer({ code: await shop.codeOf(shop.anna), currency: "jpy" })).toEqual({
        offer: null,
      });
    });

    it("keeps why evidence led nowhere: a disabled code, a closed program, a name of several", async () => {
      await opened({ nameShare: true }, [aProgramDefinition({ id: "closed", markets: ["ch"] })]);
      const swiss = shop.order("swiss", { country: "ch" });
      await shop.place(swiss);
      const [code, closed] = [await shop.codeOf(shop.anna), await shop.codeOf(swiss)];
      await shop.goodword.setProgramState({ programId: "closed", state: "paused" });
      const lost = async (rest: Partial<Order>) => {
        const order = shop.order(`f${Math.abs(shop.clock.advance(1).getTime())}`, rest);
        await shop.place(order);
        return (await explain(order)).order?.attribution.candidates.map((candidate) => candidate.lost);
      };
      expect(await lost({ cookie: { code: closed, at: shop.clock.now() } })).toEqual(["program-closed"]);
      expect(await lost({ cookie: { code: "NOBODY-1", at: shop.clock.now() } })).toEqual(["code-unknown"]);
      for (const one of [shop.anna, shop.order("other")]) {
        if (one !== shop.anna) await shop.place(one);
        await shop.goodword.nameAdvocate({ orderId: one.id, name: "Anna B" });
      }
      expect(await lost({ referredBy: "anna b" })).toEqual(["name-ambiguous"]);
      expect(await lost({ referredBy: "?" })).toEqual(["code-unknown"]);
      await shop.goodword.setCodeStatus({ code: await shop.codeOf(shop.anna), status: "disabled" });
      await shop.goodword.setCodeStatus({ code, status: "disabled" });
      expect(await lost({ referredBy: code })).toEqual(["code-disabled"]);
      await shop.goodword.setProgramState({ programId: "default", state: "paused" });
      await shop.goodword.nameAdvocate({ orderId: "order_other", name: "" });
      expect(await lost({ referredBy: "anna b" })).toEqual(["program-closed"]);
    });

    it("names nobody by an address, and gives a second name its own code", async () => {
      await opened();
      const name = (text: string) => shop.goodword.nameAdvocate({ orderId: shop.anna.id, name: text });
      expect((await name("www.evil.example")).named).toBe(false);
      expect((await name("a name of more than twenty characters")).named).toBe(false);
      const first = await name("Anna");
      expect(first.code).toMatch(/^ANNA-/);
      expect(await name("Anna")).toEqual(first);
      // Nothing of it can be a code's word: the code stays.
      expect(await name("Анна")).toEqual({ named: true, code: first.code });
      await shop.goodword.setProgramState({ programId: "default", state: "paused" });
      expect(await name("Anna")).toEqual({ named: true, code: null });
    });

    it("sets aside what it has no act for, and does messages one by one where it is told to", async () => {
      await opened();
      await shop.store.outbox.put([
        { id: "odd", key: "odd", kind: "dance", payload: {}, availableAt: shop.clock.now() },
        { id: "bare", key: "bare", kind: "settle-reward", payload: {}, availableAt: shop.clock.now() },
        { id: "old", key: "old", kind: "revoke-reward", payload: {}, availableAt: shop.clock.now() },
        { id: "gone", key: "gone", kind: "reissue-reward", payload: {}, availableAt: shop.clock.now() },
        { id: "over", key: "over", kind: "expire-reward", payload: {}, availableAt: shop.clock.now() },
        { id: "up", key: "up", kind: "climb-ladder", payload: {}, availableAt: shop.clock.now() },
        {
          id: "mail",
          key: "m",
          kind: "mail",
          payload: { template: "reward-issued" },
          availableAt: shop.clock.now(),
        },
      ]);
      expect(await shop.goodword.work({ apart: true })).toMatchObject({ effects: 6, failed: 1 });
      expect(await shop.goodword.work()).toEqual({ orders: 0, effects: 0, failed: 0 });
    });

    it("counts only orders, and looks again at one whose hold has not begun", async () => {
      await opened({ holdFrom: "fulfilled", holdDays: 10 });
      const ben = shop.order("ben", { claim: await shop.claim(shop.anna) });
      await shop.place(ben);
      shop.clock.advance({ days: 5 });
      await shop.goodword.work();
      expect((await explain(ben)).rewards).toMatchObject([{ state: "pending" }]);
      shop.orders.fulfil(ben.id, shop.clock.now());
      shop.clock.advance({ days: 1 });
      await shop.goodword.work();
      expect((await explain(ben)).rewards).toMatchObject([
        { state: "pending", dueAt: new Date("2026-11-17T09:00:00.000Z") },
      ]);
      shop.clock.advance({ days: 10 });
      await shop.goodword.work();
      expect((await explain(ben)).rewards).toMatchObject([{ state: "issued" }]);
    });

    it("counts days from the delivery, where the program says so", async () => {
      await opened({ holdFrom: "delivered", holdDays: 10, conditions: [{ type: "delivered" }] });
      const ben = shop.order("ben", { claim: await shop.claim(shop.anna) });
      await shop.place(ben);
      shop.orders.fulfil(ben.id, shop.clock.now());
      shop.clock.advance({ days: 2 });
      await shop.goodword.reconcile();
      await shop.goodword.work();
      expect((await explain(ben)).referral).toMatchObject({ state: "converted" });
      shop.orders.deliver(ben.id, shop.clock.now());
      await shop.goodword.reconcile();
      await shop.goodword.work();
      const dueAt = new Date(shop.clock.now().getTime() + 10 * 86_400_000);
      expect((await explain(ben)).rewards).toMatchObject([{ state: "pending", dueAt }]);
    });

    it("pays a ladder and a month in points, and nothing where a currency is not offered", async () => {
      await opened({
        rewards: [
          aRule({
            id: "first",
            kind: "points",
            trigger: { on: "level", level: 1, requires: { friends: 1 } },
            amount: { type: "units", count: 50 },
          }),
          aRule({ id: "euros", trigger: { on: "period-end", period: "month", top: 3 } }),
        ],
        conditions: [],
      });
      const yen = shop.order("yen", { currency: "jpy" as Order["currency"], email: "yen@example.com" });
      await shop.place(yen);
      const ben = shop.order("ben", { claim: await shop.claim(shop.anna) });
      await shop.place(ben);
      shop.clock.advance({ days: 32 });
      expect(await shop.goodword.closePeriods()).toEqual({ granted: 1 });
      await shop.goodword.work();
      const { buyer } = await explain(shop.anna);
      const rewards = await shop.store.rewards.byParticipant(buyer?.participantId ?? "");
      expect(rewards.map(({ value }) => value.currency).sort()).toEqual(["eur", "points"]);
      const page = { participantId: buyer?.participantId ?? "", limit: 9, offset: 0 };
      expect((await shop.goodword.statementOf(page)).balances).toHaveLength(2);
    });

    it("asks with the shipped words until others are published, and in a currency that is offered", async () => {
      await opened();
      expect(shippedSnapshot.version).toBe(0);
      const yen = shop.order("yen", { currency: "jpy" as Order["currency"] });
      shop.orders.add(yen);
      expect((await shop.goodword.showPrompt({ orderId: yen.id })).reason).toBe("currency-not-offered");
      const gone = shop.order("gone", { canceledAt: shop.clock.now() });
      await shop.place(gone);
      expect((await shop.goodword.showPrompt({ orderId: gone.id })).reason).toBe("order-canceled");
      expect((await shop.goodword.describeProgram({ currency: "jpy" })).program).toBeNull();
      expect((await shop.goodword.describeProgram({})).program?.terms.length).toBeGreaterThan(2);
    });

    it("explains a later order of a friend who is bound, and keeps a sale that fails", async () => {
      await opened({
        rewards: [aRule({ kind: "commission", trigger: { on: "order", orders: "every" } })],
        conditions: [{ type: "minimum-order", amounts: { eur: "10" } }],
      });
      const ben = shop.order("ben", { claim: await shop.claim(shop.anna) });
      await shop.place(ben);
      shop.clock.advance({ days: 1 });
      const small = shop.order("small", { email: ben.email, value: 100n });
      await shop.place(small);
      expect(await explain(small)).toMatchObject({
        order: { verdict: "rejected", reasons: ["below-minimum"] },
        referral: { state: "qualified", orderId: ben.id },
      });
      const { simulation } = await shop.goodword.simulateProgram({
        definition: aProgramDefinition({
          rewards: [
            aRule({ kind: "commission", trigger: { on: "order", orders: "every", count: 2 } }),
            aRule({ id: "two", trigger: { on: "milestone", friends: 1 } }),
          ],
          conditions: [{ type: "minimum-order", amounts: { eur: "1" } }],
        }),
        from: new Date("2026-01-01"),
        to: new Date("2027-12-31"),
      });
      expect(simulation).toMatchObject({ attributed: 2, qualified: 2 });
      expect(simulation?.people[0]?.rewards).toBe(3);
    });

    it("tells nobody's secrets of a failure that is not its own", async () => {
      await opened();
      shop.clock.advance({ days: 1 });
      shop.notifier.failNext(1, new Error("550 anna@example.com is unknown"));
      await shop.place(shop.order("ben", { firstName: null, locale: null }));
      const [again] = await shop.store.outbox.claim({
        now: new Date(shop.clock.now().getTime() + 60_000),
        limit: 5,
        leaseUntil: new Date(shop.clock.now().getTime() + 120_000),
      });
      expect(again).toMatchObject({ kind: "mail", attempts: 2 });
    });

    it("mails what a reward is worth to whom it belongs, and nobody where nobody can be found", async () => {
      await opened();
      const login = { customerId: "cus_anna", loggedIn: true };
      const account = anOrder({ ...shop.anna, id: "account", email: null, ...login });
      await shop.place(account);
      const ben = shop.order("ben", { claim: await shop.claim(account) });
      await shop.place(ben);
      const mails = shop.notifier.mails.length;
      shop.clock.advance({ days: 31 });
      await shop.goodword.work();
      expect((await explain(ben)).rewards).toMatchObject([{ state: "issued" }]);
      expect(shop.notifier.mails).toHaveLength(mails);
    });

    it("leaves out an order that the host forgot, and a person who wrote no address", async () => {
      await opened();
      await shop.goodword.receive("order.placed", "order_forgotten");
      expect(await shop.goodword.work()).toMatchObject({ failed: 1 });
      const silent = anOrder({ id: "silent", email: null });
      await shop.place(silent);
      expect((await explain(silent)).order).toBeNull();
      expect(await shop.goodword.explainCustomer({ customerId: "cus_nobody" })).toEqual({
        advocate: null,
        rewards: [],
        referrals: [],
      });
    });
  });
}
