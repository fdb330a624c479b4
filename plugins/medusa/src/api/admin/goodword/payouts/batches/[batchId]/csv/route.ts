import type { KnownAddress } from "@goodword/core";
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { goodwordOf } from "../../../../../../../goodword-of";
import { payoutCsv } from "../../../../../../../payout-csv";
import { peopleBehind } from "../../../../../../../people-behind";

/** A batch as the file staff pay from; the same however often it is asked for, and named after the batch. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const batchId = request.params.batchId ?? "";
  const goodword = goodwordOf(request.scope);
  const batch = await goodword.showPayoutBatch({ batchId });
  if (batch === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no batch of that id");
  const people = await peopleBehind(request.scope.resolve(ContainerRegistrationKeys.QUERY), batch);
  const ids = new Set(batch.payouts.map(({ participantId }) => participantId));
  const receivers = new Map<string, KnownAddress | null>();
  for (const participantId of ids) receivers.set(participantId, await goodword.addressOf({ participantId }));
  response.setHeader("content-type", "text/csv; charset=utf-8");
  response.setHeader("content-disposition", `attachment; filename="payouts-${batch.batchId}.csv"`);
  response.setHeader("cache-control", "no-store");
  response.send(payoutCsv(batch, people, receivers));
}
