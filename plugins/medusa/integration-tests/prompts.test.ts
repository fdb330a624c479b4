import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { Shopper } from "./shopper";
import { stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-without-cms`,
  testSuite: ({ api, getContainer }) => {
    let shopper: Shopper;
    let staff: Shopper;

    beforeAll(async () => {
      const shop = await stockShop(getContainer());
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      shopper = new Shopper(api.defaults.baseURL, shop);
      staff = new Shopper(api.defaults.baseURL, shop, token);
    });

    const admin = (path: string, body?: object) => staff.call(`/admin/goodword/${path}`, body);
    const inLocale = async (locale: string) => {
      const { body } = await admin("prompts");
      // biome-ignore lint/suspicious/noExplicitAny: a test reads into any answer
      return { version: body.version, ...body.prompts.find((prompt: any) => prompt.locale === locale) };
    };
    const ask = "Who else would smile at this?";

    it("serves shoppers what staff published, in its language only", async () => {
      const order = await shopper.buy(await shopper.newCart(), "anna@shopper.example", "Anna");
      const seen = async (locale: string) =>
        (await shopper.call(`/store/goodword/orders/${order.id}/prompt?locale=${locale}`)).body.prompt;
      const before = { en: await seen("en"), de: await seen("de") };
      const { content, version } = await inLocale("en");
      const written = { locale: "en", content: { ...content, ask } };
      const { status, body } = await admin("prompts", { ...written, isDefault: true, version });
      expect({ status, problems: body.problems }).toEqual({ status: 200, problems: [] });
      expect(await seen("en")).toEqual({ ...before.en, ask, version: body.published.version });
      expect(await seen("de")).toEqual({ ...before.de, version: body.published.version });
      const again = await admin("prompts", { ...written, isDefault: true, version });
      expect(again).toMatchObject({ status: 422, body: { code: "GW_PROMPTS_CHANGED" } });
    });

    it("refuses to publish without a disclosure, and shoppers keep what they had", async () => {
      const order = await shopper.buy(await shopper.newCart(), "anna@shopper.example", "Anna");
      const seen = async () =>
        (await shopper.call(`/store/goodword/orders/${order.id}/prompt?locale=en`)).body.prompt;
      const before = await seen();
      const { content, version } = await inLocale("en");
      const written = { locale: "en", content: { ...content, ask, disclosure: "" } };
      const { body } = await admin("prompts", { ...written, isDefault: true, version });
      expect(body).toEqual({
        published: null,
        problems: [
          {
            field: "disclosure",
            code: "GW_DISCLOSURE_MISSING",
            message: "Disclosure: write it before you publish.",
          },
        ],
      });
      expect(await seen()).toEqual(before);
    });

    it("previews unpublished words as the shop renders them, on white and on black", async () => {
      const { content } = await inLocale("de");
      const { body } = await admin("prompt-preview", {
        locale: "de",
        content: { ...content, thanks: "Danke <b>sehr</b>, {first_name}." },
      });
      expect(body.problems).toEqual([]);
      for (const page of [body.pages.light.prompt, body.pages.dark.prompt]) {
        expect(page).toContain("Danke &lt;b&gt;sehr&lt;/b&gt;, Anna.");
        expect(page).toContain(content.decline);
        expect(page).not.toMatch(/<script|\{\w+_reward\}/);
      }
      expect(body.pages.dark.offer).not.toBe(body.pages.light.offer);
      expect(await inLocale("de")).toMatchObject({ version: 0, isShipped: true });
    });

    it("is for staff only", async () => {
      expect((await shopper.call("/admin/goodword/prompts")).status).toBe(401);
      expect((await shopper.call("/admin/goodword/prompt-preview", {})).status).toBe(401);
    });
  },
});
