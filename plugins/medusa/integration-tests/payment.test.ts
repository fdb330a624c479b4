import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { settle } from "./settle";
import { Shopper } from "./shopper";
import { staffActs } from "./staff";
import { type Shop, stockShop } from "./stock-shop";

let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
  process.env.GOODWORD_TEST_SMTP_PORT = String(mailbox.port);
});
afterAll(() => mailbox.close());

// A shop that says nothing of payment in its options: what is never paid for earns nothing.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-with-capture`,
  testSuite: ({ api, getContainer, dbConnection }) => {
    let shop: Shop;
    let shopper: Shopper;
    let acts: ReturnType<typeof staffActs>;

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      acts = staffActs(new Shopper(api.defaults.baseURL, shop, token));
    });

    const engine = () => getContainer().resolve("goodword").engine(getContainer());
    const friendOfAnna = async () => {
      const anna = await shopper.buy(await shopper.newCart(), "anna@example.com", "Anna");
      const cart = await shopper.cartFrom(await shopper.codeOf(anna.id), 2);
      return shopper.buy(cart, "ben@example.com", "Ben");
    };
    const earned = async (orderId: string) => {
      await settle(getContainer(), dbConnection);
      return (await engine().explainOrder({ orderId })).rewards.map(({ state }: { state: string }) => state);
    };

    it("rewards an order once its payment is captured, and not before", async () => {
      const { id } = await friendOfAnna();
      expect(await earned(id)).toEqual([]);
      await acts.capture(id);
      // The capture's event comes over the shop's event bus.
      for (let round = 0; round < 40 && (await earned(id)).length === 0; round++)
        await new Promise((later) => setTimeout(later, 250));
      expect(await earned(id)).toEqual(["issued"]);
    });
  },
});
