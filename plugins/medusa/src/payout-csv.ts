import { csv } from "@goodword/api";
import { decimalOf, type KnownAddress, type PayoutBatch } from "@goodword/core";
import type { People } from "./people-behind";

const columns = ["batch", "code", "amount", "currency", "name", "email", "friend_order", "issued_at"];

/**
 * A line for each payout of a batch: to whom, how much, and the code to mark it as paid by.
 * @param receivers the proven address of each person, by participant id; no line names another
 */
export function payoutCsv(
  { batchId, payouts }: PayoutBatch,
  people: People,
  receivers: ReadonlyMap<string, KnownAddress | null>,
): string {
  const lines = payouts.map(({ code, value, participantId, firstOrderId, orderId, issuedAt }) => {
    const receiver = receivers.get(participantId);
    const person = people[firstOrderId];
    const isTheirs = person !== undefined && person.email === receiver?.address;
    return [
      batchId,
      code,
      decimalOf(value),
      value.currency,
      (isTheirs && person.name) || receiver?.firstName || "",
      receiver?.address ?? "",
      // A ladder's or a period's reward belongs to no order.
      people[orderId]?.displayId ?? "",
      issuedAt?.toISOString() ?? "",
    ];
  });
  return csv([columns, ...lines]);
}
