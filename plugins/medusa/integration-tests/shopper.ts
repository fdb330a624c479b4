import type { Shop } from "./stock-shop";

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  /** The headers that say what a cache and a browser may do with it. */
  readonly headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: each test names what it reads of an answer
  readonly body: any;
}

/** A browser and a shop front, over Medusa's own HTTP. */
export class Shopper {
  constructor(
    private readonly baseUrl: string,
    private readonly shop: Shop,
    private readonly token?: string,
  ) {}

  async call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.baseUrl + path, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": this.shop.publishableKey,
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { date: _, ...kept } = Object.fromEntries(response.headers);
    return {
      status: response.status,
      location: response.headers.get("location"),
      headers: kept,
      body: text.startsWith("{") ? JSON.parse(text) : text,
    };
  }

  async newCart(quantity = 1, regionId = this.shop.regionId): Promise<string> {
    const { shop } = this;
    const items = [{ variant_id: shop.variantId, quantity }];
    return (await this.call("/store/carts", { region_id: regionId, items })).body.cart.id;
  }

  async cart(id: string) {
    return (await this.call(`/store/carts/${id}`)).body.cart;
  }

  /** Goes through the checkout as a guest; answers the order. */
  async buy(cartId: string, email: string, firstName: string, country = "de") {
    const address = { first_name: firstName, last_name: "Berg", address_1: `Weg 1 ${email}`, city: "Berlin" };
    const write = () =>
      this.call(`/store/carts/${cartId}`, {
        email,
        shipping_address: { ...address, postal_code: "10115", country_code: country },
      });
    // Medusa makes a guest of each new address, and refuses one of two carts that bring the same one at once.
    if (/already exists/.test((await write()).body.message)) await write();
    const options = await this.call(`/store/shipping-options?cart_id=${cartId}`);
    await this.call(`/store/carts/${cartId}/shipping-methods`, {
      // Only one of them has a price in the cart's currency.
      option_id: options.body.shipping_options.find(({ amount }: { amount?: number }) => amount != null).id,
    });
    let done = await this.pay(cartId);
    // The last review took a discount off: another total needs another payment.
    if (/Payment sessions are required/.test(done.body.message)) done = await this.pay(cartId);
    if (!done.body.order) throw new Error(`The cart was not completed: ${JSON.stringify(done.body)}`);
    return done.body.order as { id: string; total: number; discount_total: number };
  }

  private async pay(cartId: string) {
    const payment = await this.call("/store/payment-collections", { cart_id: cartId });
    await this.call(`/store/payment-collections/${payment.body.payment_collection.id}/payment-sessions`, {
      provider_id: "pp_system_default",
    });
    return this.call(`/store/carts/${cartId}/complete`, {});
  }

  /** The code behind the link on an order's confirmation page. */
  async codeOf(orderId: string): Promise<string> {
    const { body } = await this.call(`/store/goodword/orders/${orderId}/prompt?locale=en`);
    return body.prompt.link.split("/").pop();
  }

  /** A new cart with the offer behind a code on it. */
  async cartFrom(code: string, quantity = 1, regionId = this.shop.regionId): Promise<string> {
    const { body } = await this.call(`/store/goodword/offers/${code}/claim`, {});
    const cart = await this.newCart(quantity, regionId);
    const applied = await this.call(`/store/goodword/carts/${cart}/claim`, { claim: body.claim.token });
    if (!applied.body.applied) throw new Error(`The claim was refused: ${applied.body.reason}`);
    return cart;
  }
}
