import { createHmac, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { defaultContent } from "@goodword/core";
import { MedusaAppLoader } from "@medusajs/framework";
import { generateJwtToken, Modules } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { contentSecret } from "./app/content-secret";
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
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      shopper = new Shopper(api.defaults.baseURL, shop);
      staff = new Shopper(api.defaults.baseURL, shop, token);
    });

    const goodword = () => getContainer().resolve("goodword").engine(getContainer());
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;

    const settle = () => settleAll(getContainer(), dbConnection);
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const explain = async (orderId: string) => (await staff.call(`/admin/goodword/orders/${orderId}`)).body;

    /** Anna bought, and Ben bought with her offer. */
    const referred = async () => {
      const [anna, ben] = [person("anna"), person("ben")];
      const first = await shopper.buy(await shopper.newCart(), anna, "Anna");
      const code = await shopper.codeOf(first.id);
      const second = await shopper.buy(await shopper.cartFrom(code, 2), ben, "Ben");
      return { anna, ben, code, first, second };
    };

    it("walks from a guest's order to a reward that discounts one cart", async () => {
      const { anna, ben, first, second } = await referred();
      expect(second).toMatchObject({ discount_total: 6, total: 39 });
      expect(
        (await shopper.call(`/store/goodword/orders/${first.id}/shares`, { channel: "copy" })).body,
      ).toEqual({
        recorded: true,
      });
      const german = await shopper.call(`/store/goodword/orders/${first.id}/prompt?locale=de-AT`);
      expect(german.body.prompt).toMatchObject({ locale: "de", decline: "Nein danke" });
      await settle();

      const { referral, rewards, people } = await explain(second.id);
      expect(referral).toMatchObject({ state: "qualified", advocateOrderId: first.id });
      expect(people[first.id]).toMatchObject({ email: anna, name: "Anna Berg" });
      expect(rewards).toMatchObject([{ state: "issued", value: { amount: "10.00", currency: "eur" } }]);
      expect(mailbox.subjectsFor(anna)).toHaveLength(2);
      expect(mailbox.subjectsFor(ben)).toHaveLength(1);

      const cart = await shopper.newCart();
      await shopper.call(`/store/carts/${cart}`, { email: anna });
      await shopper.call(`/store/carts/${cart}/promotions`, { promo_codes: [rewards[0].code] });
      expect(await shopper.buy(cart, anna, "Anna")).toMatchObject({ discount_total: 10, total: 15 });
      const again = await shopper.newCart();
      await shopper.call(`/store/carts/${again}`, { email: anna });
      await shopper.call(`/store/carts/${again}/promotions`, { promo_codes: [rewards[0].code] });
      expect(await shopper.cart(again)).toMatchObject({ discount_total: 0 });
    });

    it("pays and mails once when the same order arrives five times, twice at once", async () => {
      const { anna, ben, second } = await referred();
      const events = getContainer().resolve(Modules.EVENT_BUS);
      for (let time = 0; time < 5; time++) {
        await events.emit({ name: "order.placed", data: { id: second.id } });
      }
      await rows("update goodword_inbox set done_at = null, lease_until = null, state = 'waiting'");
      await Promise.all([goodword().work(), goodword().work()]);
      await settle();

      const rewards = await rows(`select state, code from goodword_reward where order_id = '${second.id}'`);
      expect(rewards).toMatchObject([{ state: "issued" }]);
      expect(await rows(`select used from promotion where code = '${rewards[0].code}'`)).toHaveLength(1);
      expect(mailbox.subjectsFor(anna)).toHaveLength(2);
      expect(mailbox.subjectsFor(ben)).toHaveLength(1);
    });

    it("finds an order whose event was lost", async () => {
      const engine = goodword();
      const { receive } = engine;
      let lost = 0;
      engine.receive = async () => {
        lost += 1;
        throw new Error("the event bus dropped it");
      };
      const { second } = await referred().finally(() => {
        engine.receive = receive;
      });
      expect(lost).toBe(2);
      expect((await explain(second.id)).order).toBeNull();

      await engine.reconcile();
      await settle();
      expect((await explain(second.id)).rewards).toMatchObject([{ state: "issued" }]);
    });

    it("gives nothing to an advocate who buys through their own link", async () => {
      const name = `anna${randomUUID().slice(0, 6)}`;
      const first = await shopper.buy(await shopper.newCart(), `${name}@gmail.com`, "Anna");
      const cart = await shopper.cartFrom(await shopper.codeOf(first.id));
      const twin = `${name[0]}.${name.slice(1)}+x@gmail.com`;
      const second = await shopper.buy(cart, twin, "Anna");
      await settle();

      const { referral, rewards } = await explain(second.id);
      expect(referral).toMatchObject({ state: "rejected" });
      expect(referral.reasons).toContain("self-referral");
      expect(rewards).toEqual([]);
    });

    it("takes the reward back when the friend's order is cancelled", async () => {
      const { second } = await referred();
      await settle();
      await staff.call(`/admin/orders/${second.id}/cancel`, {});
      await settle();

      const { referral, rewards } = await explain(second.id);
      expect(referral.state).toBe("reversed");
      expect(rewards).toMatchObject([{ state: "reversed", usedBeforeReversal: false }]);
      const sums = await rows("select currency, sum(amount) from goodword_ledger_posting group by currency");
      expect(sums).toEqual([{ currency: "eur", sum: "0" }]);
      const cart = await shopper.newCart();
      await shopper.call(`/store/carts/${cart}/promotions`, { promo_codes: [rewards[0].code] });
      expect(await shopper.cart(cart)).toMatchObject({ discount_total: 0 });
    });

    it("gives a friend one offer on a cart, and none for a code without its claim", async () => {
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(first.id);
      const [one, two] = [await shopper.cartFrom(code), await shopper.cartFrom(code)];
      const [{ code: offer }] = (await shopper.cart(one)).promotions;
      await shopper.call(`/store/carts/${two}/promotions`, { promo_codes: [offer] });
      expect(await shopper.cart(two)).toMatchObject({ discount_total: 3 });
      const bare = await shopper.newCart();
      await shopper.call(`/store/carts/${bare}/promotions`, { promo_codes: [offer] });
      expect(await shopper.cart(bare)).toMatchObject({ discount_total: 0 });
    });

    it("sends unknown and disabled codes the same way, and only where the program says", async () => {
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(first.id);
      const known = await shopper.call(`/go/${code}?url=https://evil.example&to=//evil.example`);
      expect(known.location).toBe(`https://shop.example/welcome?ref=${code.toUpperCase()}`);
      const changed = await staff.call(`/admin/goodword/codes/${code}`, { status: "disabled" });
      expect(changed.body).toEqual({ changed: true });

      const disabled = await shopper.call(`/go/${code}`);
      expect(disabled).toEqual(await shopper.call("/go/friend-bcdfghjk"));
      expect(disabled).toMatchObject({ status: 302, location: "https://shop.example/welcome" });
      expect((await shopper.call(`/store/goodword/offers/${code}`)).body).toEqual({ offer: null });
    });

    it("shows staff pages only to staff", async () => {
      for (const page of ["advocates", "referrals", "orders/order_1", "customers/cus_1"]) {
        expect((await shopper.call(`/admin/goodword/${page}`)).status).toBe(401);
      }
      expect((await shopper.call("/admin/goodword/codes/FRIEND-1", { status: "disabled" })).status).toBe(401);
    });

    it("takes published prompts with the CMS's signature only", async () => {
      const prompts = [{ placement: "order-confirmation", locale: "en", content: defaultContent.en }];
      const body = JSON.stringify({ version: Date.now(), defaultLocale: "en", prompts });
      const sign = (secret: string, id = "msg_1", at = Math.floor(Date.now() / 1000)) => ({
        "webhook-id": id,
        "webhook-timestamp": String(at),
        "webhook-signature": `v1,${createHmac("sha256", secret).update(`${id}.${at}.${body}`).digest("base64")}`,
      });
      const post = (headers: Record<string, string>) => shopper.call("/goodword/content", body, headers);
      expect((await post(sign("another-secret-of-the-same-length-as-it"))).status).toBe(401);
      expect((await post(sign(contentSecret, "msg_1", Math.floor(Date.now() / 1000) - 600))).status).toBe(
        401,
      );
      expect((await post(sign(contentSecret))).body).toEqual({ kept: true });
      expect((await post(sign(contentSecret))).body).toEqual({ kept: false });
    });

    it("goes down and up again under Medusa's migrations", async () => {
      const tables = async () =>
        (await rows("select 1 from information_schema.tables where table_name like 'goodword\\_%'")).length;
      const there = await tables();
      const loader = new MedusaAppLoader({ cwd: `${__dirname}/app`, medusaConfigPath: `${__dirname}/app` });
      // Medusa goes back a migration at a time.
      const steps = readdirSync(`${__dirname}/../src/modules/goodword/migrations`);
      for (const _ of steps) {
        await loader.runModulesMigrations({ moduleNames: ["goodword"], action: "revert" });
      }
      expect(await tables()).toBe(0);
      await loader.runModulesMigrations({ action: "run" });
      expect(await tables()).toBe(there);
    });
  },
});
