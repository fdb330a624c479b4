import type { OrderEventKind } from "@goodword/core";
import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { goodwordOf } from "../goodword-of";

/** Writes one row and decides nothing: Medusa delivers an event at most once and keeps no failure. */
export default async function receiveOrderEvent({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await goodwordOf(container).receive(event.name as OrderEventKind, event.data.id);
}

export const config: SubscriberConfig = {
  event: ["order.placed", "order.canceled"] satisfies OrderEventKind[],
  context: { subscriberId: "goodword-order-events" },
};
