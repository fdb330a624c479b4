import type { Order, ProgramDefinition } from "@goodword/core";
import { currency } from "@goodword/core";
import type { OpenStore } from "./describe-store";
import { openShop, type TestShop } from "./open-shop";

/** What a friend gets at the checkout, and what they are told when they do not, over any store. */
export function describeBenefit(name: string, open: OpenStore): void {
  describe(`a friend's benefit over ${name}`, () => {
    let shop: TestShop;
    let claim: string;
    const opened = async (change: Partial<ProgramDefinition> = {}) => {
      shop = await openShop(open, change);
      await shop.place(shop.anna);
      claim = await shop.claim(shop.anna);
    };
    afterEach(() => shop.close());
    const apply = (cartId = "cart_1", locale?: string) => shop.goodword.applyClaim({ cartId, claim, locale });
    const refer = (code: string, cartId = "cart_1") => shop.goodword.referCart({ cartId, code });
    const isOn = (cartId = "cart_1") => shop.benefit.applied.has(cartId);
    const applied = { applied: true, reason: null, message: null, missing: null };
    /** What whoever has not shown who they are is told, whatever the reason. */
    const neutral = {
      applied: false,
      reason: "not-for-this-cart",
      message: "This offer cannot be used with this cart.",
      missing: null,
    };
    /** The code that the claim's benefit has at the host. */
    const minted = async () => {
      await apply("cart_2");
      const code = shop.benefit.applied.get("cart_2") ?? "";
      await shop.benefit.remove("cart_2", code, []);
      return code;
    };

    it("comes with the cart that reaches the minimum, goes with the one that does not, and says what is missing", async () => {
      await opened();
      shop.benefit.change("cart_1", { value: 1_499n });
      expect(await apply()).toEqual({
        applied: false,
        reason: "below-minimum",
        message: "Add €0.01 more to get 10% off.",
        missing: { amount: 1n, currency: "eur" },
      });
      expect(isOn()).toBe(false);
      shop.benefit.change("cart_1", { value: 1_500n });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(true);
      shop.benefit.change("cart_1", { value: 300n });
      expect((await apply("cart_1", "de")).message).toBe(
        "Noch 12\u00a0€, dann bekommst du 10\u00a0% Rabatt.",
      );
      expect(isOn()).toBe(false);
    });

    it("is given in the currencies that the program offers, and comes back with one of them", async () => {
      await opened();
      shop.benefit.change("cart_1", { currency: currency("gbp") });
      expect(await apply()).toMatchObject({ applied: false, reason: "not-applicable" });
      shop.benefit.change("cart_1", { currency: currency("eur") });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(true);
      shop.benefit.change("cart_1", { currency: currency("gbp") });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(false);
    });

    it("measures the cart as the program measures orders", async () => {
      await opened({ value: { includeTax: true, includeShipping: true, beforeDiscounts: true } });
      shop.benefit.change("cart_1", { value: 1_000n, tax: 200n, shipping: 200n, discount: 99n });
      expect((await apply()).missing).toEqual({ amount: 1n, currency: "eur" });
      shop.benefit.change("cart_1", { discount: 100n });
      expect(await apply()).toEqual(applied);
    });

    it("is taken off a cart that turns out to be the advocate's, by any address that is theirs", async () => {
      await opened();
      expect(await apply()).toEqual(applied);
      shop.benefit.change("cart_1", { email: shop.anna.email?.toUpperCase() ?? null });
      expect(isOn()).toBe(false);
      expect(await apply()).toEqual(neutral);
      expect(isOn()).toBe(false);
      shop.benefit.change("cart_1", { email: "ben@example.com", account: shop.anna.email });
      expect(await apply()).toEqual(neutral);
      shop.benefit.change("cart_1", { account: null });
      shop.benefit.change("cart_1", { email: "ben@example.com", customerId: null });
      expect(await apply()).toEqual(applied);
    });

    it("is taken off the cart of a known customer, where the program asks for new ones", async () => {
      await opened();
      const known: Order = shop.order("carl");
      shop.orders.add(known);
      shop.clock.advance({ minutes: 1 });
      await apply();
      shop.benefit.change("cart_1", { email: known.email });
      expect(isOn()).toBe(false);
      expect(await apply()).toEqual(neutral);
      expect(isOn()).toBe(false);
      await shop.place(known);
      shop.benefit.change("cart_1", { email: "CARL@example.com " });
      shop.orders.remove(known.id);
      expect(await apply()).toEqual(neutral);
      await shop.close();
      await opened({ conditions: [] });
      shop.orders.add(known);
      shop.clock.advance({ minutes: 1 });
      shop.benefit.change("cart_1", { email: known.email });
      expect(await apply()).toEqual(applied);
    });

    it("says why only to whoever is logged in and whose own address the cart has", async () => {
      await opened();
      const own = { email: "Anna@Example.com", account: "anna@example.com", customerId: "cus_anna" };
      const asked = async (customerId: string | null) =>
        (await shop.goodword.applyClaim({ cartId: "cart_1", claim, customerId })).reason;
      shop.benefit.change("cart_1", own);
      expect(await asked("cus_anna")).toBe("self-referral");
      expect(await asked("cus_other")).toBe("not-for-this-cart");
      expect(await asked(null)).toBe("not-for-this-cart");
      shop.benefit.change("cart_1", { ...own, account: "other@example.com" });
      expect(await asked("cus_anna")).toBe("not-for-this-cart");
      shop.benefit.change("cart_1", { email: "new@example.com", account: "anna@example.com" });
      expect(await asked("cus_anna")).toBe("not-for-this-cart");
    });

    it("is bound to the carts and addresses it was judged for: a code that was read elsewhere gives nothing", async () => {
      await opened();
      const code = await minted();
      expect(shop.benefit.type("cart_1", code)).toBe(false);
      shop.benefit.change("cart_1", { email: "ben@example.com" });
      await apply();
      expect(shop.benefit.bound.get(code)).toMatchObject({
        carts: ["cart_1"],
        addresses: ["ben@example.com"],
      });
      shop.benefit.change("cart_1", { value: 1_499n });
      expect(isOn()).toBe(false);
      shop.benefit.change("cart_1", { value: 5_000n, email: shop.anna.email });
      expect(shop.benefit.type("cart_1", code)).toBe(false);
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      shop.benefit.change("cart_1", { email: "ben@example.com" });
      expect(shop.benefit.type("cart_1", code)).toBe(false);
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(true);
    });

    it("loses an address on every cart once that is a known customer's", async () => {
      await opened();
      for (const [cartId, email] of [
        ["cart_1", "carl@example.com"],
        ["cart_2", "dora@example.com"],
      ] as const) {
        shop.benefit.change(cartId, { email });
        expect(await apply(cartId)).toEqual(applied);
      }
      const code = shop.benefit.applied.get("cart_1") ?? "";
      shop.orders.add(shop.order("carl"));
      shop.clock.advance({ minutes: 1 });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(shop.benefit.bound.get(code)).toMatchObject({
        carts: ["cart_2"],
        addresses: ["dora@example.com"],
      });
    });

    it("is bound to no value where the program counts tax or shipping, which the host does not", async () => {
      await opened({ value: { includeTax: true } });
      shop.benefit.change("cart_1", { value: 1_400n, tax: 100n });
      expect(await apply()).toEqual(applied);
      shop.benefit.change("cart_1", { referredBy: null });
      expect(isOn()).toBe(true);
    });

    it("stays on for an address that was judged before the cart got it, and for no other", async () => {
      await opened();
      await apply();
      const becomes = async (email: string, accountId?: string) => {
        await shop.goodword.expectAddress({ cartId: "cart_1", email, accountId });
        shop.benefit.change("cart_1", { email, ...(accountId && { account: email, customerId: accountId }) });
        return isOn();
      };
      expect(await becomes("ben@example.com")).toBe(true);
      expect(await becomes("carl@example.com", "cus_carl")).toBe(true);
      expect(await becomes("a.n.n.a@example.com")).toBe(true);
      expect(await becomes(shop.anna.email?.toUpperCase() ?? "")).toBe(false);
    });

    it("tells nothing of an address that nobody who counts refusals had judged, until they do", async () => {
      await opened();
      const known = shop.order("carl");
      shop.orders.add(known);
      shop.clock.advance({ minutes: 1 });
      await apply();
      const seen = async (email: string | null) => {
        shop.benefit.change("cart_1", { email });
        const unjudged = await shop.goodword.reviewCart({ cartId: "cart_1", judgesBuyer: false });
        const before = isOn();
        return [unjudged, before, await shop.goodword.reviewCart({ cartId: "cart_1" }), isOn()];
      };
      const [fine, refused] = [{ isBuyerRefused: false }, { isBuyerRefused: true }];
      expect(await seen(known.email)).toEqual([fine, false, refused, false]);
      expect(await seen(shop.anna.email)).toEqual([fine, false, refused, false]);
      expect(await seen("dora@example.com")).toEqual([fine, false, fine, true]);
      // Judged before, or nobody's: such a cart's benefit comes back where nobody counts.
      shop.benefit.change("cart_1", { value: 0n });
      expect(isOn()).toBe(false);
      shop.benefit.change("cart_1", { value: 5_000n });
      expect(await seen("dora@example.com")).toEqual([fine, true, fine, true]);
      expect((await seen(null))[1]).toBe(true);
      // Who is a customer by now is told by a review that counts, and by no other.
      shop.benefit.change("cart_1", { email: "dora@example.com" });
      shop.orders.add(shop.order("dora"));
      shop.clock.advance({ minutes: 1 });
      expect(await seen("dora@example.com")).toEqual([fine, true, refused, false]);
      expect(await shop.goodword.expectAddress({ cartId: "nobodys", email: "x@example.com" })).toEqual(fine);
    });

    it("keeps one benefit on a cart, that of the cart's own claim, whatever stands beside it", async () => {
      await opened();
      const first = await minted();
      claim = await shop.claim(shop.anna);
      expect(await apply()).toEqual(applied);
      const own = shop.benefit.applied.get("cart_1");
      shop.benefit.change("cart_1", { codes: [first, "SUMMER"] });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect((await shop.benefit.cart("cart_1"))?.codes).toEqual(["SUMMER", own]);
      // Without a claim beside them, the codes are judged all the same.
      shop.benefit.change("cart_1", { claim: null, email: shop.anna.email });
      shop.benefit.change("cart_1", { codes: [first, own ?? "", "SUMMER"] });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect((await shop.benefit.cart("cart_1"))?.codes).toEqual(["SUMMER"]);
    });

    it("takes the ones before off as soon as another claim, or a typed code, brings its own", async () => {
      await opened();
      const first = await minted();
      claim = await shop.claim(shop.anna);
      shop.benefit.change("cart_1", { codes: [first, "SUMMER"] });
      expect(await apply()).toEqual(applied);
      const second = shop.benefit.applied.get("cart_1") ?? "";
      expect((await shop.benefit.cart("cart_1"))?.codes).toEqual(["SUMMER", second]);
      await shop.place(shop.ben);
      shop.benefit.change("cart_1", { email: "dora@example.com", codes: [first, second] });
      expect((await refer(await shop.codeOf(shop.ben))).applied).toBe(true);
      expect((await shop.benefit.cart("cart_1"))?.codes).toEqual([shop.benefit.applied.get("cart_1")]);
    });

    it("goes before the completion of a cart that is nobody's", async () => {
      await opened();
      await apply();
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(true);
      await shop.goodword.reviewCart({ cartId: "cart_1", completing: true });
      expect(isOn()).toBe(false);
    });

    it("is left as it is by a review that nobody waits for any more", async () => {
      await opened();
      await apply();
      const signal = AbortSignal.abort(new Error("late"));
      const late = shop.goodword.reviewCart({ cartId: "cart_1", completing: true, signal });
      await expect(late).rejects.toThrow("late");
      expect(isOn()).toBe(true);
      await shop.goodword.reviewCart({ cartId: "cart_1", completing: true });
      expect(isOn()).toBe(false);
    });

    it("begins one claim for each code that is typed into a cart, in any order, and 5 at most", async () => {
      await opened();
      const codes = [await shop.codeOf(shop.anna)];
      for (const name of ["b", "c", "d", "e", "f"]) {
        await shop.place(shop.order(name));
        codes.push(await shop.codeOf(shop.order(name)));
      }
      const claims = async () => (await shop.goodword.listReferrals({ limit: 100, offset: 0 })).count;
      const before = await claims();
      for (const code of [codes[0], codes[1], codes[0], codes[1]]) {
        shop.benefit.change("cart_1", { claim: null });
        expect(await refer(code as string)).toEqual(applied);
      }
      expect(await claims()).toBe(before + 2);
      for (const code of codes.slice(2, 5)) await refer(code);
      expect(await refer(codes[5] as string)).toEqual(neutral);
      expect(await claims()).toBe(before + 5);
    });

    it("looks again only at a cart that carries a claim", async () => {
      await opened();
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      await shop.goodword.reviewCart({ cartId: "nobodys" });
      expect(isOn()).toBe(false);
      shop.benefit.change("cart_1", { claim: "x".repeat(43) });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(false);
    });

    it("takes a code that is typed, once however often it is typed, and keeps it for the order", async () => {
      await opened();
      const code = await shop.codeOf(shop.anna);
      const claims = async () => (await shop.goodword.listReferrals({ limit: 100, offset: 0 })).count;
      const before = await claims();
      expect(await refer(` ${code.toLowerCase()} `)).toEqual(applied);
      expect(await refer(code)).toEqual(applied);
      expect(await claims()).toBe(before + 1);
      const cart = await shop.benefit.cart("cart_1");
      expect(cart).toMatchObject({ referredBy: code });
      await shop.place(shop.order("ben", { claim: cart?.claim ?? null, referredBy: code }));
      const { order, rewards } = await shop.goodword.explainOrder({ orderId: "order_ben" });
      expect(order?.attribution.winner).toMatchObject({ kind: "code", code });
      expect(rewards).toHaveLength(1);
    });

    it("keeps a typed code's claim while the minimum is missing, and begins another for another code", async () => {
      await opened();
      shop.benefit.change("cart_1", { value: 0n });
      expect((await refer(await shop.codeOf(shop.anna))).reason).toBe("below-minimum");
      const first = (await shop.benefit.cart("cart_1"))?.claim;
      await shop.place(shop.ben);
      await refer(await shop.codeOf(shop.ben));
      const second = await shop.benefit.cart("cart_1");
      expect(second?.claim).not.toBe(first);
      shop.benefit.change("cart_1", { value: 5_000n });
      await shop.goodword.reviewCart({ cartId: "cart_1" });
      expect(isOn()).toBe(true);
    });

    it("answers unknown and disabled codes alike, and a cart that is gone", async () => {
      await opened();
      const code = await shop.codeOf(shop.anna);
      const unknown = await refer("FRIEND-NNNNNNNNN");
      expect(unknown).toEqual({
        applied: false,
        reason: "code-unknown",
        message: "This code is not known here. Check it and try again.",
        missing: null,
      });
      expect((await refer(code, "nobodys")).reason).toBe("cart-not-found");
      await shop.goodword.setCodeStatus({ code, status: "disabled" });
      expect(await refer(code)).toEqual(unknown);
    });

    it("says what the host found not to fit", async () => {
      await opened();
      shop.benefit.refuse("other-discount");
      expect((await apply()).message).toMatch(/^Another code in your cart takes off as much or more/);
      shop.benefit.refuse("not-applicable");
      expect((await apply("cart_1", "de")).message).toBe(
        "Dieses Angebot gilt nicht für das, was in deinem Warenkorb liegt.",
      );
    });
  });
}
