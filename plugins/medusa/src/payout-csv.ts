import { csv } from "@goodword/api";
import { decimalOf, type PayoutBatch } from "@goodword/core";
import type { People } from "./people-behind";

const columns = ["batch", "code", "amount", "currency", "name", "email", "friend_order", "issued_at"];

/** A line for each payout of a batch: to whom, how much, and the code to mark it as paid by. */
export function payoutCsv({ batchId, payouts }: PayoutBatch, people: People): string {
  const lines = payouts.map(({ code, value, firstOrderId, orderId, issuedAt }) => {
    const person = people[firstOrderId];
    return [
      batchId,
      code,
      decimalOf(value),
      value.currency,
      person?.name ?? "",
      person?.email ?? "",
      // A ladder's or a period's reward belongs to no order.
      people[orderId]?.displayId ?? "",
      issuedAt?.toISOString() ?? "",
    ];
  });
  return csv([columns, ...lines]);
}
