import type { PayoutBatchJson, PayoutsJson, ReviewsJson } from "@goodword/api";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MoneyJson, WithPeople } from "./queries";
import { sdk } from "./sdk";

export type ReviewJson = ReviewsJson["rows"][number];
export type PayoutJson = PayoutsJson["rows"][number];
export type PayoutState = "waiting" | "exported" | "paid";

export interface BalanceJson {
  readonly currency: MoneyJson["currency"];
  readonly promised: string;
  readonly issued: string;
  readonly owed: string;
}

const key = (...rest: unknown[]) => ["goodword", ...rest];
const post = <T>(path: string, body: object) =>
  sdk.client.fetch<T>(`/admin/goodword/${path}`, { method: "POST", body });

export function useReviews(locale: string, offset: number, limit: number) {
  return useQuery({
    queryKey: key("reviews", locale, offset, limit),
    queryFn: () =>
      sdk.client.fetch<WithPeople<ReviewsJson>>("/admin/goodword/reviews", {
        query: { locale, offset, limit },
      }),
    placeholderData: keepPreviousData,
  });
}

export function usePayouts(state: PayoutState, offset: number, limit: number) {
  return useQuery({
    queryKey: key("payouts", state, offset, limit),
    queryFn: () =>
      sdk.client.fetch<WithPeople<PayoutsJson>>("/admin/goodword/payouts", {
        query: { state, offset, limit },
      }),
    placeholderData: keepPreviousData,
  });
}

export function useBalances(participantId: string) {
  return useQuery({
    queryKey: key("statement", participantId),
    queryFn: () =>
      sdk.client.fetch<{ balances: BalanceJson[] }>(`/admin/goodword/advocates/${participantId}/statement`, {
        query: { limit: 1 },
      }),
  });
}

/** What one of the staff does; whatever is shown is asked for again, also after a refusal: somebody else was first. */
export function useStaffAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => queries.invalidateQueries({ queryKey: key() }),
  });
}

export const acts = {
  review: ({ rewardId, ...body }: { rewardId: string; decision: "approved" | "declined"; reason: string }) =>
    post<{ decided: boolean }>(`reviews/${rewardId}`, body),
  answerAppeal: ({
    rewardId,
    ...body
  }: {
    rewardId: string;
    decision: "upheld" | "overturned";
    reason: string;
  }) => post<{ decided: boolean }>(`reviews/${rewardId}/appeal`, body),
  assign: ({ orderId, ...body }: { orderId: string; code: string; reason: string }) =>
    post<{
      assigned: boolean;
      reason: "order-unknown" | "order-anonymous" | "code-unknown" | "program-unknown" | null;
    }>(`orders/${orderId}/referrer`, body),
  remove: ({ orderId, reason }: { orderId: string; reason: string }) =>
    post<{ removed: boolean }>(`orders/${orderId}/referrer/removal`, { reason }),
  exportPayouts: () => post<{ batch: PayoutBatchJson | null }>("payouts/export", {}),
  markPaid: (body: { codes: string[]; reference: string }) =>
    post<{ paid: string[]; refused: { code: string }[] }>("payouts/paid", body),
};

/** Saves a batch's file, as the dashboard's own session may read it and a plain link may not. */
export async function downloadBatch(batchId: string): Promise<void> {
  const response = await sdk.client.fetch<Response>(`/admin/goodword/payouts/batches/${batchId}/csv`, {
    headers: { accept: "text/csv" },
  });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = `payouts-${batchId}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
