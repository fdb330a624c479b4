import { randomUUID } from "node:crypto";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { registered } from "./customer-account";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle } from "./settle";
import { Shopper } from "./shopper";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

// Medusa's Store API lets whoever asks name the fields of the answer, and follows links into other modules.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
    });
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;

    it("tells a friend nothing of the advocate's reward, whatever fields they ask for of their own order", async () => {
      const anna = person("anna");
      const first = await shopper.buy(await shopper.newCart(), anna, "Anna");
      const ben = await registered(api.defaults.baseURL, shop, person("ben"));
      const cart = await shopper.cartFrom(await shopper.codeOf(first.id), 2);
      const second = await ben.buy(cart, person("ben"), "Ben");
      await settle(getContainer(), dbConnection, { retries: true });
      const { rows } = await dbConnection.raw(
        `select code, participant_id from goodword_reward where order_id = '${second.id}'`,
      );
      expect(rows).toHaveLength(1);

      const links = [
        "*goodword_rewards",
        "goodword_rewards.code",
        "+goodword_rewards.code",
        "*goodword_reward",
        "*goodword_rewards.promotion",
        "*goodword_rewards.promotion.rules.values",
        "goodword_rewards.promotion.rules.values.value",
      ];
      const ofCustomer = ["*goodword_advocate", "+goodword_advocate.id", "*customer.goodword_advocate"];
      const asked = [
        ...[...links, ...ofCustomer].map((field) => `/store/orders/${second.id}?fields=id,${field}`),
        ...links.map((field) => `/store/orders?fields=id,${field}`),
        ...ofCustomer.map((field) => `/store/customers/me?fields=id,${field}`),
        ...[...links.map((field) => field.replace("goodword", "order.goodword")), ...ofCustomer].map(
          (field) => `/store/carts/${cart}?fields=id,${field}`,
        ),
      ];
      for (const path of asked) {
        const { body } = await ben.call(path);
        const said = JSON.stringify(body);
        for (const secret of [rows[0].code, rows[0].participant_id, anna]) {
          expect({ path, said: said.includes(secret) ? said : "" }).toEqual({ path, said: "" });
        }
      }
    });
  },
});
