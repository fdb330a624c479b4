import type {
  AdvocateExplanationJson,
  PayoutBatchJson,
  PayoutsJson,
  RewardsJson,
  StatementJson,
} from "@goodword/api";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { findPerson } from "./insight-queries";
import type { RewardJson, WithPeople } from "./queries";
import { sdk } from "./sdk";

export type RewardRowJson = RewardsJson["rows"][number];
export type PayoutJson = PayoutsJson["rows"][number];
export type PayoutState = "waiting" | "exported" | "paid";
export type AdvocatePageJson = WithPeople<AdvocateExplanationJson>;
export type Decision = "approved" | "declined" | "upheld" | "overturned";

export const key = (...rest: unknown[]) => ["goodword", ...rest];
const admin = "/admin/goodword";

type Asked = Readonly<Record<string, string | number | undefined>>;
export const get = <T>(path: string, query: Asked = {}) =>
  sdk.client.fetch<T>(`${admin}/${path}`, {
    query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
  });
export const post = <T>(path: string, body: object) =>
  sdk.client.fetch<T>(`${admin}/${path}`, { method: "POST", body: body as Record<string, unknown> });

export function useRewardList(query: Asked) {
  return useQuery({
    queryKey: key("rewards", query),
    queryFn: () => get<WithPeople<RewardsJson>>("rewards", query),
    placeholderData: keepPreviousData,
  });
}

export function useReviewQueue(query: Asked) {
  return useQuery({
    queryKey: key("reviews", query),
    queryFn: () => get<WithPeople<RewardsJson>>("reviews", query),
    placeholderData: keepPreviousData,
  });
}

export function useAdvocate(participantId: string) {
  return useQuery({
    queryKey: key("advocate", participantId),
    queryFn: () => get<AdvocatePageJson>(`advocates/${participantId}`),
  });
}

export function useStatement(participantId: string, page: { limit: number; offset: number }) {
  return useQuery({
    queryKey: key("statement", participantId, page),
    queryFn: () => get<WithPeople<StatementJson>>(`advocates/${participantId}/statement`, page),
    placeholderData: keepPreviousData,
  });
}

export function usePayouts(state: PayoutState, offset: number, limit: number) {
  return useQuery({
    queryKey: key("payouts", state, offset, limit),
    queryFn: () => get<WithPeople<PayoutsJson>>("payouts", { state, offset, limit }),
    placeholderData: keepPreviousData,
  });
}

/** An act of staff; whatever it came to, the pages then show how things are. */
export function useAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: key() }) });
}

export function useDecide() {
  return useAct(
    ({ rewardId, decision, reason }: { rewardId: string; decision: Decision; reason: string }) => {
      const answersAppeal = decision === "upheld" || decision === "overturned";
      const path = answersAppeal ? "appeal/answer" : "review";
      return post<{ reward: RewardJson | null }>(`rewards/${rewardId}/${path}`, { decision, reason });
    },
  );
}

export function useNoteAppeal() {
  return useAct(({ rewardId, reason }: { rewardId: string; reason: string }) =>
    post<{ reward: RewardJson | null }>(`rewards/${rewardId}/appeal`, { reason }),
  );
}

export function useExportPayouts() {
  return useAct((_: undefined) => post<{ batch: PayoutBatchJson | null }>("payouts/export", {}));
}

export function useMarkPaid() {
  return useAct((input: { codes: string[]; reference: string }) =>
    post<{ paid: string[]; refused: { code: string }[] }>("payouts/paid", input),
  );
}

export function useRename() {
  return useAct(({ participantId, ...body }: { participantId: string; programId: string; code: string }) =>
    post<{ code: string | null; problem: { code: string } | null }>(`advocates/${participantId}/code`, body),
  );
}

interface Assignment {
  readonly orderId: string;
  /** A code, or a whole e-mail address. */
  readonly who: string;
  readonly reason: string;
  readonly seen: string | null;
}

export function useAssign() {
  return useAct(async ({ orderId, who, ...word }: Assignment) => {
    const code = who.includes("@") ? await codeOf(who) : who.trim();
    if (code === null) return { assigned: false, reason: "code-unknown" as const };
    return post<{ assigned: boolean; reason: string | null }>(`orders/${orderId}/attribution`, {
      code,
      ...word,
    });
  });
}

export function useRemove() {
  return useAct(({ orderId, ...word }: { orderId: string; reason: string; seen: string | null }) =>
    post<{ removed: boolean; reason: string | null }>(`orders/${orderId}/attribution/remove`, word),
  );
}

async function codeOf(address: string): Promise<string | null> {
  const person = await findPerson(address.trim());
  if (person === null) return null;
  const { advocate } = await get<AdvocatePageJson>(`advocates/${person}`);
  return advocate?.code ?? null;
}

/** The file of a batch; the shop names it after the batch. */
export async function downloadBatch(batchId: string): Promise<void> {
  const response = await sdk.client.fetch<Response>(`${admin}/payouts/batches/${batchId}/csv`, {
    headers: { accept: "text/csv" },
  });
  const url = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: `payouts-${batchId}.csv` });
  link.click();
  URL.revokeObjectURL(url);
}
