import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordOf } from "../goodword-of";
import { orderEventsOf } from "../ports/read-medusa-orders";

interface Told {
  /** Of a payment, a parcel or an order, by the event. */
  readonly id?: string;
  readonly order_id?: string;
}

/**
 * Writes a row for each thing that the order of an event now shows. Only what is new is kept: the same is told by
 * several events, and read again by the job that finds lost ones.
 */
export default async function receiveOrderChange({ event, container }: SubscriberArgs<Told>): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const goodword = goodwordOf(container);
  for (const orderId of await ordersOf(container, event.name, event.data)) {
    for (const kind of await orderEventsOf(query, orderId)) await goodword.receive(kind, orderId);
  }
}

async function ordersOf(container: MedusaContainer, name: string, told: Told): Promise<string[]> {
  if (told.order_id) return [told.order_id];
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const graph = async (entity: string, path: string) =>
    (await query.graph({ entity, fields: [path], filters: { id: told.id } })).data;
  if (name.startsWith("payment.")) {
    const data = await graph("payment", "payment_collection.order.id");
    return data.flatMap(({ payment_collection }) => payment_collection?.order?.id ?? []);
  }
  if (name === "shipment.created" || name === "delivery.created") {
    return (await graph("fulfillment", "order.id")).flatMap(({ order }) => order?.id ?? []);
  }
  return told.id ? [told.id] : [];
}

export const config: SubscriberConfig = {
  event: [
    "order.updated",
    "order.completed",
    "payment.captured",
    "payment.refunded",
    "order.fulfillment_created",
    "shipment.created",
    "delivery.created",
    "order-edit.confirmed",
    "order.return_received",
    "order.exchange_created",
    "order.claim_created",
  ],
  context: { subscriberId: "goodword-order-changes" },
};
