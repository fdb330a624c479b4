import { randomUUID } from "node:crypto";
import { Modules } from "@medusajs/framework/utils";
import { medusaIntegrationTestRunner } from "@medusajs/test-utils";
import { type Mailbox, startMailbox } from "./mailbox";
import { Shopper } from "./shopper";
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
    let anna: string;
    let code: string;

    beforeAll(async () => {
      shop = await stockShop(getContainer());
      shopper = new Shopper(api.defaults.baseURL, shop);
      anna = person("anna");
      const order = await shopper.buy(await shopper.newCart(), anna, "Anna");
      code = await shopper.codeOf(order.id);
    });

    const person = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
    const claimed = async () =>
      (await shopper.call(`/store/goodword/offers/${code}/claim`, {})).body.claim.token as string;
    const apply = async (cart: string, claim: string) =>
      (await shopper.call(`/store/goodword/carts/${cart}/claim`, { claim })).body;
    const refer = async (cart: string, typed: string, locale = "en") =>
      (await shopper.call(`/store/goodword/carts/${cart}/referrer`, { code: typed, locale })).body;
    const change = (cart: string, body: object) => shopper.call(`/store/carts/${cart}`, body);
    const emptyCart = async () =>
      (await shopper.call("/store/carts", { region_id: shop.regionId })).body.cart.id as string;
    const addMug = (cart: string) =>
      shopper.call(`/store/carts/${cart}/line-items`, { variant_id: shop.variantId, quantity: 1 });
    const discount = async (cart: string) => (await shopper.cart(cart)).discount_total as number;
    /** The shop does not ask again: the cart's own event does, shortly after. */
    const until = async (cart: string, expected: number) => {
      for (let tries = 0; tries < 40 && (await discount(cart)) !== expected; tries += 1) {
        await new Promise((later) => setTimeout(later, 100));
      }
      expect(await discount(cart)).toBe(expected);
    };

    /** Another version of the program, which claims that are made from now on keep. */
    const changeProgram = async (part: object) => {
      const goodword = getContainer().resolve("goodword").engine(getContainer());
      const { programs } = await goodword.listPrograms();
      const { version: _, ...definition } = programs[0].program;
      expect(await goodword.saveProgram({ definition: { ...definition, ...part } })).toMatchObject({
        problems: [],
      });
    };
    // The runner set the tables back, and the engine may still hold what an earlier test made of the program.
    beforeEach(() => changeProgram({}));

    it("says what is missing, comes when the minimum is reached, goes and comes back with the cart's goods", async () => {
      const cart = await emptyCart();
      const claim = await claimed();
      expect(await apply(cart, claim)).toEqual({
        applied: false,
        reason: "below-minimum",
        message: "Add €15 more to get 15% off.",
        missing: { amount: "15.00", currency: "eur" },
      });
      await addMug(cart);
      await until(cart, 3);
      const [{ id }] = (await shopper.cart(cart)).items;
      await shopper.call(`/store/carts/${cart}/line-items/${id}`, { quantity: 2 });
      await until(cart, 6);
      expect(await apply(cart, claim)).toMatchObject({ applied: true });
      expect(await discount(cart)).toBe(6);
    });

    it("is taken off when the address turns out to be the advocate's or a known customer's", async () => {
      const cart = await shopper.cartFrom(code);
      expect(await discount(cart)).toBe(3);
      await change(cart, { email: anna.toUpperCase() });
      await until(cart, 0);
      await change(cart, { email: person("ben") });
      await until(cart, 3);

      const known = person("carl");
      await shopper.buy(await shopper.newCart(), known, "Carl");
      await change(cart, { email: known });
      await until(cart, 0);
      const claim = (await shopper.cart(cart)).metadata.goodword_claim;
      expect(await apply(cart, claim)).toMatchObject({ applied: false, reason: "not-for-this-cart" });
    });

    it("takes a typed code in any writing, once, and keeps it for the order", async () => {
      const cart = await shopper.newCart();
      const applied = { applied: true, reason: null, message: null, missing: null };
      const twice = await Promise.all([refer(cart, ` ${code.toLowerCase()} `), refer(cart, code)]);
      expect(twice).toContainEqual(applied);
      expect(await refer(cart, code)).toEqual(applied);
      expect(await discount(cart)).toBe(3);
      const order = await shopper.buy(cart, person("ben"), "Ben");
      expect(order.discount_total).toBe(3);
      const goodword = getContainer().resolve("goodword").engine(getContainer());
      for (let round = 0; round < 40; round += 1) {
        await goodword.work();
        if ((await goodword.explainOrder({ orderId: order.id })).referral) break;
        await new Promise((later) => setTimeout(later, 250));
      }
      const { order: row, rewards } = await goodword.explainOrder({ orderId: order.id });
      expect(row.attribution.winner).toMatchObject({ kind: "code", code: code.toUpperCase() });
      expect(rewards).toHaveLength(1);
    });

    it("answers unknown codes and carts in words, and gives nothing for them", async () => {
      const cart = await shopper.newCart();
      expect(await refer(cart, "FRIEND-NNNNNNNNN", "de")).toMatchObject({
        applied: false,
        reason: "code-unknown",
        message: "Diesen Code gibt es hier nicht. Prüfe ihn und versuche es noch einmal.",
      });
      expect(await refer("cart_nobodys", code)).toMatchObject({ reason: "cart-not-found" });
      const wrong = await shopper.call(`/store/goodword/carts/${cart}/referrer`, {});
      expect(wrong).toMatchObject({ status: 400, body: { field: "code" } });
      expect(await discount(cart)).toBe(0);
    });

    it("gives nothing to a cart whose metadata was written by the shopper", async () => {
      const claim = await claimed();
      const cart = await shopper.cartFrom(code);
      const [{ code: offer }] = (await shopper.cart(cart)).promotions;
      const forged = await shopper.newCart();
      for (const token of ["x".repeat(43), claim]) {
        await change(forged, { metadata: { goodword_claim: token, goodword_referred_by: code } });
        await shopper.call(`/store/carts/${forged}/promotions`, { promo_codes: [offer] });
      }
      const used = (await shopper.cart(forged)).promotions.map((one: { code: string }) => one.code);
      expect(used).not.toContain(offer);
    });

    describe("beside other promotions", () => {
      const promoted = async (code: string, percent: number, isAutomatic = false) => {
        await getContainer()
          .resolve(Modules.PROMOTION)
          .createPromotions({
            code,
            type: "standard",
            status: "active",
            is_automatic: isAutomatic,
            application_method: {
              type: "percentage",
              value: percent,
              target_type: "items",
              allocation: "across",
            },
          });
        return code;
      };
      const typed = (cart: string, ...codes: string[]) =>
        shopper.call(`/store/carts/${cart}/promotions`, { promo_codes: codes });

      it("adds to them by default", async () => {
        const cart = await shopper.cartFrom(code);
        await typed(cart, await promoted("TEN", 10));
        const { promotions, discount_total } = await shopper.cart(cart);
        expect(promotions).toHaveLength(2);
        expect(discount_total).toBeGreaterThan(4);
        await promoted("SALE", 10, true);
        await change(cart, { email: person("ben") });
        expect((await shopper.cart(cart)).promotions).toHaveLength(3);
      });

      it("stays alone with what takes off more, where the program says so; the shop's own price remains", async () => {
        await changeProgram({ combination: "best" });
        const claim = await claimed();
        const [ten, twenty] = [await promoted("TEN", 10), await promoted("TWENTY", 20)];
        const cart = await shopper.newCart();
        await typed(cart, ten);
        expect(await apply(cart, claim)).toMatchObject({ applied: true });
        expect(await discount(cart)).toBe(3);
        await typed(cart, twenty);
        await until(cart, 4);
        expect(await apply(cart, claim)).toMatchObject({
          applied: false,
          reason: "other-discount",
          message: "Another code in your cart takes off as much or more, and only one of them counts.",
        });
        await fetch(`${api.defaults.baseURL}/store/carts/${cart}/promotions`, {
          method: "DELETE",
          headers: { "content-type": "application/json", "x-publishable-api-key": shop.publishableKey },
          body: JSON.stringify({ promo_codes: [twenty] }),
        });
        await change(cart, { email: person("ben") });
        await until(cart, 3);
        await promoted("SALE", 10, true);
        await change(cart, { email: person("carl") });
        const both = await shopper.cart(cart);
        expect(both.promotions).toHaveLength(2);
        expect(await apply(cart, claim)).toMatchObject({ applied: true });
      });
    });

    it("follows the cart into another currency", async () => {
      const goodword = getContainer().resolve("goodword").engine(getContainer());
      const { programs } = await goodword.listPrograms();
      const [rule] = programs[0].program.rewards;
      await changeProgram({
        friend: { type: "fixed", amounts: { eur: "4.00", usd: "5.00" } },
        rewards: [{ ...rule, amount: { type: "fixed", amounts: { eur: "10.00", usd: "11.00" } } }],
      });
      const us = await sellIn(getContainer(), shop, { currency: "usd", country: "us", price: 25 });
      const cart = await shopper.newCart();
      const claim = await claimed();
      await apply(cart, claim);
      expect(await shopper.cart(cart)).toMatchObject({ currency_code: "eur", discount_total: 4 });
      await change(cart, { region_id: us });
      await until(cart, 5);
      expect(await apply(cart, claim)).toMatchObject({ applied: true });
      expect(await shopper.cart(cart)).toMatchObject({ currency_code: "usd", discount_total: 5 });
    });

    it("is used once, whichever of two carts is completed first", async () => {
      const claim = await claimed();
      const [one, two] = [await shopper.newCart(), await shopper.newCart()];
      for (const cart of [one, two]) expect(await apply(cart, claim)).toMatchObject({ applied: true });
      const bought = await Promise.allSettled([
        shopper.buy(one, person("ben"), "Ben"),
        shopper.buy(two, person("carl"), "Carl"),
      ]);
      const orders = bought.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(orders.length).toBeGreaterThan(0);
      expect(orders.filter(({ discount_total }) => discount_total > 0).length).toBeLessThanOrEqual(1);
      const { rows } = await dbConnection.raw(
        "select count(*)::int as n from promotion where metadata->>'goodword' = 'friend' and used > 1",
      );
      expect(rows).toEqual([{ n: 0 }]);
    });

    it("is used once also where Medusa was stopped before it had counted the use", async () => {
      const claim = await claimed();
      const cart = await shopper.newCart();
      await apply(cart, claim);
      const order = await shopper.buy(cart, person("ben"), "Ben");
      expect(order.discount_total).toBeGreaterThan(0);
      await dbConnection.raw("update promotion set used = 0 where metadata->>'goodword' = 'friend'");
      const goodword = getContainer().resolve("goodword").engine(getContainer());
      const state = async () =>
        (
          await dbConnection.raw(
            "select code, status from promotion where metadata->>'goodword' = 'friend' and deleted_at is null",
          )
        ).rows as { code: string; status: string }[];
      for (let round = 0; round < 40 && (await state())[0]?.status === "active"; round += 1) {
        await goodword.work();
        await dbConnection.raw("update goodword_outbox set available_at = now() where kind = 'spend-code'");
        await new Promise((later) => setTimeout(later, 100));
      }
      const [promotion] = await state();
      expect(promotion?.status).toBe("inactive");
      // As somebody would who knows how it works: the claim in the metadata, and the code by hand.
      const again = await shopper.newCart();
      await change(again, { metadata: { goodword_claim: claim } });
      await shopper.call(`/store/carts/${again}/promotions`, { promo_codes: [promotion?.code] });
      expect(await discount(again)).toBe(0);
    });
  },
});
