// Someone who wants money for opening their own link, over the real Store API.
import { randomUUID } from "node:crypto";
import { forwardingProxy } from "@goodword/testing";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
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

const level = (place: number, requires: object) => ({
  id: `level-${place}`,
  side: "advocate",
  kind: "discount-code",
  trigger: { on: "level", level: place, requires },
  amount: { type: "fixed", amounts: { eur: "25.00" } },
});

/** What a visitor can write beside another browser's name. */
const forgeries: readonly [name: string, headers: (n: number) => Record<string, string>][] = [
  ["nothing more", () => ({})],
  ["an address", (n) => ({ "x-forwarded-for": `203.0.${n}.9` })],
  ["four addresses", (n) => ({ "x-forwarded-for": `1.1.${n}.1, 203.0.${n}.9, 198.51.${n}.1, 192.0.${n}.2` })],
  ["other headers", (n) => ({ forwarded: `for=203.0.${n}.9`, "x-real-ip": `203.0.${n}.9` })],
];

medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;
    let closing: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      shopper = new Shopper(api.defaults.baseURL, shop);
      staff = new Shopper(api.defaults.baseURL, shop, token);
    });
    afterEach(async () => {
      for (const close of closing.reverse()) await close();
      closing = [];
      trusting(0);
    });

    const admin = (path: string, body?: object) => staff.call(`/admin/goodword/${path}`, body);
    const settle = () => settleAll(getContainer(), dbConnection);
    const trusting = (trustProxy: number) =>
      Object.assign(getContainer().resolve("goodword").options, { trustProxy });
    const configured = async () => {
      for (let round = 0; round < 20; round++) {
        const [first] = (await admin("programs")).body.programs;
        if (first !== undefined) {
          const { version: _, ...definition } = first.program;
          return definition;
        }
        await new Promise((later) => setTimeout(later, 250));
      }
      throw new Error("The configuration's program is not stored.");
    };
    /** As a version that let programs pay for clicks had saved it. */
    const savedBefore = async (...rewards: object[]) => {
      const definition = { ...(await configured()), version: 2, rewards, holdDays: 0 };
      await dbConnection.raw(
        "insert into goodword_program_version (program_id, version, definition, created_at) values (?, 2, ?, now())",
        [definition.id, JSON.stringify(definition)],
      );
      await dbConnection.raw("update goodword_program set version = 2 where id = ?", [definition.id]);
      // What is changed behind its back the engine sees within two seconds.
      await new Promise((later) => setTimeout(later, 2_500));
    };
    const advocate = async () => {
      const email = `mallory-${randomUUID().slice(0, 8)}@example.com`;
      const order = await shopper.buy(await shopper.newCart(), email, "Mallory");
      return { order, code: await shopper.codeOf(order.id) };
    };
    const behind = async (proxies: number) => {
      let url = api.defaults.baseURL.replace("localhost", "127.0.0.1");
      for (let n = 0; n < proxies; n++) {
        const proxy = await forwardingProxy(url);
        closing.push(proxy.close);
        url = proxy.url;
      }
      return new Shopper(url, shop);
    };
    const visits = async (browser: Shopper, code: string, headers: (n: number) => Record<string, string>) => {
      for (let n = 0; n < 25; n++) {
        const agent = `Mozilla/5.0 (X11; Linux x86_64; rv:${100 + n}.0) Gecko/20100101 Firefox/${100 + n}.0`;
        const { location } = await browser.call(`/go/${code}`, undefined, {
          "user-agent": agent,
          ...headers(n),
        });
        expect(location).toContain(`ref=${code.toUpperCase()}`);
      }
    };
    const share = (orderId: string) =>
      shopper.call(`/store/goodword/orders/${orderId}/shares`, { channel: "copy" });
    const ladderRewards = async () =>
      (await dbConnection.raw("select * from goodword_reward where order_id like 'ladder:%'")).rows;
    const codesOfRewards = async () =>
      (await dbConnection.raw("select code from promotion where code like 'THANKS%'")).rows;

    it("finds a proxy that nobody counted, and says so on the health page", async () => {
      const { code } = await advocate();
      expect((await admin("health")).body.warnings).toEqual([]);
      await visits(await behind(1), code, () => ({}));
      expect((await admin("health")).body.warnings).toEqual([
        { code: "trust-proxy-too-low", params: { trustProxy: 0, suggested: 1 } },
      ]);
    });

    it("saves no program that pays for shares or invitations", async () => {
      const definition = { ...(await configured()), id: "paid-clicks" };
      for (const requires of [{ shares: 1 }, { invitations: 20 }]) {
        const { body } = await admin("programs", {
          definition: { ...definition, rewards: [level(1, requires)] },
        });
        expect(body).toMatchObject({
          saved: null,
          problems: [{ code: "GW_PAID_FOR_CLICKS", field: "rewards[0].trigger.requires" }],
        });
      }
      const fair = { ...definition, rewards: [level(1, { friends: 1 })] };
      expect((await admin("programs", { definition: fair })).body.problems).toEqual([]);
    });

    it.each([0, 1, 2].flatMap((proxies) => forgeries.map(([name, headers]) => ({ proxies, name, headers }))))(
      "counts 25 visits of one's own once behind $proxies proxies, with $name",
      async ({ proxies, headers }) => {
        await savedBefore(level(1, { invitations: 20 }));
        trusting(proxies);
        const { order, code } = await advocate();
        await visits(await behind(proxies), code, headers);
        await share(order.id);
        await settle();
        expect((await admin("advocates")).body.rows).toMatchObject([{ clicks: 25, invitations: 1 }]);
        expect(await ladderRewards()).toEqual([]);
        expect(await codesOfRewards()).toEqual([]);
      },
    );

    it("gives nothing without a person's word where a program of before pays for shares", async () => {
      await savedBefore(level(1, { shares: 1 }));
      const { order } = await advocate();
      await share(order.id);
      await settle();
      expect(await ladderRewards()).toMatchObject([{ state: "pending", review: { state: "open" } }]);
      expect(await codesOfRewards()).toEqual([]);
      expect((await admin("health")).body.warnings).toContainEqual({
        code: "paid-for-clicks",
        params: { program: "friends", rule: "level-1" },
      });
      expect((await admin("reviews")).body).toMatchObject({
        count: 1,
        rows: [{ said: { signals: [{ id: "paid-for-clicks" }] } }],
      });
    });
  },
});
