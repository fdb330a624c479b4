import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { generateJwtToken } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import work from "../src/jobs/work";
import { registered } from "./customer-account";
import { type Mailbox, startMailbox } from "./mailbox";
import { Shopper } from "./shopper";
import { staffActs } from "./staff";
import { type Shop, sellIn, stockShop } from "./stock-shop";

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
    let acts: ReturnType<typeof staffActs>;

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      const token = generateJwtToken(
        { actor_id: shop.userId, actor_type: "user", auth_identity_id: "authid_tests", app_metadata: {} },
        { secret: "jwt-secret-of-the-tests", expiresIn: "1h" },
      );
      shopper = new Shopper(api.defaults.baseURL, shop);
      staff = new Shopper(api.defaults.baseURL, shop, token);
      acts = staffActs(staff);
      // The tables are as they are now before each test: with the configuration's program in them.
      await goodword().listPrograms();
    });

    const goodword = () => getContainer().resolve("goodword").engine(getContainer());
    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
    const rows = async (sql: string) => (await dbConnection.raw(sql)).rows;
    const explain = async (orderId: string) => (await staff.call(`/admin/goodword/orders/${orderId}`)).body;

    /** Another version of the program, which claims that are made from now on keep. */
    const changeProgram = async (part: object) => {
      const { programs } = await goodword().listPrograms();
      const { version: _, ...definition } = programs[0].program;
      const saved = await goodword().saveProgram({ definition: { ...definition, ...part } });
      expect(saved).toMatchObject({ problems: [] });
    };
    // The runner set the tables back, and the engine may still hold what an earlier test made of the program.
    beforeEach(() => changeProgram({}));

    /** Until what is waited for is so: the shop's own jobs are at it too. */
    const until = async <T>(read: () => Promise<T>, expected: object, work: () => Promise<unknown>) => {
      for (let round = 0; round < 60; round += 1) {
        await work();
        try {
          expect(await read()).toMatchObject(expected);
          return;
        } catch {
          await new Promise((later) => setTimeout(later, 100));
        }
      }
      expect(await read()).toMatchObject(expected);
    };

    describe.each([
      { bus: "the bus brings its events", isSilent: false },
      { bus: "the bus drops every event", isSilent: true },
    ])("an order of which $bus", ({ isSilent }) => {
      let receive: unknown;
      beforeEach(() => {
        if (!isSilent) return;
        const engine = goodword();
        receive = engine.receive;
        engine.receive = async () => {
          throw new Error("the bus dropped it");
        };
      });
      afterEach(async () => {
        if (isSilent) goodword().receive = receive;
        const sums = await rows("select sum(amount) from goodword_ledger_posting group by currency");
        expect(sums.filter(({ sum }: { sum: string }) => sum !== "0")).toEqual([]);
      });

      const settle = async () => {
        if (isSilent) await goodword().reconcile();
        await goodword().work();
      };
      const seen = (order: string, expected: object) => until(() => explain(order), expected, settle);

      /** Anna bought, and Ben bought three mugs with her offer: €60, less 15 %. */
      const referred = async () => {
        const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
        const code = await shopper.codeOf(first.id);
        const cart = await shopper.cartFrom(code, 3);
        return (await shopper.buy(cart, person("ben"), "Ben")).id;
      };
      const reward = (part: object) => ({ rewards: [part] });

      const grow = (id: string) =>
        rows(`update "order" set created_at = created_at - interval '6 minutes' where id = '${id}'`);

      it("is rewarded once it is placed", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued", value: { amount: "10.00", currency: "eur" } }));
      });

      it.each([
        ["captured", [], ["capture"]],
        ["fulfilled", ["fulfil"], ["ship"]],
        ["delivered", ["fulfil", "ship"], ["deliver"]],
      ] as const)("waits until it is %s, where the program says so", async (type, before, then) => {
        await changeProgram({ conditions: [{ type }], holdFrom: type });
        const order = await referred();
        for (const act of before) await acts[act](order);
        await seen(order, { referral: { state: "converted" }, rewards: [] });
        await settle();
        expect((await explain(order)).rewards).toEqual([]);
        for (const act of then) await acts[act](order);
        await seen(order, reward({ state: "issued" }));
      });

      it("loses of its reward what is refunded, in part and then whole", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued" }));
        await acts.capture(order);
        // Half of what was paid for the goods, with their tax.
        const { body } = await staff.call(`/admin/orders/${order}?fields=item_total`);
        const half = Math.floor(body.order.item_total * 50) / 100;
        await acts.refund(order, half);
        await seen(order, reward({ state: "issued", payout: "5.00" }));
        await acts.refund(order, Math.round((body.order.item_total - half) * 100) / 100);
        await seen(order, { referral: { state: "reversed" }, rewards: [{ state: "reversed" }] });
      });

      it("loses what an edit takes off it", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued" }));
        await acts.edit(order, 2);
        // €20 of €51: Medusa leaves the discount of €9 as it was.
        await seen(order, reward({ state: "issued", payout: "6.08" }));
      });

      it("loses nothing by an exchange or a replaced piece, and what came back once, with the refund for it", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued" }));
        await acts.capture(order);
        await acts.fulfil(order);
        await acts.ship(order);
        await acts.exchange(order, shop.variantId, { isReceived: false });
        await acts.exchange(order, shop.variantId);
        await acts.claim(order, shop.variantId);
        await settle();
        await settle();
        await seen(order, reward({ state: "issued", payout: "10.00" }));
        await acts.sendBack(order, 1);
        await seen(order, reward({ state: "issued", payout: "6.67" }));
        await acts.refund(order, 17);
        await settle();
        await settle();
        await seen(order, reward({ state: "issued", payout: "6.67" }));
      });

      it("earns nothing by goods that came back before they were paid, nor twice by an exchange", async () => {
        await changeProgram({ conditions: [{ type: "captured" }], holdFrom: "captured" });
        const sent = async () => {
          const order = await referred();
          await acts.fulfil(order);
          await acts.ship(order);
          return order;
        };
        const [kept, exchanged, back] = [await sent(), await sent(), await sent()];
        await acts.sendBack(kept, 2);
        await acts.exchange(exchanged, shop.variantId, { quantity: 3 });
        await acts.sendBack(back, 3);
        for (const order of [kept, exchanged, back]) await acts.pay(order);
        await seen(kept, { order: { value: "51.00" }, ...reward({ state: "issued", payout: "3.33" }) });
        await seen(exchanged, { order: { value: "51.00" }, ...reward({ state: "issued", payout: "10.00" }) });
        await seen(back, { referral: { state: "rejected" }, rewards: [] });
      });

      it("gives back what it earned when the goods come back that nobody paid", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued" }));
        await acts.fulfil(order);
        await acts.ship(order);
        await acts.sendBack(order, 3);
        await seen(order, { referral: { state: "reversed" }, rewards: [{ state: "reversed" }] });
      });

      it("loses all of it when it is cancelled after its payment was captured", async () => {
        const order = await referred();
        await seen(order, reward({ state: "issued" }));
        await acts.capture(order);
        await acts.cancel(order);
        await seen(order, { referral: { state: "reversed" }, rewards: [{ state: "reversed" }] });
      });

      it("counts from the day a draft becomes it", async () => {
        const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
        const code = await shopper.codeOf(first.id);
        const [channel] = await rows("select id from sales_channel where name = 'Web'");
        const address = { first_name: "Ben", last_name: "Holm", address_1: "Weg 9", city: "Berlin" };
        const { draft_order: draft } = await acts.post("draft-orders", {
          email: person("ben"),
          region_id: shop.regionId,
          sales_channel_id: channel.id,
          shipping_address: { ...address, country_code: "de", postal_code: "10115" },
          items: [{ variant_id: shop.variantId, quantity: 2 }],
          shipping_methods: [],
          metadata: { goodword_referred_by: code },
        });
        await settle();
        expect((await explain(draft.id)).order).toBeNull();
        await acts.post(`draft-orders/${draft.id}/convert-to-order`);
        // Without its event it may be one whose payment is just being authorised, for a few minutes.
        if (isSilent) await grow(draft.id);
        await seen(draft.id, reward({ state: "issued" }));
      });
    });

    it.each([
      // 15 % off ¥3,000: no decimals; off 3 × 2.125 dinars: three.
      [{ currency: "jpy", country: "jp", price: 1_000 }, 3, "2550", "500"],
      [{ currency: "kwd", country: "kw", price: 2.125 }, 3, "5.419", "1.500"],
      // €20 with 19 % in it is €16.81 without; 15 % of that off, twice.
      [{ currency: "eur", country: "at", price: 20, tax: 19, taxInclusive: true }, 2, "28.57", "10.00"],
      [{ currency: "usd", country: "us", price: 20, tax: 8 }, 2, "34.00", "9.00"],
    ] as const)(
      "has its value and reward in the minor units of %j",
      async (market, pieces, value, amount) => {
        const amounts = { eur: "10.00", jpy: "500", kwd: "1.500", usd: "9.00" };
        const { programs } = await goodword().listPrograms();
        const [rule] = programs[0].program.rewards;
        await changeProgram({ conditions: [], rewards: [{ ...rule, amount: { type: "fixed", amounts } }] });
        const region = await sellIn(getContainer(), shop, market);
        const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
        const code = await shopper.codeOf(first.id);
        const cart = await shopper.cartFrom(code, pieces, region);
        const { id } = await shopper.buy(cart, person("ben"), "Ben", market.country);
        await until(
          () => explain(id),
          { order: { value }, rewards: [{ state: "issued", value: { amount, currency: market.currency } }] },
          () => goodword().work(),
        );
      },
    );

    it("of another sales channel or country is asked nothing, where the program is not for it", async () => {
      const [channel] = await rows("select id from sales_channel where name = 'Web'");
      const order = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const isAsked = async (part: object) => {
        await changeProgram(part);
        const { body } = await shopper.call(`/store/goodword/orders/${order.id}/prompt?locale=en`);
        return body.prompt !== null;
      };
      expect(await isAsked({ salesChannels: ["sc_another"] })).toBe(false);
      expect(await isAsked({ salesChannels: [channel.id], markets: ["fr"] })).toBe(false);
      expect(await isAsked({ salesChannels: [channel.id], markets: ["de"] })).toBe(true);
    });

    it("of an account and of a guest are one person's, who is known from the first on", async () => {
      const anna = person("anna");
      const account = await registered(api.defaults.baseURL, shop, anna);
      const first = await account.buy(await account.newCart(), anna, "Anna");
      const own = await shopper.codeOf(first.id);
      const guest = await shopper.buy(await shopper.newCart(), anna.toUpperCase(), "Anna");
      expect(await shopper.codeOf(guest.id)).toBe(own);
      const other = await shopper.buy(await shopper.newCart(), person("carl"), "Carl");
      const cart = await shopper.cartFrom(await shopper.codeOf(other.id), 2);
      const { id } = await shopper.buy(cart, anna, "Anna");
      await until(
        () => explain(id),
        { referral: { state: "rejected", reasons: ["existing-customer"] }, rewards: [] },
        () => goodword().work(),
      );
    });

    it("rewards once when two carts with one friend's code are completed at once", async () => {
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(first.id);
      const ben = person("ben");
      const carts = await Promise.all([shopper.newCart(2), shopper.newCart(2)]);
      for (const cart of carts) await shopper.call(`/store/goodword/carts/${cart}/referrer`, { code });
      const bought = await Promise.all(carts.map((cart) => shopper.buy(cart, ben, "Ben")));
      const rewards = async () =>
        (await Promise.all(bought.map(({ id }) => explain(id)))).flatMap((one) => one.rewards);
      await until(rewards, [{ state: "issued" }], () => Promise.all([goodword().work(), goodword().work()]));
      expect(await rewards()).toHaveLength(1);
    });

    it("is heard once, however often its completion is sent and its events are told", async () => {
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const cart = await shopper.cartFrom(await shopper.codeOf(first.id), 2);
      const { id } = await shopper.buy(cart, person("ben"), "Ben");
      const again = await Promise.all([1, 2, 3].map(() => shopper.call(`/store/carts/${cart}/complete`, {})));
      for (const { body } of again) expect(body.order.id).toBe(id);
      await Promise.all([goodword().reconcile(), goodword().reconcile()]);
      await until(
        () => explain(id),
        { rewards: [{ state: "issued" }] },
        () => goodword().work(),
      );
      expect((await explain(id)).rewards).toHaveLength(1);
      const events = await rows(
        `select count(*)::int as n, kind from goodword_inbox where key like '%${id}' group by kind`,
      );
      expect(events).toEqual([{ n: 1, kind: "order.placed" }]);
    });

    it("is written before a round of work goes on in the same process", async () => {
      const { checkouts } = getContainer().resolve("goodword");
      checkouts.patience = 30_000;
      const told: string[] = [];
      const { begin } = checkouts;
      const isBegun = new Promise<void>((resolve) => {
        checkouts.begin = (response: ServerResponse) => {
          response.once("close", () => told.push("written"));
          begin.call(checkouts, response);
          resolve();
        };
      });
      await rows(
        "create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.3); return new; end $$",
      );
      await rows('create trigger slowly before insert on "order" for each row execute function slowly()');
      try {
        const bought = shopper.buy(await shopper.newCart(), person("anna"), "Anna");
        await Promise.race([isBegun, bought]);
        await work(getContainer());
        told.push("worked");
        await bought;
      } finally {
        checkouts.begin = begin;
        checkouts.patience = 1_000;
        await rows("drop function slowly cascade");
      }
      expect(told).toEqual(["written", "worked"]);
    });

    it("is not read while its payment is still to be authorised, as it may vanish, but soon after", async () => {
      const orders = getContainer().resolve("order");
      const [{ region_id, sales_channel_id, customer_id }] = await rows(
        `select region_id, sales_channel_id, customer_id from "order" where id = '${
          (await shopper.buy(await shopper.newCart(), person("anna"), "Anna")).id
        }'`,
      );
      const written = await orders.createOrders({
        region_id,
        sales_channel_id,
        customer_id,
        currency_code: "eur",
        email: person("ben"),
        items: [{ title: "Mug", quantity: 1, unit_price: 20 }],
      });
      await goodword().reconcile();
      await goodword().work();
      expect((await explain(written.id)).order).toBeNull();
      await rows(`update "order" set created_at = now() - interval '6 minutes' where id = '${written.id}'`);
      await goodword().reconcile();
      await until(
        () => explain(written.id),
        { order: { orderId: written.id } },
        () => goodword().work(),
      );
    });

    it("is still somebody's first where Medusa, killed, left a half-made one behind", async () => {
      const orders = getContainer().resolve("order");
      const bought = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const code = await shopper.codeOf(bought.id);
      const [{ region_id, sales_channel_id }] = await rows(
        `select region_id, sales_channel_id from "order" where id = '${bought.id}'`,
      );
      /** A friend's order, and so long before it the one that was left. */
      const buyAfter = async (name: string, minutes: number) => {
        const email = person(name);
        const customer = await getContainer().resolve("customer").createCustomers({ email });
        const left = await orders.createOrders({
          region_id,
          sales_channel_id,
          customer_id: customer.id,
          currency_code: "eur",
          email,
          items: [{ title: "Mug", quantity: 1, unit_price: 20 }],
        });
        await rows(
          `update "order" set created_at = now() - interval '${minutes} minutes' where id = '${left.id}'`,
        );
        return (await shopper.buy(await shopper.cartFrom(code, 2), email, name)).id;
      };
      const [soon, late] = [await buyAfter("ben", 2), await buyAfter("carl", 6)];
      await until(
        () => explain(soon),
        { rewards: [{ state: "issued" }] },
        () => goodword().work(),
      );
      await until(
        () => explain(late),
        { referral: { reasons: ["existing-customer"] }, rewards: [] },
        () => goodword().work(),
      );
    });

    it("is read again only where it has moved since", async () => {
      const { id } = await shopper.buy(await shopper.newCart(), person("anna"), "Anna");
      const moveTo = (moment: string) => rows(`update "order" set updated_at = ${moment} where id = '${id}'`);
      const forgetEvent = () => rows(`delete from goodword_inbox where key = 'order.placed:${id}'`);
      await moveTo("now() - interval '1 minute'");
      for (const received of [1, 1]) {
        // What just moved may still be written to.
        await forgetEvent();
        expect(await goodword().reconcile()).toEqual({ received });
      }
      await moveTo("now() - interval '3 minutes'");
      for (const received of [1, 0]) {
        await forgetEvent();
        expect(await goodword().reconcile()).toEqual({ received });
      }
      await moveTo("now() - interval '4 minutes'");
      await rows("alter table goodword_inbox rename to goodword_inbox_away");
      await expect(goodword().reconcile()).rejects.toThrow();
      await rows("alter table goodword_inbox_away rename to goodword_inbox");
      // What could not be kept was not handed over.
      expect(await goodword().reconcile()).toEqual({ received: 1 });
    });

    it("is swept up a day later, also where the last round had passed it by", async () => {
      await goodword().reconcile();
      const [{ at }] = await rows("select now() as at");
      const engine = goodword();
      const { receive } = engine;
      engine.receive = async () => {
        throw new Error("the bus dropped it");
      };
      const first = await shopper.buy(await shopper.newCart(), person("anna"), "Anna").finally(() => {
        engine.receive = receive;
      });
      // As if the round after it had been cut off: the watermark is past it.
      const past = new Date(new Date(at).getTime() + 3_600_000).toISOString();
      await rows(`update goodword_watermark set at = '${past}' where name = 'orders'`);
      await goodword().reconcile();
      await goodword().work();
      expect((await explain(first.id)).order).toBeNull();
      await rows(`update goodword_watermark set at = '${past}' where name = 'orders'`);
      await rows("update goodword_watermark set at = now() - interval '25 hours' where name = 'sweep'");
      await goodword().reconcile();
      await until(
        () => explain(first.id),
        { order: { value: "20.00" } },
        () => goodword().work(),
      );
    });
  },
});
