import { describeBenefit } from "./describe-benefit";
import { describeEdges } from "./describe-edges";
import { describeEvents } from "./describe-events";
import { describeIdentity } from "./describe-identity";
import { describePrograms } from "./describe-programs";
import { describePrompts } from "./describe-prompts";
import { describeProof } from "./describe-proof";
import { describePurge } from "./describe-purge";
import { describeReversals } from "./describe-reversals";
import { describeSecret } from "./describe-secret";
import { describeStaff } from "./describe-staff";
import type { OpenStore } from "./describe-store";
import { describeMergeHistories } from "./merge-histories";
import { openShop, type TestShop } from "./open-shop";

const day = 86_400_000;

/** The whole way from an order to a reward, over any store: the engine's promises to a store owner. */
export function describeEngine(name: string, open: OpenStore): void {
  describeBenefit(name, open);
  describeEdges(name, open);
  describeEvents(name, open);
  describeProof(name, open);
  describeIdentity(name, open);
  describeMergeHistories(name, open);
  describePrograms(name, open);
  describePrompts(name, open);
  describePurge(name, open);
  describeReversals(name, open);
  describeSecret(name, open);
  describeStaff(name, open);
  describe(`the engine over ${name}`, () => {
    let shop: TestShop;
    beforeEach(async () => {
      shop = await openShop(open);
    });
    afterEach(() => shop.close());

    it("asks the buyer, rewards the advocate for a friend's order, and writes to both", async () => {
      const { anna, ben, goodword, clock, issuer, notifier } = shop;
      await shop.place(anna);
      expect((await goodword.showPrompt({ orderId: anna.id })).prompt?.link).toMatch(/\/go\/friend-\w{9}$/);
      await shop.place({ ...ben, claim: await shop.claim(anna) });
      expect(notifier.mails.map(({ content }) => content.template)).toEqual([
        "order-confirmation",
        "order-confirmation",
      ]);
      expect(issuer.issued.size).toBe(0);

      clock.advance({ days: 31 });
      await goodword.work();
      expect([...issuer.issued.values()]).toMatchObject([
        { kind: "discount-code", value: { amount: 1000n, currency: "eur" } },
      ]);
      const mail = notifier.mails.at(-1);
      expect(mail).toMatchObject({ to: { address: anna.email }, content: { template: "reward-issued" } });
      const { referral, rewards, order } = await goodword.explainOrder({ orderId: ben.id });
      expect(referral).toMatchObject({ state: "qualified", reasons: [], advocateOrderId: anna.id });
      expect(rewards).toMatchObject([{ state: "issued", code: [...issuer.issued.keys()][0] }]);
      expect(order?.attribution.winner).toMatchObject({ kind: "claim", lost: null });
      expect(await shop.sums()).toEqual({ eur: 0n });
    });

    it("gives one reward and one mail when an order arrives five times, and twice at once", async () => {
      const { anna, ben, goodword, clock, issuer, notifier, store } = shop;
      await shop.place(anna);
      shop.orders.add({ ...ben, claim: await shop.claim(anna) });
      await Promise.all([1, 2, 3, 4, 5].map(() => goodword.receive("order.placed", ben.id)));
      // Another event of the same order passes the inbox's key, as a reconciler's or a second kind's does.
      await store.inbox.put([
        {
          id: "again",
          key: `order.changed:${ben.id}`,
          kind: "order.placed",
          payload: { orderId: ben.id },
          availableAt: clock.now(),
        },
      ]);
      await Promise.all([goodword.work(), goodword.work()]);
      clock.advance({ days: 31 });
      await Promise.all([goodword.work(), goodword.work(), goodword.work()]);
      await goodword.work();
      expect(issuer.issued.size).toBe(1);
      expect(notifier.mails.filter(({ to }) => to.address === ben.email)).toHaveLength(1);
      expect(notifier.mails.filter(({ content }) => content.template === "reward-issued")).toHaveLength(1);
      expect((await goodword.explainOrder({ orderId: ben.id })).ledger).toHaveLength(2);
    });

    it("finishes what a worker that died had taken, once its lease is over", async () => {
      const { anna, goodword, clock, notifier, store } = shop;
      shop.orders.add(anna);
      await goodword.receive("order.placed", anna.id);
      const now = clock.now();
      const taken = await store.inbox.claim({ now, limit: 5, leaseUntil: new Date(now.getTime() + 60_000) });
      expect(taken).toHaveLength(1);
      await goodword.work();
      expect(notifier.mails).toHaveLength(0);
      clock.advance({ seconds: 61 });
      await goodword.work();
      expect(notifier.mails).toHaveLength(1);
    });

    it("heals a lost event through the reconciler, and only once", async () => {
      const { anna, goodword, notifier, clock } = shop;
      await goodword.reconcile();
      shop.orders.add({ ...anna, placedAt: clock.advance({ minutes: 5 }) });
      clock.advance({ minutes: 1 });
      expect(await goodword.reconcile()).toEqual({ received: 1 });
      expect(await goodword.reconcile()).toEqual({ received: 0 });
      await goodword.work();
      expect(notifier.mails).toHaveLength(1);
    });

    it("neither mails nor records an order from before it was installed", async () => {
      const { anna, goodword, notifier, clock } = shop;
      await goodword.reconcile();
      shop.orders.add({ ...anna, placedAt: new Date(clock.now().getTime() - day) });
      await goodword.receive("order.placed", anna.id);
      await goodword.work();
      expect(notifier.mails).toHaveLength(0);
      expect((await goodword.explainOrder({ orderId: anna.id })).order).toBeNull();
    });

    it("neither asks nor keeps a buyer who gave no address, and knows one by their account", async () => {
      const { anna, goodword, notifier } = shop;
      await shop.place({ ...anna, email: null });
      expect((await goodword.explainOrder({ orderId: anna.id })).order).toBeNull();
      expect(await goodword.showPrompt({ orderId: anna.id })).toEqual({
        prompt: null,
        reason: "order-not-found",
      });
      // A customer id alone is what anybody may leave on a cart.
      await shop.place({ ...anna, id: "order_named", email: null, customerId: "cus_anna" });
      expect((await goodword.explainOrder({ orderId: "order_named" })).order).toBeNull();
      await shop.place({ ...anna, id: "order_account", email: null, customerId: "cus_anna", loggedIn: true });
      const { advocate } = await goodword.explainCustomer({ customerId: "cus_anna" });
      expect(advocate?.firstOrderId).toBe("order_account");
      expect(notifier.mails).toHaveLength(0);
      expect(await goodword.work()).toEqual({ orders: 0, effects: 0, failed: 0 });
    });

    it.each(["anna@example.com", " ANNA@Example.com"])(
      "pays nothing for the advocate's own order as %p",
      async (email) => {
        const { anna, ben, goodword } = shop;
        await shop.place(anna);
        await shop.place({ ...ben, email, claim: await shop.claim(anna) });
        const { referral, rewards, ledger } = await goodword.explainOrder({ orderId: ben.id });
        expect(referral).toMatchObject({ state: "rejected", reasons: ["self-referral"] });
        expect([rewards, ledger]).toEqual([[], []]);
      },
    );

    it("knows a@gmail.com behind a dotted and tagged address", async () => {
      const { anna, ben, goodword } = shop;
      await shop.place({ ...anna, email: "anna@gmail.com" });
      await shop.place({ ...ben, email: "a.nna+x@googlemail.com", claim: await shop.claim(anna) });
      expect((await goodword.explainOrder({ orderId: ben.id })).referral?.reasons).toEqual(["self-referral"]);
    });

    it("pays nothing for somebody who bought before, as a guest too", async () => {
      const { anna, ben, goodword } = shop;
      await shop.place(anna);
      await shop.place({ ...ben, id: "order_early" });
      await shop.place({ ...ben, placedAt: shop.clock.advance(1), claim: await shop.claim(anna) });
      expect((await goodword.explainOrder({ orderId: ben.id })).referral?.reasons).toEqual([
        "existing-customer",
      ]);
    });

    it.each(["pending", "approved", "issued"] as const)(
      "takes back a reward that is %s when the order is cancelled",
      async (state) => {
        const { anna, ben, goodword, clock, issuer, orders } = shop;
        await shop.place(anna);
        await shop.place({ ...ben, claim: await shop.claim(anna) });
        if (state !== "pending") clock.advance({ days: 31 });
        if (state === "approved") issuer.failNext(1);
        await goodword.work();
        expect((await goodword.explainOrder({ orderId: ben.id })).rewards[0]?.state).toBe(state);

        orders.cancel(ben.id, clock.now());
        await goodword.receive("order.canceled", ben.id);
        await goodword.work();
        clock.advance({ days: 31 });
        await goodword.work();
        const { referral, rewards, ledger } = await goodword.explainOrder({ orderId: ben.id });
        expect(referral?.state).toBe("reversed");
        expect(rewards[0]?.state).toBe("reversed");
        expect(issuer.issued.size).toBe(0);
        expect(ledger.flatMap(({ postings }) => postings).reduce((sum, { amount }) => sum + amount, 0n)).toBe(
          0n,
        );
        const { account } = ledger[0]?.postings[1] ?? { account: "" };
        expect(await shop.store.ledger.balance(account)).toEqual({ eur: 0n });
      },
    );

    it("never pays a cancelled order whose event was lost", async () => {
      const { anna, ben, goodword, clock, issuer, orders } = shop;
      await shop.place(anna);
      await shop.place({ ...ben, claim: await shop.claim(anna) });
      orders.cancel(ben.id, clock.now());
      clock.advance({ days: 31 });
      await goodword.work();
      expect(issuer.issued.size).toBe(0);
      expect((await goodword.explainOrder({ orderId: ben.id })).rewards[0]?.state).toBe("reversed");
    });

    it("keeps whether a reward had been used before it could be taken back", async () => {
      const { anna, ben, goodword, clock, issuer, orders } = shop;
      await shop.place(anna);
      await shop.place({ ...ben, claim: await shop.claim(anna) });
      clock.advance({ days: 31 });
      await goodword.work();
      issuer.use([...issuer.issued.keys()][0] ?? "");
      orders.cancel(ben.id, clock.now());
      await goodword.receive("order.canceled", ben.id);
      await goodword.work();
      expect((await goodword.explainOrder({ orderId: ben.id })).rewards[0]?.usedBeforeReversal).toBe(true);
    });

    it("gives one claim to one of two orders placed with it at once", async () => {
      const { anna, ben, goodword, clock } = shop;
      await shop.place(anna);
      const claim = await shop.claim(anna);
      for (const id of ["order_b", "order_c"]) {
        shop.orders.add({ ...ben, id, email: `${id}@example.com`, claim });
        await goodword.receive("order.placed", id);
      }
      await Promise.all([goodword.work(), goodword.work()]);
      clock.advance({ minutes: 5 });
      await goodword.work();
      const all = await Promise.all(
        ["order_b", "order_c"].map((orderId) => goodword.explainOrder({ orderId })),
      );
      expect(all.map(({ order }) => order)).not.toContain(null);
      expect(all.filter(({ referral }) => referral !== null)).toHaveLength(1);
      expect(all.flatMap(({ rewards }) => rewards)).toHaveLength(1);
    });

    it("tries a mail again with the same id, and sets poison aside without holding up others", async () => {
      const { anna, ben, goodword, clock, notifier } = shop;
      notifier.failNext(1);
      await shop.place(anna);
      expect(notifier.mails).toHaveLength(0);
      await goodword.receive("order.placed", "order_unknown");
      await shop.place(ben);
      expect(notifier.mails).toHaveLength(1);
      clock.advance({ minutes: 1 });
      await goodword.work();
      expect(notifier.mails).toHaveLength(2);
      for (let hour = 0; hour < 12; hour += 1) {
        clock.advance({ hours: 1 });
        await goodword.work();
      }
      expect(await goodword.work()).toEqual({ orders: 0, effects: 0, failed: 0 });
      expect(notifier.mails).toHaveLength(2);
    });

    it("answers alike for an unknown and a disabled code, and leads nowhere but the landing page", async () => {
      const { anna, goodword } = shop;
      await shop.place(anna);
      const code = await shop.codeOf(anna);
      const visit = { visitor: { ip: "::1", userAgent: "Mozilla/5.0 Firefox/140" }, record: true };
      const opened = await goodword.openShareLink({
        ...visit,
        code,
        query: { s1: "whatsapp", to: "https://evil.example" },
      });
      expect(opened.location).toBe(`https://shop.example/welcome?ref=${code}&s1=whatsapp`);
      const unknown = await goodword.openShareLink({ ...visit, code: "FRIEND-XXXXXXXXX", query: {} });
      expect(await goodword.setCodeStatus({ code: code.toLowerCase(), status: "disabled" })).toEqual({
        changed: true,
      });
      expect(await goodword.openShareLink({ ...visit, code, query: {} })).toEqual(unknown);
      expect(unknown.location).toBe("https://shop.example/welcome");
      expect(await goodword.openShareLink({ ...visit, code: "/\\evil.example", query: {} })).toEqual(unknown);
      expect(await goodword.showOffer({ code })).toEqual(await goodword.showOffer({ code: "NOBODY" }));
      expect(await goodword.claimOffer({ code })).toEqual({ claim: null });
    });

    it("counts a visitor once an hour, and no bot, prefetch or HEAD", async () => {
      const { anna, goodword, clock } = shop;
      await shop.place(anna);
      const code = await shop.codeOf(anna);
      const open = (ip: string, userAgent: string, record = true) =>
        goodword.openShareLink({ code, visitor: { ip, userAgent }, record, query: {} });
      const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
      await Promise.all([open("10.0.0.1", browser), open("10.0.0.1", browser)]);
      await open("10.0.0.2", browser);
      await open("10.0.0.3", "WhatsApp/2.23.20.0");
      await open("10.0.0.4", browser, false);
      clock.advance({ hours: 1 });
      await open("10.0.0.1", browser);
      expect((await goodword.listAdvocates({ limit: 5, offset: 0 })).rows).toMatchObject([{ clicks: 3 }]);
    });

    it("remembers no thanks, and takes it back", async () => {
      const { anna, goodword, clock } = shop;
      await shop.place(anna);
      await goodword.answerPrompt({ orderId: anna.id, answer: "dismissed" });
      expect(await goodword.showPrompt({ orderId: anna.id })).toEqual({ prompt: null, reason: "dismissed" });
      await goodword.answerPrompt({ orderId: anna.id, answer: "undone" });
      expect((await goodword.showPrompt({ orderId: anna.id })).reason).toBeNull();
      await goodword.answerPrompt({ orderId: anna.id, answer: "dismissed" });
      clock.advance({ days: 91 });
      expect((await goodword.showPrompt({ orderId: anna.id })).reason).toBeNull();
    });

    it("puts a claim on a cart until an order took it or it is over", async () => {
      const { anna, ben, goodword, clock, benefit } = shop;
      await shop.place(anna);
      const claim = await shop.claim(anna);
      const applied = { applied: true, reason: null, message: null, missing: null };
      expect(await goodword.applyClaim({ cartId: "cart_1", claim })).toEqual(applied);
      expect(await goodword.applyClaim({ cartId: "cart_1", claim })).toEqual(applied);
      expect(await goodword.applyClaim({ cartId: "cart_9", claim })).toMatchObject({
        reason: "cart-not-found",
      });
      expect(await goodword.applyClaim({ cartId: "cart_1", claim: "x".repeat(43) })).toMatchObject({
        reason: "not-for-this-cart",
      });
      await shop.place({ ...ben, promotionCodes: [benefit.applied.get("cart_1") ?? ""] });
      expect((await goodword.explainOrder({ orderId: ben.id })).order?.attribution.winner?.kind).toBe("code");
      expect(await goodword.applyClaim({ cartId: "cart_1", claim })).toMatchObject({
        reason: "not-for-this-cart",
      });
      const late = await shop.claim(anna);
      clock.advance({ days: 30 });
      expect(await goodword.applyClaim({ cartId: "cart_1", claim: late })).toMatchObject({
        reason: "claim-expired",
      });
    });

    it("shows the newest words from the CMS, keeps the last good ones, and refuses an ask without disclosure", async () => {
      const { anna, goodword } = shop;
      await shop.place(anna);
      const shown = async () => (await goodword.showPrompt({ orderId: anna.id, locale: "en" })).prompt;
      const snapshot = (version: number, ask: string, disclosure?: string) => ({
        version,
        defaultLocale: "en",
        prompts: shop.published(ask, disclosure),
      });
      expect((await shown())?.version).toBe(0);
      expect(await goodword.receiveContent({ ...snapshot(0, ""), prompts: [] })).toEqual({ kept: false });
      expect((await shown())?.version).toBe(0);
      expect(await goodword.receiveContent(snapshot(20, "Who else?"))).toEqual({ kept: true });
      expect(await goodword.receiveContent(snapshot(10, "Too late?"))).toEqual({ kept: false });
      expect(await shown()).toMatchObject({ version: 20, ask: "Who else?" });
      await expect(goodword.receiveContent(snapshot(30, "Anyone?", ""))).rejects.toThrow(
        /disclosure: Disclosure/,
      );
      expect((await shown())?.version).toBe(20);
    });
  });
}
