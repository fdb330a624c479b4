import type { AdvocateExplanationJson, ProposalsJson } from "@goodword/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, key, post, useAct } from "./people-queries";
import type { WithPeople } from "./queries";

export type ProposalPageJson = WithPeople<ProposalsJson>;
export type ProposalJson = ProposalsJson["rows"][number];
export type MergeJson = AdvocateExplanationJson["merges"][number];

export function useProposals(page: { limit: number; offset?: number }) {
  return useQuery({
    queryKey: key("proposals", page),
    queryFn: () => get<ProposalPageJson>("proposals", page),
    placeholderData: keepPreviousData,
  });
}

export type PersonDecision = "merge" | "separate";

export function useDecideProposal() {
  return useAct(({ proposalId, ...word }: { proposalId: string; decision: PersonDecision; reason: string }) =>
    post<{ decided: boolean }>(`proposals/${proposalId}/decision`, word),
  );
}

export function useAskPerson() {
  return useAct(({ proposalId }: { proposalId: string }) =>
    post<{ asked: boolean; refusal: "not-offered" | "decided" | "asked-enough" | "no-address" | null }>(
      `proposals/${proposalId}/ask`,
      {},
    ),
  );
}

export function useUndoMerge() {
  return useAct(({ mergeId, reason }: { mergeId: string; reason: string }) =>
    post<{ undone: boolean; laterMergeId: string | null }>(`merges/${mergeId}/undo`, { reason }),
  );
}
