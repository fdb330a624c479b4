import { GoodwordError, type RewardReceiver } from "@goodword/core";
import type { ICustomerModuleService } from "@medusajs/framework/types";
import type { Query } from "../query";

interface Host {
  readonly query: Query;
  readonly customers: ICustomerModuleService;
}

/**
 * The addresses that Medusa knows a reward's receiver by, as it writes them: those of their customers, and of the
 * order they became known by.
 * @throws GoodwordError `GW_RECEIVER_UNKNOWN` when there is none any more
 */
export async function receiverAddresses(
  { query, customers }: Host,
  receiver: RewardReceiver,
): Promise<string[]> {
  const { customerIds, firstOrderId } = receiver;
  const { data } = await query.graph({
    entity: "order",
    fields: ["email", "customer.email"],
    filters: { id: firstOrderId },
  });
  const known =
    customerIds.length === 0
      ? []
      : await customers.listCustomers(
          { id: [...customerIds] },
          { select: ["email"], take: customerIds.length },
        );
  const found = [
    ...data.flatMap(({ email, customer }) => [email, customer?.email]),
    ...known.map(({ email }) => email),
  ];
  // Rules compare letter by letter, and the next customer of an address has it in lower case.
  const addresses = found.flatMap((email) => (email ? [email, email.toLowerCase()] : []));
  if (addresses.length > 0) return [...new Set(addresses)];
  throw new GoodwordError(
    "GW_RECEIVER_UNKNOWN",
    `order ${firstOrderId}: there is no address to bind the reward of ${receiver.participantId} to`,
  );
}
