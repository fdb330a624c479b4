import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { registered } from "./customer-account";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle as settleAll } from "./settle";
import { Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-without-cms`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;
    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      staff = new Shopper(api.defaults.baseURL, shop, token);
    });

    const settle = () => settleAll(getContainer(), dbConnection);
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
    const account = (email: string) => registered(api.defaults.baseURL, shop, email);
    const buy = async (who: Shopper, email: string, name: string) => {
      const order = await who.buy(await who.newCart(), email, name);
      await settle();
      return order.id;
    };
    /** A cart that carries the victim's customer, with another address by the end: no login is asked for. */
    const stolenOrder = async (victim: string, attacker: string | null, who = shopper) => {
      const cart = await who.newCart();
      await who.call(`/store/carts/${cart}`, { email: victim });
      const { id } = await who.buy(cart, attacker ?? victim, "Eve");
      return id;
    };
    const customerOf = async (orderId: string): Promise<string | null> => {
      const { rows } = await dbConnection.raw('select customer_id from "order" where id = ?', [orderId]);
      return rows[0].customer_id;
    };
    const storyOf = async (orderId: string) => (await staff.call(`/admin/goodword/orders/${orderId}`)).body;
    const personOf = async (orderId: string): Promise<string> => (await storyOf(orderId)).order.participantId;
    /** A friend buys by a code; answers the reward's code and whom the mail about it reached. */
    const earnedBy = async (code: string, addresses: readonly string[]) => {
      const friend = person("friend");
      const before = addresses.map((address) => mailbox.subjectsFor(address).length);
      const order = await shopper.buy(await shopper.cartFrom(code), friend, "Finn");
      await settle();
      await settle();
      const { rewards, order: row } = await storyOf(order.id);
      const reward = rewards.find(({ side }: { side: string }) => side === "advocate");
      const told = addresses.map((address, n) =>
        mailbox
          .mailsFor(address)
          .slice(before[n])
          .some(({ source }) => source.replaceAll("=\r\n", "").includes(reward?.code ?? "-")),
      );
      return { reward, told, verdict: row.verdict };
    };
    /** Whether a reward's code takes something off the cart of whoever types this address. */
    const worksFor = async (code: string, email: string, who = shopper) => {
      const cart = await who.newCart();
      await who.call(`/store/carts/${cart}`, { email });
      await who.call(`/store/carts/${cart}/promotions`, { promo_codes: [code] });
      return (await who.cart(cart)).discount_total > 0;
    };
    const proposalsOf = async (...orderIds: string[]) =>
      (await staff.call("/admin/goodword/proposals?limit=100")).body.rows.filter(
        ({ orderId }: { orderId: string }) => orderIds.includes(orderId),
      );

    describe.each([
      ["a victim with an account", true],
      ["a victim who is a guest", false],
    ])("%s", (_, hasAccount) => {
      it.each([
        ["who ordered before the attacker", "victim"],
        ["whom the attacker ordered before", "attacker"],
        ["who orders for the first time after the attack", "nobody"],
      ])("%s keeps link, rewards and mails", async (_, first) => {
        const [victim, attacker] = [person("anna"), person("eve")];
        const owner = hasAccount ? await account(victim) : shopper;
        const orders: Record<string, string> = {};
        const acts = {
          victim: async () => {
            orders.victim = await buy(owner, victim, "Anna");
          },
          attacker: async () => {
            orders.attacker = await buy(shopper, attacker, "Eve");
          },
        };
        if (first === "victim") await acts.victim();
        await acts.attacker();
        if (first === "attacker") await acts.victim();
        const stolen = await stolenOrder(victim, attacker);
        await settle();
        if (first === "nobody") await acts.victim();
        // What the attack stands on: Medusa leaves an account's customer on the cart.
        if (hasAccount) expect(await customerOf(stolen)).toBe(await customerOf(orders.victim as string));

        const link = await owner.codeOf(orders.victim as string);
        const own = await shopper.codeOf(orders.attacker as string);
        expect(await shopper.codeOf(stolen)).toBe(own);
        expect(link).not.toBe(own);
        expect(await personOf(stolen)).toBe(await personOf(orders.attacker as string));
        expect(await personOf(orders.victim as string)).not.toBe(await personOf(stolen));

        const { reward, told } = await earnedBy(link, [victim, attacker]);
        expect(reward).toMatchObject({ state: "issued" });
        expect(told).toEqual([true, false]);
        expect(await worksFor(reward.code, attacker)).toBe(false);
        expect(await worksFor(reward.code, victim, owner)).toBe(true);
      });

      it("is no self-referral, and no friend of theirs is, because a stranger named them", async () => {
        const [victim, friend, attacker] = [person("anna"), person("ben"), person("eve")];
        const owner = hasAccount ? await account(victim) : shopper;
        const first = await buy(owner, victim, "Anna");
        // The stranger's cart names both: the victim's account, and the friend's address.
        await stolenOrder(victim, attacker);
        await settle();
        const code = await owner.codeOf(first);
        const order = await shopper.buy(await shopper.cartFrom(code), friend, "Ben");
        await settle();
        const story = await storyOf(order.id);
        expect(story.order.verdict).toBe("qualified");
        expect(story.rewards).toMatchObject([{ participantId: await personOf(first), state: "issued" }]);
      });
    });

    it("proposes to staff what looks like one person, with its reason, and they decide", async () => {
      const [victim, attacker] = [person("anna"), person("eve")];
      const owner = await account(victim);
      const first = await buy(owner, victim, "Anna");
      await buy(shopper, attacker, "Eve");
      const stolen = await stolenOrder(victim, attacker);
      await settle();
      const [proposal] = await proposalsOf(stolen);
      expect(proposal).toMatchObject({ reasons: ["order-names-account"], state: "open" });
      expect(
        proposal.people.map(({ participantId }: { participantId: string }) => participantId).sort(),
      ).toEqual([await personOf(first), await personOf(stolen)].sort());
      const path = `/admin/goodword/proposals/${proposal.id}/decision`;
      const said = { decision: "merge", reason: "She wrote from both addresses." };
      const { body: merged } = await staff.call(path, said);
      expect(merged).toMatchObject({ decided: true, refusal: null });
      expect(await personOf(stolen)).toBe(await personOf(first));
      expect((await staff.call(path, said)).body).toEqual(merged);
      const other = { decision: "separate", reason: "They are two." };
      expect((await staff.call(path, other)).body).toMatchObject({
        decided: false,
        refusal: "changed-meanwhile",
      });
      const { body } = await staff.call(`/admin/goodword/advocates/${await personOf(first)}`);
      expect(body.merges).toMatchObject([
        { id: merged.mergeId, decision: { by: shop.userId }, undone: null },
      ]);
      expect(body.people[body.merges[0].firstOrderId]).toBeDefined();
      const undone = await staff.call(`/admin/goodword/merges/${merged.mergeId}/undo`, {
        reason: "A mistake.",
      });
      expect(undone.body).toMatchObject({ undone: true });
      expect(await personOf(stolen)).not.toBe(await personOf(first));
      expect(await proposalsOf(stolen)).toEqual([]);
    });

    it("knows a person by the account they are logged in to, whatever address they order with", async () => {
      const [home, work] = [person("anna"), person("work")];
      const owner = await account(home);
      const first = await buy(owner, home, "Anna");
      // As a shop front does after a login: the cart becomes the account's.
      const cart = await owner.newCart();
      await owner.call(`/store/carts/${cart}/customer`, {});
      const second = await owner.buy(cart, work, "Anna");
      await settle();
      expect(await customerOf(second.id)).toBe(await customerOf(first));
      expect(await personOf(second.id)).toBe(await personOf(first));
      // Who owns the address that was only typed is not decided by it.
      const third = await buy(shopper, work, "Walter");
      expect(await personOf(third)).not.toBe(await personOf(first));
      const { told } = await earnedBy(await owner.codeOf(first), [home, work]);
      expect(told).toEqual([true, false]);
    });

    it("takes no login for another account's: the attacker's own names nobody but the attacker", async () => {
      const [victim, attacker] = [person("anna"), person("eve")];
      const owner = await account(victim);
      const first = await buy(owner, victim, "Anna");
      const eve = await account(attacker);
      const before = await buy(eve, attacker, "Eve");
      const stolen = await stolenOrder(victim, attacker, eve);
      await settle();
      expect(await personOf(stolen)).toBe(await personOf(before));
      const { told } = await earnedBy(await owner.codeOf(first), [victim, attacker]);
      expect(told).toEqual([true, false]);
    });

    it("gives who registers with a guest's address neither mails nor rewards of theirs", async () => {
      const [victim, other] = [person("anna"), person("eve")];
      const first = await buy(shopper, victim, "Anna");
      const impostor = await account(victim);
      const cart = await impostor.newCart();
      await impostor.call(`/store/carts/${cart}/customer`, {});
      await impostor.buy(cart, other, "Eve");
      await settle();
      const { reward, told } = await earnedBy(await shopper.codeOf(first), [victim, other]);
      expect(reward).toMatchObject({ state: "issued" });
      // The reward's mail is what an owner of the address has and the impostor does not.
      expect(told).toEqual([true, false]);
      expect(await worksFor(reward.code, other)).toBe(false);
    });

    it("keeps nobody by a cart whose address was taken off it afterwards", async () => {
      const victim = person("anna");
      const owner = await account(victim);
      const first = await buy(owner, victim, "Anna");
      const stolen = await stolenOrder(victim, person("eve"));
      await dbConnection.raw('update "order" set email = null where id = ?', [stolen]);
      await settle();
      expect((await storyOf(stolen)).order).toBeNull();
      const { body } = await shopper.call(`/store/goodword/orders/${stolen}/prompt?locale=en`);
      expect(body).toEqual({ prompt: null, reason: "order-not-found" });
      const { told } = await earnedBy(await owner.codeOf(first), [victim]);
      expect(told).toEqual([true]);
    });

    it("says nobody else's name on the page of an order that only named them", async () => {
      const victim = person("anna");
      await buy(await account(victim), victim, "Anna");
      const cart = await shopper.newCart();
      await shopper.call(`/store/carts/${cart}`, { email: victim });
      const { id } = await shopper.buy(cart, person("eve"), "");
      const { body } = await shopper.call(`/store/goodword/orders/${id}/prompt?locale=en`);
      expect(JSON.stringify(body)).not.toContain("Anna");
    });

    it("completes the checkout where the login cannot be noted, and forgets logins after 30 days", async () => {
      const email = person("anna");
      const owner = await account(email);
      await dbConnection.raw("alter table goodword_login rename to goodword_login_away");
      try {
        expect((await owner.buy(await owner.newCart(), email, "Anna")).id).toMatch(/^order_/);
      } finally {
        await dbConnection.raw("alter table goodword_login_away rename to goodword_login");
      }
      // Who its buyer is cannot be said without the logins: until they are there, the order waits.
      await settleAll(getContainer(), dbConnection, { retries: true });
      await buy(owner, email, "Anna");
      const count = async () =>
        Number((await dbConnection.raw("select count(*) as n from goodword_login")).rows[0].n);
      expect(await count()).toBe(1);
      const { logins } = getContainer().resolve("goodword");
      await logins.purge();
      expect(await count()).toBe(1);
      await dbConnection.raw("update goodword_login set seen_at = now() - interval '31 days'");
      await logins.purge();
      expect(await count()).toBe(0);
    });
  },
});
