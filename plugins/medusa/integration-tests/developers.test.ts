import { randomUUID } from "node:crypto";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle as settleAll } from "./settle";
import { Shopper } from "./shopper";
import { stockShop } from "./stock-shop";

// As a shop's own code imports it, so that both hook into the same workflow.
const { announceReferralWorkflow, announceRewardWorkflow } = require("../.medusa/server/src/workflows");
const { GoodwordEvent } = require("../.medusa/server/src/events");
const { getReferralBlock } = require("../.medusa/server/src/referral-block");

interface Told {
  readonly name: string;
  readonly data: Record<string, string>;
}

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

const hooked: Told[] = [];
let failures = 0;
const hook = async (told: Told) => {
  hooked.push(told);
  if (failures > 0) {
    failures -= 1;
    throw new Error("The shop's own code failed.");
  }
};
announceReferralWorkflow.hooks.referralAnnounced(hook);
announceRewardWorkflow.hooks.rewardAnnounced(hook);

// What a shop's own code builds on.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shopper: Shopper;
    const heard: Told[] = [];
    beforeAll(async () => {
      shopper = new Shopper(api.defaults.baseURL, await stockShop(getContainer()));
    });
    beforeEach(() => {
      hooked.length = 0;
      heard.length = 0;
      failures = 0;
      const bus = getContainer().resolve(Modules.EVENT_BUS);
      for (const name of Object.values<string>(GoodwordEvent)) {
        const subscriberId = `tests-${name}`;
        bus.unsubscribe(name, async () => {}, { subscriberId });
        bus.subscribe(
          name,
          async ({ data }: { data: Told["data"] }) => {
            heard.push({ name, data });
          },
          { subscriberId },
        );
      }
    });

    const graph = (query: object) => getContainer().resolve(ContainerRegistrationKeys.QUERY).graph(query);
    const settle = () => settleAll(getContainer(), dbConnection, { retries: true });
    const buy = async (name: string, cart: string) => {
      const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`;
      return { email, ...(await shopper.buy(cart, email, name)) };
    };
    /** Anna's friend Ben has ordered, and her reward is issued. */
    const referred = async () => {
      const anna = await buy("Anna", await shopper.newCart());
      const ben = await buy("Ben", await shopper.cartFrom(await shopper.codeOf(anna.id), 2));
      await settle();
      return { anna, ben };
    };
    const names = (told: readonly Told[]) => told.map(({ name }) => name).sort();
    const whole = ["referral.qualified", "reward.issued", "reward.pending"];

    it("events come once each, with ids that can be asked about", async () => {
      const { ben } = await referred();
      expect(names(heard)).toEqual(whole);
      expect(names(hooked)).toEqual(whole);
      const issued = heard.find(({ name }) => name === "reward.issued")?.data;
      expect(issued).toMatchObject({
        order_id: ben.id,
        program_id: "friends",
        side: "advocate",
        kind: "discount-code",
        amount: "10.00",
        currency: "eur",
      });
      const { data } = await graph({
        entity: "goodword_reward",
        fields: ["id", "state"],
        filters: { id: issued?.reward_id },
      });
      expect(data).toEqual([{ id: issued?.reward_id, state: "issued" }]);
      await getContainer().resolve("goodword").engine(getContainer()).receive("order.placed", ben.id);
      await settle();
      expect(names(heard)).toEqual(whole);
    });

    it("a hook that fails is run again with the same id, and its event comes once", async () => {
      failures = 2;
      await referred();
      expect(hooked).toHaveLength(5);
      expect(new Set(hooked.map(({ data }) => data.id)).size).toBe(3);
      expect(names(heard)).toEqual(whole);
    });

    // The Store API lets whoever asks name the fields of the answer, and the friend's order leads to the reward.
    it("no shopper reads them through the Store API, whatever fields they ask for", async () => {
      const { anna, ben } = await referred();
      const linked = await graph({
        entity: "order",
        fields: ["goodword_rewards.code", "goodword_rewards.participant_id"],
        filters: { id: ben.id },
      });
      const [{ code, participant_id }] = linked.data[0].goodword_rewards;
      const reward = [
        "*goodword_rewards",
        "goodword_rewards.code",
        "*goodword_rewards.promotion.rules.values",
      ];
      const advocate = ["*customer.goodword_advocate", "customer.goodword_advocate.id"];
      const cart = await shopper.newCart();
      for (const [path, fields] of [
        [`/store/orders/${ben.id}`, [...reward, ...advocate]],
        [`/store/carts/${cart}`, [...advocate, "*promotions.rules.values"]],
      ] as const) {
        for (const field of fields) {
          const { status, body } = await shopper.call(`${path}?fields=id,%2B${field},${field}`);
          expect({ field, status }).toEqual({ field, status: 200 });
          const said = JSON.stringify(body);
          expect(said).not.toMatch(/goodword_(reward|advocate)|"rules"/);
          for (const secret of [code, participant_id, anna.email]) expect(said).not.toContain(secret);
        }
      }
    });

    it("query.graph goes from rewards to their orders and promotions, and from orders back", async () => {
      const { anna, ben } = await referred();
      const rewards = await graph({
        entity: "goodword_reward",
        fields: ["*", "order.id", "order.email", "promotion.code", "promotion.limit"],
        filters: { order_id: ben.id },
      });
      expect(rewards.data).toHaveLength(1);
      expect(rewards.data[0]).toMatchObject({
        state: "issued",
        amount: "10.00",
        reversed: "0.00",
        currency: "eur",
        order: { id: ben.id, email: ben.email },
        promotion: { code: rewards.data[0].code, limit: 1 },
      });
      const orders = await graph({
        entity: "order",
        fields: ["id", "goodword_rewards.code", "goodword_rewards.referral_id"],
        filters: { id: [anna.id, ben.id] },
      });
      const found = orders.data.find(({ id }: { id: string }) => id === ben.id);
      const { code, referral_id } = rewards.data[0];
      expect(found.goodword_rewards).toMatchObject([{ code, referral_id }]);
      const referrals = await graph({
        entity: "goodword_referral",
        fields: ["id", "order.id"],
        filters: { id: referral_id },
      });
      expect(referrals.data).toMatchObject([{ order: { id: ben.id } }]);
      expect(orders.data.find(({ id }: { id: string }) => id === anna.id).goodword_rewards ?? []).toEqual([]);
    });

    it("query.graph goes from customers to advocates and back, and to codes and referrals", async () => {
      const { anna, ben } = await referred();
      const { data: customers } = await graph({
        entity: "customer",
        fields: ["id", "email", "goodword_advocate.*"],
        filters: { email: [anna.email] },
      });
      const { goodword_advocate: advocate } = customers[0];
      expect(advocate).toMatchObject({ customer_id: customers[0].id, first_order_id: anna.id });
      const { data: advocates } = await graph({
        entity: "goodword_advocate",
        fields: ["id", "customer.email"],
        filters: { id: advocate.id },
      });
      expect(advocates[0].customer.email).toBe(anna.email);
      const { data: referrals } = await graph({
        entity: "goodword_referral",
        fields: ["code", "order.email", "claimed_at"],
        filters: { advocate_id: advocate.id, state: { $in: ["qualified"] } },
      });
      expect(referrals).toHaveLength(1);
      expect(referrals[0].order.email).toBe(ben.email);
      const { data: codes } = await graph({
        entity: "goodword_code",
        fields: ["*"],
        filters: { advocate_id: advocate.id },
      });
      expect(codes).toMatchObject([{ id: referrals[0].code, status: "active", is_primary: true }]);
    });

    it("query.graph pages and orders, and names a field that there is not", async () => {
      await referred();
      const page = (skip: number) =>
        graph({
          entity: "goodword_advocates",
          fields: ["id", "enrolled_at"],
          pagination: { take: 1, skip, order: { enrolled_at: "ASC" } },
        });
      const [first, second] = [await page(0), await page(1)];
      expect(first.metadata).toMatchObject({ count: 2, take: 1 });
      expect(new Date(first.data[0].enrolled_at) <= new Date(second.data[0].enrolled_at)).toBe(true);
      expect(first.data[0].id).not.toBe(second.data[0].id);
      await expect(
        graph({ entity: "goodword_reward", fields: ["id"], filters: { colour: "red" } }),
      ).rejects.toThrow(/colour: is no field of reward; use id, program_id/);
    });

    it("the block for the shop's own mail has the buyer's link, whoever asks first and how often", async () => {
      const anna = await buy("Anna", await shopper.newCart());
      const blocks = await Promise.all(
        Array.from({ length: 5 }, () => getReferralBlock(getContainer(), anna.id, { locale: "en" })),
      );
      await settle();
      const code = await shopper.codeOf(anna.id);
      for (const block of blocks) {
        expect(block.html).toContain(`/go/${code}`);
        expect(block.text).toContain(`/go/${code}`);
        expect(block.text).toContain("If a friend orders with your link, you get €10 off");
        expect(block).toEqual({ ...blocks[0] });
      }
      expect((await getReferralBlock(getContainer(), anna.id, { locale: "de" })).locale).toBe("de");
      const { rows } = await dbConnection.raw("select count(*) from goodword_code");
      expect(Number(rows[0].count)).toBe(1);
    });

    it("there is no block once the buyer said no, and an order nobody knows is named", async () => {
      const anna = await buy("Anna", await shopper.newCart());
      await shopper.call(`/store/goodword/orders/${anna.id}/answer`, { answer: "dismissed" });
      expect(await getReferralBlock(getContainer(), anna.id)).toBeNull();
      await expect(getReferralBlock(getContainer(), "order_unknown")).rejects.toThrow(/order_unknown/);
    });
  },
});
