import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { Shopper } from "./shopper";
import { staffActs } from "./staff";
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
      await goodword().listPrograms();
    });

    const goodword = () => getContainer().resolve("goodword").engine(getContainer());
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
    const admin = (path: string, body?: object) => staff.call(`/admin/goodword/${path}`, body);
    const explain = async (orderId: string) => (await admin(`orders/${orderId}`)).body;
    const settle = async () => {
      for (let round = 0; round < 40; round += 1) {
        await goodword().work();
        const { rows } = await dbConnection.raw(
          "select (select count(*) from goodword_inbox where done_at is null) + (select count(*) from goodword_outbox where done_at is null and available_at <= now()) as waiting",
        );
        if (Number(rows[0].waiting) === 0) return;
        await new Promise((later) => setTimeout(later, 250));
      }
      throw new Error("Something still waits in the inbox or the outbox.");
    };
    /** The program takes a quick order alone for a reason to look. */
    const watchful = async () => {
      const { programs } = await goodword().listPrograms();
      const { version: _, ...definition } = programs[0].program;
      const trust = { points: { "quick-order": 45 } };
      const saved = await goodword().saveProgram({ definition: { ...definition, trust } });
      expect(saved).toMatchObject({ problems: [] });
    };
    const referred = async () => {
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(first.id);
      const second = await shopper.buy(await shopper.cartFrom(code, 2), person("ben"), "Ben");
      await settle();
      return { first: first.id, code, second: second.id };
    };

    it("are for staff alone", async () => {
      const body = { reason: "x", decision: "approved", code: "A-B" };
      for (const path of ["reviews", "advocates/par_1/statement", "programs/friends/liability"]) {
        expect((await shopper.call(`/admin/goodword/${path}`)).status).toBe(401);
      }
      for (const path of [
        "reviews/reward_1",
        "reviews/reward_1/appeal",
        "rewards/reward_1/appeal",
        "orders/order_1/referrer",
        "orders/order_1/referrer/removal",
        "advocates/par_1/code",
      ]) {
        expect((await shopper.call(`/admin/goodword/${path}`, body)).status).toBe(401);
      }
    });

    it("give a flagged reward once, however often and by however many it is approved", async () => {
      await watchful();
      const { first, second } = await referred();
      const { rows, count, people } = (await admin("reviews?locale=de")).body;
      expect(count).toBe(1);
      expect(rows[0]).toMatchObject({ orderId: second, firstOrderId: first, state: "pending" });
      expect(rows[0].said.sentence).toMatch(/^Wartet/);
      expect(people[second]).toMatchObject({ name: "Ben Berg" });
      const approve = () =>
        admin(`reviews/${rows[0].id}`, { decision: "approved", reason: "Anna rang.", by: "somebody else" });
      const tries = await Promise.all([approve(), approve(), approve()]);
      expect(tries.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
      await settle();
      const { rewards } = await explain(second);
      expect(rewards).toMatchObject([{ state: "issued" }]);
      const { rows: kept } = await dbConnection.raw("select review from goodword_reward");
      expect(kept[0].review.decision).toMatchObject({ by: shop.userId, reason: "Anna rang." });
    });

    it("give nothing for an order that was cancelled before somebody approved", async () => {
      await watchful();
      const { second } = await referred();
      const { rows } = (await admin("reviews")).body;
      await staffActs(staff).cancel(second);
      await settle();
      const late = await admin(`reviews/${rows[0].id}`, { decision: "approved", reason: "Too late." });
      expect([200, 422]).toContain(late.status);
      await settle();
      expect((await explain(second)).rewards).toMatchObject([{ state: "reversed" }]);
      const { rows: minted } = await dbConnection.raw(
        "select 1 from promotion where metadata->>'goodword' = 'reward' and status = 'active'",
      );
      expect(minted).toEqual([]);
    });

    it("say who referred an order, or that nobody did, with everything that follows", async () => {
      const { code } = await referred();
      const order = await shopper.buy(await shopper.newCart(), person("carl"), "Carl");
      await settle();
      expect((await explain(order.id)).referral).toBeNull();
      const assign = (body: object) => admin(`orders/${order.id}/referrer`, body);
      expect((await assign({ code, reason: "" })).body).toMatchObject({ field: "reason" });
      expect((await assign({ code: "FRIEND-NOBODYS", reason: "x" })).body.reason).toBe("code-unknown");
      const twice = await Promise.all([1, 2].map(() => assign({ code, reason: "Told us." })));
      for (const { status } of twice) expect(status).toBeLessThan(500);
      await settle();
      const after = await explain(order.id);
      expect(after.order.attribution.winner).toMatchObject({ kind: "manual", note: "Told us." });
      expect(after.rewards.filter(({ state }: { state: string }) => state === "issued")).toHaveLength(1);
      const removal = await admin(`orders/${order.id}/referrer/removal`, { reason: "A mix-up." });
      expect(removal.body).toEqual({ removed: true });
      await settle();
      const gone = await explain(order.id);
      expect(gone.rewards.every(({ state }: { state: string }) => state === "reversed")).toBe(true);
      const sums = await dbConnection.raw(
        "select sum(amount) from goodword_ledger_posting group by currency",
      );
      for (const { sum } of sums.rows) expect(sum).toBe("0");
    });
  },
});
