import type { Shopper } from "./shopper";

interface OrderItem {
  readonly id: string;
  readonly quantity: number;
}

/** What staff do to orders, over Medusa's Admin API. */
export function staffActs(staff: Shopper) {
  const post = async (path: string, body: object = {}) => {
    const { status, body: answer } = await staff.call(`/admin/${path}`, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const read = async (path: string) => (await staff.call(`/admin/${path}`)).body;
  const itemOf = async (orderId: string): Promise<OrderItem> =>
    (await read(`orders/${orderId}?fields=items.*`)).order.items[0];
  const paymentOf = async (orderId: string): Promise<string> => {
    const { order } = await read(
      `orders/${orderId}?fields=payment_collections.*,payment_collections.payments.*`,
    );
    return order.payment_collections[0].payments[0].id;
  };
  const parcelOf = async (orderId: string): Promise<string> =>
    (await read(`orders/${orderId}?fields=fulfillments.*`)).order.fulfillments[0].id;
  const location = async (): Promise<string> => (await read("stock-locations")).stock_locations[0].id;

  return {
    post,
    async capture(orderId: string) {
      await post(`payments/${await paymentOf(orderId)}/capture`);
    },
    /** In major units. */
    async refund(orderId: string, amount: number) {
      await post(`payments/${await paymentOf(orderId)}/refund`, { amount });
    },
    async fulfil(orderId: string) {
      const { id, quantity } = await itemOf(orderId);
      await post(`orders/${orderId}/fulfillments`, { items: [{ id, quantity }] });
    },
    async ship(orderId: string) {
      const { id, quantity } = await itemOf(orderId);
      await post(`orders/${orderId}/fulfillments/${await parcelOf(orderId)}/shipments`, {
        items: [{ id, quantity }],
      });
    },
    async deliver(orderId: string) {
      await post(`orders/${orderId}/fulfillments/${await parcelOf(orderId)}/mark-as-delivered`);
    },
    async edit(orderId: string, quantity: number) {
      await post("order-edits", { order_id: orderId });
      await post(`order-edits/${orderId}/items/item/${(await itemOf(orderId)).id}`, { quantity });
      await post(`order-edits/${orderId}/confirm`);
    },
    async sendBack(orderId: string, quantity: number) {
      const body = { items: [{ id: (await itemOf(orderId)).id, quantity }] };
      const begun = await post("returns", { order_id: orderId, location_id: await location() });
      const path = `returns/${begun.return.id}`;
      await post(`${path}/request-items`, body);
      await post(`${path}/request`);
      await post(`${path}/receive`);
      await post(`${path}/receive-items`, body);
      await post(`${path}/receive/confirm`);
    },
    /** Pieces for others of the same price, which the shop has received unless it is said that it waits for them. */
    async exchange(orderId: string, variantId: string, { quantity = 1, isReceived = true } = {}) {
      const items = [{ id: (await itemOf(orderId)).id, quantity }];
      const { exchange } = await post("exchanges", { order_id: orderId });
      const inbound = await post(`exchanges/${exchange.id}/inbound/items`, { items });
      await post(`exchanges/${exchange.id}/outbound/items`, { items: [{ variant_id: variantId, quantity }] });
      await post(`exchanges/${exchange.id}/request`);
      if (!isReceived) return;
      const path = `returns/${inbound.return.id}`;
      await post(`${path}/receive`);
      await post(`${path}/receive-items`, { items });
      await post(`${path}/receive/confirm`);
    },
    /** What is left to pay, by hand. */
    async pay(orderId: string) {
      const { order } = await read(`orders/${orderId}?fields=payment_collections.*`);
      const open = order.payment_collections.find(({ status }: { status: string }) => status === "not_paid");
      await post(`payment-collections/${open.id}/mark-as-paid`, { order_id: orderId });
    },
    async claim(orderId: string, variantId: string) {
      const items = [{ id: (await itemOf(orderId)).id, quantity: 1, reason: "missing_item" }];
      const { claim } = await post("claims", { order_id: orderId, type: "replace" });
      await post(`claims/${claim.id}/claim-items`, { items });
      await post(`claims/${claim.id}/outbound/items`, { items: [{ variant_id: variantId, quantity: 1 }] });
      await post(`claims/${claim.id}/request`);
    },
    async cancel(orderId: string) {
      await post(`orders/${orderId}/cancel`);
    },
  };
}
