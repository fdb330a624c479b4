import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle as settleAll } from "./settle";
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
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
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
    // The tables are emptied before each test; the engine brings its configuration in again within two seconds.
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
    const settle = () => settleAll(getContainer(), dbConnection);

    it("saves a draft and a second version, and moves it until it ended", async () => {
      const definition = { ...(await configured()), id: "winter" };
      const saved = await admin("programs", { definition });
      expect(saved.body).toMatchObject({ saved: { state: "draft", program: { version: 1 } }, problems: [] });
      await admin("programs", { definition: { ...definition, holdDays: 30 } });
      for (const state of ["live", "paused", "live", "ended"]) {
        const moved = await admin("programs/winter/state", { state });
        expect(moved.body).toMatchObject({ program: { state } });
      }
      const illegal = await admin("programs/winter/state", { state: "live" });
      expect(illegal).toMatchObject({ status: 422, body: { code: "GW_PROGRAM_STATE" } });
      const { program } = (await admin("programs/winter")).body;
      expect(program).toMatchObject({ state: "ended", fromConfiguration: false });
      expect(program.versions).toMatchObject([{ version: 2, holdDays: 30 }, { version: 1 }]);
    });

    it("says every problem with its field and saves nothing", async () => {
      const definition = { ...(await configured()), id: "broken", shopName: "", holdDays: -1 };
      const { status, body } = await admin("programs", { definition });
      expect(status).toBe(200);
      expect(body.saved).toBeNull();
      const fields = body.problems.map(({ field }: { field: string }) => field);
      expect(fields).toEqual(expect.arrayContaining(["shopName", "holdDays"]));
      expect((await admin("programs/broken")).body.code).toBe("GW_PROGRAM_UNKNOWN");
    });

    it("keeps what both of two savers at once wrote, as two versions", async () => {
      const definition = { ...(await configured()), id: "raced" };
      await admin("programs", { definition });
      const answers = await Promise.all(
        [21, 22].map((holdDays) => admin("programs", { definition: { ...definition, holdDays } })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const { versions } = (await admin("programs/raced")).body.program;
      expect(versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
      const days = versions.slice(0, 2).map(({ holdDays }: { holdDays: number }) => holdDays);
      expect(days.sort()).toEqual([21, 22]);
    });

    it("tries a changed program on past orders and writes nothing", async () => {
      const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(first.id);
      await shopper.buy(await shopper.cartFrom(code, 2), person("ben"), "Ben");
      await settle();
      const definition = await configured();
      const rewards = definition.rewards.map((rule: object) => ({
        ...rule,
        amount: { type: "fixed", amounts: { eur: "12.50" } },
      }));
      const before = (await admin(`programs/${definition.id}`)).body;
      const [from, to] = [-1, 1].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
      const { body } = await admin("program-simulation", {
        definition: { ...definition, rewards },
        from,
        to,
      });
      expect(body).toMatchObject({
        simulation: {
          attributed: 1,
          qualified: 1,
          wouldPay: [{ amount: "12.50", currency: "eur" }],
          paid: [{ amount: "10.00", currency: "eur" }],
          people: [{ rewards: 1 }],
        },
        problems: [],
      });
      expect((await admin(`programs/${definition.id}`)).body).toEqual(before);
    });

    it("previews an unsaved definition in the words of a locale", async () => {
      const definition = await configured();
      const { body } = await admin("program-terms", { definition, locale: "de" });
      expect(body).toMatchObject({ preview: { locale: "de" }, problems: [] });
      expect(body.preview.terms.length).toBeGreaterThan(1);
    });

    it("answers staff only", async () => {
      for (const path of ["programs", "programs/winter"])
        expect((await shopper.call(`/admin/goodword/${path}`)).status).toBe(401);
      for (const path of ["programs", "programs/winter/state", "program-terms", "program-simulation"])
        expect((await shopper.call(`/admin/goodword/${path}`, {})).status).toBe(401);
    });
  },
});
