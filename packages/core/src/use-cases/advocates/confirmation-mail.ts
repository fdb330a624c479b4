import type { Order } from "../../order/order";
import type { Engine } from "../../ports/ports";
import type { QueueMessage } from "../../ports/store";

/** The mail that a new order's buyer gets, as the message that will send it. */
export function confirmationMail({ options, ids, clock }: Engine, order: Order): QueueMessage[] {
  if (!options.mails.orderConfirmation || order.canceledAt !== null || order.email === null) return [];
  return [
    {
      id: ids.id("mail"),
      key: `mail:order-confirmation:${order.id}`,
      kind: "mail",
      payload: { template: "order-confirmation", orderId: order.id },
      availableAt: clock.now(),
    },
  ];
}
