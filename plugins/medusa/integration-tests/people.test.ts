import { randomUUID } from "node:crypto";
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

// What staff do about people, referrals and rewards, over Medusa's own Admin API.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let staff: Shopper;
    let colleague: Shopper;

    const signedAs = (userId: string) =>
      generateJwtToken(
        { actor_id: userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
      staff = new Shopper(api.defaults.baseURL, shop, signedAs(shop.userId));
      colleague = new Shopper(api.defaults.baseURL, shop, signedAs("user_colleague"));
    });

    const engine = () => getContainer().resolve("goodword").engine(getContainer());
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const ask = async (path: string) => (await staff.call(`/admin/goodword/${path}`)).body;
    const tell = (path: string, body: object, by = staff) => by.call(`/admin/goodword/${path}`, body);
    const person = (name: string) => `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;

    const settle = () => settleAll(getContainer(), dbConnection);
    const buy = async (name: string) => {
      const email = person(name);
      const order = await shopper.buy(await shopper.newCart(), email, name);
      return { email, order, code: (await shopper.codeOf(order.id)).toUpperCase() };
    };
    const buyFrom = async (code: string, name: string) =>
      shopper.buy(await shopper.cartFrom(code, 2), person(name), name);
    const about = (orderId: string) => ask(`orders/${orderId}`);
    const promotionsOf = (code: string) =>
      rows(`select id from promotion where code = '${code}' and status = 'active' and deleted_at is null`);

    // The tables are emptied before each test; the engine brings its configuration in again within two seconds.
    const configured = async () => {
      for (let round = 0; round < 20; round++) {
        const [first] = (await engine().listPrograms()).programs;
        if (first !== undefined) return first.program;
        await new Promise((later) => setTimeout(later, 250));
      }
      throw new Error("The configuration's program is not stored.");
    };
    /** From now on a person looks at every order that comes within a minute of its claim. */
    const watchQuickOrders = async () => {
      const { version: _, ...definition } = await configured();
      const trust = { points: { "quick-order": 40 } };
      expect(await engine().saveProgram({ definition: { ...definition, trust } })).toMatchObject({
        problems: [],
      });
      // Programs are at hand for two seconds.
      await new Promise((later) => setTimeout(later, 2_500));
    };
    /** Anna's friend Ben, whose reward waits for a person. */
    const flagged = async () => {
      const anna = await buy("Anna");
      await settle();
      await watchQuickOrders();
      const ben = await buyFrom(anna.code, "Ben");
      await settle();
      const { rows: queue, count } = await ask("reviews?locale=en");
      expect(count).toBe(1);
      return { anna, ben, reward: queue[0] };
    };

    it("answers nobody without a login", async () => {
      for (const path of [
        "rewards",
        "reviews",
        "advocates/participant_1",
        "advocates/participant_1/statement",
        "programs/friends/liability",
      ]) {
        expect([path, (await shopper.call(`/admin/goodword/${path}`)).status]).toEqual([path, 401]);
      }
      for (const path of [
        "rewards/reward_1/review",
        "rewards/reward_1/appeal",
        "rewards/reward_1/appeal/answer",
        "advocates/participant_1/code",
        "orders/order_1/attribution",
        "orders/order_1/attribution/remove",
      ]) {
        const body = { reason: "None of mine", decision: "approved", code: "ANNA" };
        expect([path, (await shopper.call(`/admin/goodword/${path}`, body)).status]).toEqual([path, 401]);
      }
    });

    it("pays a flagged reward once, however often and by whomever it is approved", async () => {
      const { ben, reward } = await flagged();
      expect(reward).toMatchObject({
        state: "pending",
        orderId: ben.id,
        said: { signals: [{ id: "quick-order", points: 40 }] },
      });
      const decide = (by: Shopper) =>
        tell(`rewards/${reward.id}/review`, { decision: "approved", reason: "They are neighbours." }, by);
      const clicks = await Promise.all([staff, staff, colleague, colleague].map(decide));
      const winner = clicks.find(({ status }) => status === 200)?.body.reward.review.decision.by;
      expect([shop.userId, "user_colleague"]).toContain(winner);
      expect(clicks.map(({ status }) => status).sort()).toEqual([200, 200, 422, 422]);
      const late = clicks.find(({ status }) => status === 422);
      expect(late?.body.code).toBe("GW_REVIEW_STATE");
      await settle();
      const { rewards } = await about(ben.id);
      expect(rewards).toMatchObject([
        { state: "issued", review: { decision: { by: winner, reason: "They are neighbours." } } },
      ]);
      expect(await promotionsOf(reward.code)).toHaveLength(1);
      expect(await ask("rewards?state=issued")).toMatchObject({ count: 1, rows: [{ id: reward.id }] });
      expect((await ask("reviews")).count).toBe(0);
    });

    it("signs a decision by who is logged in, whatever the body says", async () => {
      const { ben, reward } = await flagged();
      const body = { decision: "declined", reason: "The same household.", by: "user_somebody" };
      expect((await tell(`rewards/${reward.id}/review`, body)).status).toBe(200);
      const [declined] = (await about(ben.id)).rewards;
      expect(declined).toMatchObject({ state: "declined", review: { decision: { by: shop.userId } } });
      await tell(`rewards/${reward.id}/appeal`, { reason: "We only share a stairwell." });
      const answer = { decision: "overturned", reason: "Two flats." };
      expect((await tell(`rewards/${reward.id}/appeal/answer`, answer, colleague)).status).toBe(200);
      expect((await tell(`rewards/${reward.id}/appeal/answer`, answer)).body.code).toBe("GW_APPEAL_STATE");
      await settle();
      expect((await about(ben.id)).rewards[0]).toMatchObject({
        state: "issued",
        review: { appealDecision: { by: "user_colleague" } },
      });
      expect(await promotionsOf(reward.code)).toHaveLength(1);
    });

    it("pays nothing for a reward that is approved after its order was cancelled", async () => {
      const { ben, reward } = await flagged();
      await staff.call(`/admin/orders/${ben.id}/cancel`, {});
      await settle();
      expect((await ask("reviews")).count).toBe(0);
      const body = { decision: "approved", reason: "Seen too late." };
      const { status, body: answer } = await tell(`rewards/${reward.id}/review`, body);
      expect([status, answer.reward.state]).toEqual([200, "reversed"]);
      await settle();
      expect((await about(ben.id)).rewards).toMatchObject([{ state: "reversed" }]);
      expect(await promotionsOf(reward.code)).toEqual([]);
    });

    it("assigns an order once at two clicks, refuses who looked before that, and takes it away", async () => {
      const anna = await buy("Anna");
      const quinn = await buy("Quinn");
      await settle();
      // Above the program's minimum, from nobody's link.
      const ben = await shopper.buy(await shopper.newCart(2), person("Ben"), "Ben");
      await settle();
      const assign = (code: string, seen: string | null, by = staff) =>
        tell(`orders/${ben.id}/attribution`, { code, seen, reason: "Ben told us on the phone." }, by);
      const clicks = await Promise.all([assign(anna.code, null), assign(anna.code.toLowerCase(), null)]);
      expect(clicks.map(({ body }) => body)).toEqual([1, 2].map(() => ({ assigned: true, reason: null })));
      await settle();
      const seen = await about(ben.id);
      expect(seen.rewards).toHaveLength(1);
      expect(seen.order.attribution.history).toMatchObject([
        { act: "assigned", by: shop.userId, reason: "Ben told us on the phone." },
      ]);
      const stale = await assign(quinn.code, null, colleague);
      expect(stale.body).toEqual({ assigned: false, reason: "changed-meanwhile" });
      expect((await assign("NOBODY-2345", null)).body.reason).toBe("code-unknown");

      const remove = { reason: "It was a mix-up.", seen: seen.referral.id };
      const removals = await Promise.all(
        [staff, colleague].map((by) => tell(`orders/${ben.id}/attribution/remove`, remove, by)),
      );
      expect(removals.map(({ body }) => body.removed).sort()).toEqual([false, true]);
      await settle();
      const after = await about(ben.id);
      expect(after).toMatchObject({ referral: null, rewards: [{ state: "reversed" }] });
      expect(after.order.attribution.history).toHaveLength(2);
      expect(await promotionsOf(seen.rewards[0].code)).toEqual([]);
    });

    it("shows a guest as advocate, renames the code, and keeps the old link working", async () => {
      const anna = await buy("Anna");
      const quinn = await buy("Quinn");
      const ben = await buyFrom(anna.code, "Ben");
      await settle();
      const { participantId } = (await tell("advocates/find", { text: anna.email })).body;
      const shown = await ask(`advocates/${participantId}`);
      expect(shown).toMatchObject({
        advocate: { code: anna.code, qualified: 1 },
        programId: "friends",
        referrals: [{ orderId: ben.id }],
        rewards: [{ state: "issued" }],
      });
      expect(shown.people[anna.order.id].email).toBe(anna.email);
      const rename = (code: string) =>
        tell(`advocates/${participantId}/code`, { programId: "friends", code });
      const quinns = (await tell("advocates/find", { text: quinn.email })).body.participantId;
      await tell(`advocates/${quinns}/code`, { programId: "friends", code: "quinn-stone" });
      expect((await rename("quinn-stone")).body.problem.code).toBe("GW_CODE_TAKEN");
      expect((await rename("admin")).body.problem.code).toBe("GW_CODE_RESERVED");
      const names = await Promise.all([rename("anna-rocks"), rename("Anna-Rocks")]);
      expect(names.map(({ body }) => body)).toEqual(
        [1, 2].map(() => ({ code: "ANNA-ROCKS", problem: null })),
      );
      for (const code of ["anna-rocks", anna.code])
        expect((await shopper.call(`/go/${code}`)).status).toBe(302);
      const { advocate } = await ask(`advocates/${participantId}`);
      expect(advocate.link).toMatch(/\/anna-rocks$/);

      const statement = await ask(`advocates/${participantId}/statement`);
      expect(statement.balances).toMatchObject([{ currency: "eur", promised: "0.00", issued: "10.00" }]);
      expect(statement.lines.rows.map(({ kind }: { kind: string }) => kind)).toContain("granted");
      expect((await ask("programs/friends/liability")).liability).toMatchObject([
        { currency: "eur", issued: "10.00", owed: "0.00" },
      ]);
      expect((await ask("programs/friends/liability?at=2020-01-01T00:00:00Z")).liability).toEqual([]);
    });

    it("names the field that is wrong", async () => {
      for (const [path, field] of [
        ["rewards?state=lost", "state"],
        ["rewards?order=value", "order"],
        ["reviews?limit=0", "limit"],
        ["programs/friends/liability?at=now", "at"],
      ]) {
        const { status, body } = await staff.call(`/admin/goodword/${path}`);
        expect([status, body.field]).toEqual([400, field]);
      }
      const mute = await tell("orders/order_1/attribution/remove", { reason: " " });
      expect([mute.status, mute.body.field]).toEqual([400, "reason"]);
    });
  },
});
