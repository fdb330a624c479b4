import type {
  AdvocatesJson,
  DeadLettersJson,
  HealthJson,
  OverviewJson,
  ReferralExplanationJson,
  ReferralsJson,
} from "@goodword/api";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { WithPeople } from "./queries";
import { sdk } from "./sdk";

export type FigureJson = OverviewJson["figures"][number];
export type FunnelRowJson = OverviewJson["funnel"][number];
export type TrendDayJson = OverviewJson["trend"][number];
export type QueueJson = HealthJson["queues"][number];
export type DeadLetterJson = DeadLettersJson["rows"][number];
export type StoryJson = WithPeople<ReferralExplanationJson>;
export type { HealthJson, OverviewJson };

const key = (...rest: unknown[]) => ["goodword", ...rest];

/** What is asked of a list: undefined fields are left out. */
type Asked = Readonly<Record<string, string | number | undefined>>;

const given = (query: Asked) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number
  >;

export function useOverview(days: number) {
  return useQuery({
    queryKey: key("overview", days),
    queryFn: () => sdk.client.fetch<OverviewJson>("/admin/goodword/overview", { query: { days } }),
    placeholderData: keepPreviousData,
  });
}

export function useAdvocateList(query: Asked, enabled = true) {
  return useQuery({
    queryKey: key("advocates", "list", query),
    queryFn: () =>
      sdk.client.fetch<WithPeople<AdvocatesJson>>("/admin/goodword/advocates", { query: given(query) }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useReferralList(query: Asked) {
  return useQuery({
    queryKey: key("referrals", "list", query),
    queryFn: () =>
      sdk.client.fetch<WithPeople<ReferralsJson>>("/admin/goodword/referrals", { query: given(query) }),
    placeholderData: keepPreviousData,
  });
}

export function useReferralStory(referralId: string) {
  return useQuery({
    queryKey: key("referral", referralId),
    queryFn: () => sdk.client.fetch<StoryJson>(`/admin/goodword/referrals/${referralId}`),
  });
}

/** Whose a whole address is. It goes in a body: an address is never in a URL. */
export async function findPerson(text: string): Promise<string | null> {
  const { participantId } = await sdk.client.fetch<{ participantId: string | null }>(
    "/admin/goodword/advocates/find",
    { method: "POST", body: { text } },
  );
  return participantId;
}

export function useHealth({ every }: { every?: number } = {}) {
  return useQuery({
    queryKey: key("health"),
    queryFn: () => sdk.client.fetch<HealthJson>("/admin/goodword/health"),
    ...(every && { refetchInterval: every }),
  });
}

export function useDeadLetters(queue: QueueJson["name"], dead: number) {
  return useQuery({
    queryKey: key("dead-letters", queue, dead),
    queryFn: () =>
      sdk.client.fetch<WithPeople<DeadLettersJson>>("/admin/goodword/dead-letters", {
        query: { queue, limit: 50 },
      }),
    enabled: dead > 0,
    placeholderData: keepPreviousData,
  });
}

/** Puts messages that failed for good back: those named, or all of a queue. */
export function useReplay() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { queue: QueueJson["name"]; ids?: string[]; all?: true }) =>
      sdk.client.fetch<{ replayed: number }>("/admin/goodword/dead-letters/replay", {
        method: "POST",
        body: input,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key() }),
  });
}
