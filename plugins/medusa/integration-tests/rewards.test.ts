import { randomUUID } from "node:crypto";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { registered } from "./customer-account";
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

// Beside @medusajs/loyalty-plugin: that the shop boots and orders go through is part of what is shown.
medusaIntegrationTestRunner({
  inApp: true,
  cwd: `${__dirname}/app-with-loyalty`,
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
      // The tables are as they are now before each test: with the configuration's program in them.
      await engine().listPrograms();
    });

    const engine = () => getContainer().resolve("goodword").engine(getContainer());
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
    const credits = () => getContainer().resolve("store_credit");

    const settle = () => settleAll(getContainer(), dbConnection, { workers: 2 });

    /** From now on the shop's program gives this for each friend's first order. */
    const promise = async (kind: string, amount: object) => {
      const { programs } = await engine().listPrograms();
      const { version: _, ...definition } = programs[0].program;
      const [rule] = definition.rewards;
      const changed = { ...definition, rewards: [{ ...rule, kind, amount }] };
      expect(await engine().saveProgram({ definition: changed })).toMatchObject({ problems: [] });
    };
    const tenEuro = { type: "fixed", amounts: { eur: "10.00" } };

    // After each, as the runner sets the tables back before the next.
    afterEach(async () => {
      const sums = await rows("select sum(amount) from goodword_ledger_posting group by currency");
      expect(sums.filter(({ sum }: { sum: string }) => sum !== "0")).toEqual([]);
    });

    const rewardOf = async (orderId: string) =>
      (await staff.call(`/admin/goodword/orders/${orderId}`)).body.rewards[0];

    /** Anna bought, and Ben bought two mugs with her offer; her reward is given. */
    const referred = async (anna = person("anna"), buyer: Shopper = shopper) => {
      const first = await buyer.buy(await buyer.newCart(), anna, "Anna");
      const code = await shopper.codeOf(first.id);
      const second = await shopper.buy(await shopper.cartFrom(code, 2), person("ben"), "Ben");
      await settle();
      return { anna, first, code, second, reward: await rewardOf(second.id) };
    };

    /** A cart of Anna's or of anybody else's, with a code tried on it. */
    const cartWith = async (code: string, email: string | null, buyer: Shopper = shopper) => {
      const cart = await buyer.newCart();
      if (email !== null) await buyer.call(`/store/carts/${cart}`, { email });
      await buyer.call(`/store/carts/${cart}/promotions`, { promo_codes: [code] });
      return { id: cart, ...(await buyer.cart(cart)) };
    };

    const balances = async (participantId: string) =>
      (await engine().statementOf({ participantId, limit: 1, offset: 0 })).balances;

    /** Part of Ben's order is refunded, as the order source tells it. */
    const refunded = async (orderId: string, amount: number) => {
      const [payment] = await rows(`select p.id from payment p
        join order_payment_collection o on o.payment_collection_id = p.payment_collection_id
        where o.order_id = '${orderId}'`);
      const captured = await rows(`select 1 from capture where payment_id = '${payment.id}'`);
      if (captured.length === 0) await staff.call(`/admin/payments/${payment.id}/capture`, {});
      const { status } = await staff.call(`/admin/payments/${payment.id}/refund`, { amount });
      expect(status).toBe(200);
      await engine().receive(`order.refunded:${Math.round(amount * 100)}`, orderId);
      await settle();
    };
    const canceled = async (orderId: string) => {
      await staff.call(`/admin/orders/${orderId}/cancel`, {});
      await settle();
    };

    /**
     * A worker dies after the host acted and before that is marked: the mark is refused by the database while `work`
     * runs. What failed is due again at once afterwards.
     */
    const killedBeforeTheMark = async (mark: string, work: () => Promise<unknown>) => {
      await rows(
        "create function killed() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$",
      );
      await rows(
        `create trigger killed before insert or update on goodword_reward for each row when (${mark}) execute function killed()`,
      );
      try {
        await work();
      } finally {
        await rows("drop trigger killed on goodword_reward");
        await rows("drop function killed()");
        await rows(
          "update goodword_outbox set available_at = now(), lease_until = null where done_at is null",
        );
      }
    };

    describe("a discount code", () => {
      beforeEach(() => promise("discount-code", tenEuro));

      it("works for the guest it was given to, once, and its use moves the liability", async () => {
        const { anna, reward } = await referred();
        expect(reward).toMatchObject({ state: "issued", payout: "10.00" });
        const cart = await cartWith(reward.code, anna);
        expect(cart.discount_total).toBe(10);
        expect(await shopper.buy(cart.id, anna, "Anna")).toMatchObject({ discount_total: 10 });
        expect((await cartWith(reward.code, anna)).discount_total).toBe(0);
        await settle();
        expect(await rewardOf(reward.orderId)).toMatchObject({ state: "redeemed" });
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });

      it("works for no other shopper, and leaves the cart of one who writes their own address into it", async () => {
        const { anna, reward } = await referred();
        expect((await cartWith(reward.code, person("eve"))).discount_total).toBe(0);
        expect((await cartWith(reward.code, null)).discount_total).toBe(0);
        const eve = await registered(api.defaults.baseURL, shop, person("eve"));
        const own = await cartWith(reward.code, anna, eve);
        expect(own).toMatchObject({ email: anna, discount_total: 0 });
        const borrowed = await cartWith(reward.code, anna);
        expect(borrowed.discount_total).toBe(10);
        const order = await shopper.buy(borrowed.id, person("eve"), "Eve");
        expect(order.discount_total).toBe(0);
      });

      it("works for a guest who registers, logged in, with another address at the checkout too", async () => {
        const { anna, reward } = await referred();
        const account = await registered(api.defaults.baseURL, shop, anna);
        const cart = await cartWith(reward.code, person("work"), account);
        expect(cart.discount_total).toBe(10);
      });

      it("works for an account, and for its owner as a guest", async () => {
        const anna = person("anna");
        const account = await registered(api.defaults.baseURL, shop, anna);
        const { reward } = await referred(anna, account);
        expect((await cartWith(reward.code, anna, account)).discount_total).toBe(10);
        expect((await cartWith(reward.code, anna)).discount_total).toBe(10);
      });

      it("is given once when a worker dies between Medusa's act and our mark, and told once", async () => {
        const anna = person("anna");
        let second = "";
        await killedBeforeTheMark("new.state = 'issued'", async () => {
          const first = await shopper.buy(await shopper.newCart(), anna, "Anna");
          const code = await shopper.codeOf(first.id);
          second = (await shopper.buy(await shopper.cartFrom(code, 2), person("ben"), "Ben")).id;
          await settle();
          const { code: reward, state } = await rewardOf(second);
          expect(state).toBe("approved");
          expect(await rows(`select 1 from promotion where code = '${reward}'`)).toHaveLength(1);
        });
        await settle();
        const reward = await rewardOf(second);
        expect(reward.state).toBe("issued");
        expect(await rows(`select used from promotion where code = '${reward.code}'`)).toEqual([{ used: 0 }]);
        expect(mailbox.subjectsFor(anna).filter((subject) => /thanks/i.test(subject))).toHaveLength(1);
      });

      it("is taken back unused: off the carts that carry it, and once when the worker dies meanwhile", async () => {
        const { anna, second, reward } = await referred();
        const cart = await cartWith(reward.code, anna);
        expect(cart.discount_total).toBe(10);
        await killedBeforeTheMark("new.used_before_reversal is not null", async () => {
          await staff.call(`/admin/orders/${second.id}/cancel`, {});
          await settle();
          expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: null });
        });
        await settle();
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: false });
        expect((await shopper.cart(cart.id)).discount_total).toBe(0);
        expect(await shopper.buy(cart.id, anna, "Anna")).toMatchObject({ discount_total: 0 });
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });

      it("is owed when it was used before its order was cancelled, and comes off the next one", async () => {
        const { anna, code, second, reward } = await referred();
        await shopper.buy((await cartWith(reward.code, anna)).id, anna, "Anna");
        await settle();
        await canceled(second.id);
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: true });
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 1_000n }]);
        const third = await shopper.buy(await shopper.cartFrom(code, 2), person("carl"), "Carl");
        await settle();
        expect(await rewardOf(third.id)).toMatchObject({ state: "issued", payout: "0.00" });
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });

      it("gives way to a code for the rest when part is refunded", async () => {
        const { anna, second, reward } = await referred();
        // A quarter of what Ben paid for the goods: two mugs less 15 %.
        await refunded(second.id, 8.5);
        const rest = await rewardOf(second.id);
        expect(rest).toMatchObject({ state: "issued", payout: "7.50", reversed: "2.50" });
        expect(rest.code).not.toBe(reward.code);
        expect((await cartWith(reward.code, anna)).discount_total).toBe(0);
        expect((await cartWith(rest.code, anna)).discount_total).toBe(7.5);
        expect((await cartWith(rest.code, person("eve"))).discount_total).toBe(0);
      });
    });

    describe("a free product", () => {
      it.each(["stoneware-mug", "MUG"])(
        "makes one piece of %s free, once, for its receiver only",
        async (item) => {
          await promise("free-product", { type: "units", count: 1, item });
          const { anna, second, reward } = await referred();
          expect(reward).toMatchObject({ state: "issued", payout: "1" });
          expect((await cartWith(reward.code, person("eve"))).discount_total).toBe(0);
          const cart = await shopper.newCart(3);
          await shopper.call(`/store/carts/${cart}`, { email: anna });
          await shopper.call(`/store/carts/${cart}/promotions`, { promo_codes: [reward.code] });
          expect((await shopper.cart(cart)).discount_total).toBe(20);
          expect(await shopper.buy(cart, anna, "Anna")).toMatchObject({ discount_total: 20 });
          expect((await cartWith(reward.code, anna)).discount_total).toBe(0);
          await settle();
          expect(await rewardOf(second.id)).toMatchObject({ state: "redeemed" });
          await canceled(second.id);
          expect(await balances(reward.participantId)).toMatchObject([
            { currency: `item:${item}`, owed: 1n },
          ]);
        },
      );

      it("waits, and says so, while the shop has no such product", async () => {
        await promise("free-product", { type: "units", count: 1, item: "no-such-mug" });
        const anna = person("anna");
        const first = await shopper.buy(await shopper.newCart(), anna, "Anna");
        const second = await shopper.buy(
          await shopper.cartFrom(await shopper.codeOf(first.id)),
          person("ben"),
          "Ben",
        );
        await settle();
        const reward = await rewardOf(second.id);
        expect(reward.state).toBe("approved");
        const [message] = await rows(`select error from goodword_outbox where key = 'issue:${reward.id}'`);
        expect(message.error).toMatch(/^GW_ITEM_UNKNOWN: free product "no-such-mug"/);
        await rows(
          `update goodword_outbox set done_at = now(), state = 'done' where key = 'issue:${reward.id}'`,
        );
      });
    });

    describe("points", () => {
      it("stand in the ledger, and are taken back from it", async () => {
        await promise("points", { type: "units", count: 120 });
        const { second, reward } = await referred();
        expect(reward).toMatchObject({ state: "issued", payout: "120" });
        expect(await balances(reward.participantId)).toMatchObject([{ currency: "points", issued: 120n }]);
        expect(await rows(`select 1 from promotion where code = '${reward.code}'`)).toEqual([]);
        await refunded(second.id, 8.5);
        expect(await balances(reward.participantId)).toMatchObject([{ currency: "points", issued: 90n }]);
        await refunded(second.id, 25.5);
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed" });
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });
    });

    describe("store credit", () => {
      beforeEach(() => promise("store-credit", tenEuro));

      const earnedByAccount = async () => {
        const anna = person("anna");
        const account = await registered(api.defaults.baseURL, shop, anna);
        const given = await referred(anna, account);
        return { ...given, account };
      };
      const balanceOf = async (account: Shopper) =>
        (await account.call("/store/store-credit-accounts?currency_code=eur")).body.store_credit_accounts;

      it("is credited once to the customer's account, when workers die and when two give it at once", async () => {
        const anna = person("anna");
        const account = await registered(api.defaults.baseURL, shop, anna);
        let second = "";
        await killedBeforeTheMark("new.state = 'issued'", async () => {
          const first = await account.buy(await account.newCart(), anna, "Anna");
          second = (
            await shopper.buy(await shopper.cartFrom(await shopper.codeOf(first.id), 2), person("ben"), "Ben")
          ).id;
          await settle();
          expect((await rewardOf(second)).state).toBe("approved");
          expect(await balanceOf(account)).toMatchObject([{ currency_code: "eur", balance: 10 }]);
        });
        await settle();
        const reward = await rewardOf(second);
        expect(reward.state).toBe("issued");
        await issuedAtOnce(reward);
        expect(await balanceOf(account)).toMatchObject([{ currency_code: "eur", balance: 10 }]);
      });

      it("is one account for several rewards, and pays at the checkout", async () => {
        const { anna, account, code } = await earnedByAccount();
        await shopper.buy(await shopper.cartFrom(code, 2), person("carl"), "Carl");
        await settle();
        expect(await balanceOf(account)).toMatchObject([{ balance: 20 }]);
        const cart = await account.newCart();
        await account.call(`/store/carts/${cart}/store-credits`, { amount: 15 });
        await account.buy(cart, anna, "Anna");
        expect(await balanceOf(account)).toMatchObject([{ balance: 5 }]);
      });

      it("is debited once when its order is cancelled, also when the worker dies meanwhile", async () => {
        const { account, second, reward } = await earnedByAccount();
        await killedBeforeTheMark("new.used_before_reversal is not null", async () => {
          await staff.call(`/admin/orders/${second.id}/cancel`, {});
          await settle();
        });
        await settle();
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: false });
        expect(await balanceOf(account)).toMatchObject([{ balance: 0 }]);
        await issuedAtOnce(reward);
        expect(await balanceOf(account)).toMatchObject([{ balance: 0 }]);
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });

      it("is owed when it was spent before, and not debited", async () => {
        const { anna, account, second, reward } = await earnedByAccount();
        const cart = await account.newCart();
        await account.call(`/store/carts/${cart}/store-credits`, { amount: 4 });
        await account.buy(cart, anna, "Anna");
        await canceled(second.id);
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: true });
        expect(await balanceOf(account)).toMatchObject([{ balance: 6 }]);
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 1_000n }]);
      });

      it("shrinks by what is refunded", async () => {
        const { account, second } = await earnedByAccount();
        await refunded(second.id, 8.5);
        expect(await rewardOf(second.id)).toMatchObject({ state: "issued", payout: "7.50" });
        expect(await balanceOf(account)).toMatchObject([{ balance: 7.5 }]);
      });

      it("is a code for a guest, whom it is claimed by once they have registered, and taken back from there", async () => {
        const { anna, second, reward } = await referred();
        expect(await credits().listStoreCreditAccounts({ code: reward.code })).toMatchObject([
          { customer_id: null, balance: 10 },
        ]);
        const account = await registered(api.defaults.baseURL, shop, anna);
        const claim = await account.call("/store/store-credit-accounts/claim", { code: reward.code });
        expect(claim.status).toBe(200);
        expect(await balanceOf(account)).toMatchObject([{ balance: 10 }]);
        await canceled(second.id);
        expect(await rewardOf(second.id)).toMatchObject({ state: "reversed", usedBeforeReversal: false });
        expect(await balanceOf(account)).toMatchObject([{ balance: 0 }]);
      });

      it("goes to no account that a stranger registered with a guest's address, but by mail to the guest", async () => {
        const anna = person("anna");
        const first = await shopper.buy(await shopper.newCart(), anna, "Anna");
        const code = await shopper.codeOf(first.id);
        await settle();
        const eve = await registered(api.defaults.baseURL, shop, anna);
        await eve.buy(await eve.newCart(), anna, "Eve");
        await settle();
        const second = await shopper.buy(await shopper.cartFrom(code, 2), person("ben"), "Ben");
        await settle();
        expect(await balanceOf(eve)).toEqual([]);
        const reward = await rewardOf(second.id);
        expect(await credits().listStoreCreditAccounts({ code: reward.code })).toMatchObject([
          { customer_id: null, balance: 10 },
        ]);
        expect(mailbox.subjectsFor(anna).filter((subject) => /thanks/i.test(subject))).toHaveLength(1);
      });

      it("is never credited once it was taken back, whichever worker comes late", async () => {
        const { reward, first } = await referred();
        const late = { ...issued(reward, first.id), code: `LATE-${randomUUID().slice(0, 8)}` };
        const [one, two] = [issuer(), issuer()];
        expect(await one.revoke(late)).toEqual({ used: false });
        await Promise.all([two.issue(late), one.issue(late)]);
        expect(await credits().listAccountTransactions({ reference_id: late.code })).toEqual([]);
      });

      const issuer = () => getContainer().resolve("goodword").issuer(getContainer());
      const issued = (reward: { code: string; participantId: string }, firstOrderId: string) => ({
        code: reward.code,
        kind: "store-credit",
        value: { amount: 1_000n, currency: "eur" },
        receiver: { participantId: reward.participantId, customerIds: [], firstOrderId },
      });

      /** As two more workers that come late would. */
      async function issuedAtOnce(reward: { code: string; participantId: string }) {
        const again = issued(reward, "");
        const [one, two] = [issuer(), issuer()];
        await Promise.all([one.issue(again), two.issue(again), one.issue(again), two.issue(again)]);
      }
    });

    describe("a payout by hand", () => {
      beforeEach(() => promise("payout", tenEuro));

      const csvOf = async (batchId: string) =>
        (await staff.call(`/admin/goodword/payouts/batches/${batchId}/csv`)) as {
          status: number;
          body: string;
        };

      it("is exported in one file, paid once with a reference, and both only by staff", async () => {
        const anna = person("anna");
        const first = await shopper.buy(await shopper.newCart(), anna, "=Anna");
        const second = await shopper.buy(
          await shopper.cartFrom(await shopper.codeOf(first.id), 2),
          person("ben"),
          "Ben",
        );
        await settle();
        const { code } = await rewardOf(second.id);
        for (const path of ["payouts", "payouts/batches/batch_1", "payouts/batches/batch_1/csv"]) {
          expect((await shopper.call(`/admin/goodword/${path}`)).status).toBe(401);
        }
        expect((await shopper.call("/admin/goodword/payouts/export", {})).status).toBe(401);
        expect((await shopper.call("/admin/goodword/payouts/paid", { codes: [code] })).status).toBe(401);

        const waiting = (await staff.call("/admin/goodword/payouts")).body;
        expect(waiting.rows).toMatchObject([{ code, value: { amount: "10.00", currency: "eur" } }]);
        expect(waiting.people[first.id]).toMatchObject({ email: anna });

        const tries = await Promise.all(
          [1, 2, 3].map(() => staff.call("/admin/goodword/payouts/export", { by: "somebody else" })),
        );
        const batches = tries.map(({ body }) => body.batch).filter((batch) => batch !== null);
        expect(batches).toMatchObject([{ payouts: [{ code, exportedBy: shop.userId }] }]);
        const { batchId } = batches[0];
        const file = await csvOf(batchId);
        expect(file.body.split("\r\n")).toEqual([
          "batch,code,amount,currency,name,email,friend_order,issued_at",
          expect.stringMatching(new RegExp(`^${batchId},${code},10.00,eur,"'=Anna Berg",${anna},\\d+,20`)),
          "",
        ]);
        expect((await csvOf(batchId)).body).toBe(file.body);
        expect((await csvOf("batch_unknown")).status).toBe(404);

        const pay = () => staff.call("/admin/goodword/payouts/paid", { codes: [code], reference: "SEPA 17" });
        const twice = (await Promise.all([pay(), pay()])).map(({ body }) => body);
        expect(twice.filter(({ paid }) => paid.length === 1)).toHaveLength(1);
        const refused = twice.flatMap((answer) => answer.refused);
        expect(refused).toMatchObject([
          { code, reason: "already-paid", payment: { reference: "SEPA 17", by: shop.userId } },
        ]);
        const reward = await rewardOf(second.id);
        expect(reward.state).toBe("redeemed");
        expect(await balances(reward.participantId)).toMatchObject([{ issued: 0n, owed: 0n }]);
      });

      it("is in no file when its order was cancelled before, and owed when it was cancelled after", async () => {
        const before = await referred();
        await canceled(before.second.id);
        const after = await referred();
        const { body } = await staff.call("/admin/goodword/payouts/export", {});
        expect(body.batch.payouts.map(({ code }: { code: string }) => code)).toEqual([after.reward.code]);
        await canceled(after.second.id);
        expect(await rewardOf(after.second.id)).toMatchObject({
          state: "reversed",
          usedBeforeReversal: true,
        });
        expect(await balances(after.reward.participantId)).toMatchObject([{ issued: 0n, owed: 1_000n }]);
      });
    });
  },
});
