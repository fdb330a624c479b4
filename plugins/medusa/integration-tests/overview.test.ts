import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

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
    const person = (name: string) => `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const ask = async (path: string) => (await staff.call(`/admin/goodword/${path}`)).body;
    const tell = (path: string, body: object) => staff.call(`/admin/goodword/${path}`, body);

    /** Until nothing is due: the shop's own job may be at it too. */
    const settle = async () => {
      for (let round = 0; round < 40; round++) {
        await goodword().work();
        const { queues } = await ask("health");
        if (queues.every(({ due }: { due: number }) => due === 0)) return;
        await new Promise((later) => setTimeout(later, 250));
      }
      throw new Error("Something still waits in the inbox or the outbox.");
    };

    const figuresOf = (overview: {
      figures: { name: string; unit: string; now: number; money: object[] }[];
    }) =>
      Object.fromEntries(
        overview.figures.map(({ name, unit, now, money }) => [name, unit === "money" ? money : now]),
      );

    /** Each test begins with an empty shop: what it counts is its own. */
    const buy = async (name: string) => {
      const email = person(name);
      const order = await shopper.buy(await shopper.newCart(), email, name);
      return { email, order, code: await shopper.codeOf(order.id) };
    };
    const visit = (code: string, agent: string) =>
      shopper.call(`/go/${code}`, undefined, { "user-agent": `${browser} ${agent}` });
    const buyFrom = async (code: string, name: string, quantity = 2) => {
      const email = person(name);
      return { email, order: await shopper.buy(await shopper.cartFrom(code, quantity), email, name) };
    };

    it("counts what a story played in the shop comes to by hand", async () => {
      const anna = await buy("Anna");
      await buy("Quinn");
      const share = (channel: string) =>
        shopper.call(`/store/goodword/orders/${anna.order.id}/shares`, { channel });
      await share("copy");
      await share("telegram");
      for (const agent of ["one", "two", "three", "three"]) await visit(anna.code, agent);
      // Twice €20.00 less 15 %, and once €20.00 less 15 % which is cancelled.
      await buyFrom(anna.code, "Ben");
      const carla = await buyFrom(anna.code, "Carla", 1);
      await settle();
      await staff.call(`/admin/orders/${carla.order.id}/cancel`, {});
      await settle();

      const overview = await ask("overview?days=7");
      const today = new Date().toISOString().slice(0, 10);
      expect(overview.period.last).toBe(today);
      expect(figuresOf(overview)).toEqual({
        advocates: 4,
        shareRate: 0.25,
        clicks: 3,
        clickThroughRate: 1.5,
        claimRate: 0.6667,
        conversionRate: 0.3333,
        friends: 1,
        referralRate: 0.3333,
        referredRevenue: [{ currency: "eur", now: "34.00", before: null, change: null }],
        rewardCost: [{ currency: "eur", now: "10.00", before: null, change: null }],
        costPerAcquisition: [{ currency: "eur", now: "10.00", before: null, change: null }],
        returnOnRewards: 2.4,
        newCustomerValueReferred: [{ currency: "eur", now: "34.00", before: null, change: null }],
        newCustomerValueOthers: [{ currency: "eur", now: "20.00", before: null, change: null }],
        kFactor: 0.25,
        timeToFirstReferral: expect.any(Number),
        rewardLiability: [{ currency: "eur", now: "10.00", before: null, change: null }],
      });
      expect(
        overview.funnel.map(({ step, count }: { step: string; count: number }) => [step, count]),
      ).toEqual([
        ["enrolled", 4],
        ["shared", 1],
        ["clicked", 3],
        ["claimed", 2],
        ["ordered", 2],
        ["qualified", 1],
      ]);
      expect(overview.trend).toHaveLength(7);
      expect(overview.trend.at(-1)).toEqual({
        day: today,
        enrolled: 4,
        shares: 2,
        clicks: 3,
        claims: 2,
        ordered: 2,
        qualified: 1,
        orders: 3,
        referredOrders: 1,
      });
      const before = await ask(`overview?days=7&last=${overview.before.last}`);
      expect(before.trend.every(({ enrolled }: { enrolled: number }) => enrolled === 0)).toBe(true);
      expect(before.period).toEqual(overview.before);
    });

    it("lists what staff look for, by code, address, order number and state", async () => {
      const anna = await buy("Anna");
      const quinn = await buy("Quinn");
      const ben = await buyFrom(anna.code, "Ben");
      await settle();
      const codes = async (query: string) =>
        (await ask(`advocates?${query}`)).rows.map(({ code }: { code: string }) => code.toLowerCase());
      expect(await codes(`search=${anna.code.slice(-6)}`)).toEqual([anna.code]);
      expect((await codes("order=-qualified"))[0]).toBe(anna.code);
      await tell(`codes/${quinn.code}`, { status: "disabled" });
      expect(await codes("status=disabled")).toEqual([quinn.code]);

      const find = async (text: string) => (await tell("advocates/find", { text })).body.participantId;
      const person = await find(ben.email.toUpperCase());
      expect(person).toMatch(/^participant_/);
      expect(await find("nobody@example.com")).toBeNull();
      const found = await ask(`referrals?personId=${person}`);
      expect(found).toMatchObject({ count: 1, rows: [{ orderId: ben.order.id, state: "qualified" }] });
      expect(found.people[ben.order.id]).toMatchObject({ email: ben.email });
      const [{ orderDisplayId, id }] = found.rows;
      expect(await ask(`referrals?search=%23${orderDisplayId}&state=qualified`)).toMatchObject({ count: 1 });

      const story = await ask(`referrals/${id}`);
      expect(story).toMatchObject({
        referral: { source: "claim", programId: "friends" },
        orders: [{ orderId: ben.order.id, attribution: { winner: { lost: null } } }],
        rewards: [{ state: "issued", value: { amount: "10.00" } }],
        considered: [{ firstOrderId: anna.order.id }],
      });
      expect(story.people[anna.order.id]).toMatchObject({ email: anna.email });
      expect((await ask("referrals/unknown")).referral).toBeNull();
    });

    it("sets aside what the host refuses for good, and does it once when staff put it back", async () => {
      const anna = await buy("Anna");
      const promotions = getContainer().resolve("promotion");
      const { createPromotions } = promotions;
      await settle();
      const cart = await shopper.cartFrom(anna.code, 2);
      let refused = 0;
      promotions.createPromotions = async () => {
        refused += 1;
        throw new Error("the promotion module is out of order");
      };
      const ben = await shopper.buy(cart, person("Ben"), "Ben");
      try {
        // Eight tries take hours: each is made due at once.
        for (let round = 0; round < 40 && (await ask("health")).status !== "dead"; round++) {
          await rows(
            "update goodword_outbox set available_at = now(), lease_until = null where state = 'waiting'",
          );
          await goodword().work();
        }
      } finally {
        promotions.createPromotions = createPromotions;
      }
      expect(refused).toBeGreaterThanOrEqual(8);
      const health = await ask("health");
      expect(health).toMatchObject({ status: "dead", sendsMail: true });
      const { rows: letters, count } = await ask("dead-letters?queue=outbox");
      expect(count).toBe(1);
      expect(letters[0]).toMatchObject({ kind: "issue-reward", attempts: 8, error: "Error" });
      const [reward] = await rows(`select id, code from goodword_reward where order_id = '${ben.id}'`);
      expect(letters[0].rewardId).toBe(reward.id);
      const given = () =>
        rows(`select id from promotion where code = '${reward.code}' and deleted_at is null`);
      expect(await given()).toEqual([]);

      const replay = async (body: object) => (await tell("dead-letters/replay", body)).body;
      const twice = await Promise.all([1, 2].map(() => replay({ queue: "outbox", ids: [letters[0].id] })));
      expect(twice.map(({ replayed }) => replayed).sort()).toEqual([0, 1]);
      await settle();
      expect(await replay({ queue: "outbox", all: true })).toEqual({ replayed: 0 });
      await settle();
      expect(await given()).toHaveLength(1);
      expect(await rows(`select state from goodword_reward where id = '${reward.id}'`)).toEqual([
        { state: "issued" },
      ]);
      // The order confirmation and the reward, each once.
      expect(mailbox.subjectsFor(anna.email)).toHaveLength(2);
      expect(await ask("dead-letters?queue=outbox")).toMatchObject({ count: 0 });
      expect((await ask("health")).status).not.toBe("dead");
    });

    it("shows options without their secrets", async () => {
      const { options } = await ask("health");
      const shown = (path: string) => options.find((option: { path: string }) => option.path === path)?.value;
      expect(shown("program.holdDays")).toBe(0);
      expect(shown("secret")).toBe(true);
      expect(shown("content.secret")).toBe(true);
      expect(JSON.stringify(options)).not.toMatch(/a-secret|of-the-tests/);
    });

    it("answers staff only, and names the field that is wrong", async () => {
      for (const path of ["overview", "health", "dead-letters?queue=inbox", "referrals/referral_1"]) {
        expect((await shopper.call(`/admin/goodword/${path}`)).status).toBe(401);
      }
      for (const path of ["dead-letters/replay", "advocates/find"]) {
        const body = { queue: "outbox", all: true, text: "anna@example.com" };
        expect((await shopper.call(`/admin/goodword/${path}`, body)).status).toBe(401);
      }
      for (const [path, field] of [
        ["overview?days=0", "days"],
        ["overview?last=tomorrow", "last"],
        ["dead-letters?queue=all", "queue"],
        ["advocates?order=name", "order"],
      ]) {
        const { status, body } = await staff.call(`/admin/goodword/${path}`);
        expect([status, body.field]).toEqual([400, field]);
      }
      expect((await tell("dead-letters/replay", { queue: "outbox" })).body.field).toBe("ids");
    });
  },
});
