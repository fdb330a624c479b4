import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MoneyJson } from "./queries";
import { sdk } from "./sdk";

export type ProgramState = "draft" | "live" | "paused" | "ended";
type Amounts = Readonly<Record<string, string>>;

/** What is read of a definition here; whatever else is in it is kept as it is. */
export interface DefinitionJson {
  readonly id: string;
  readonly friend:
    | { readonly type: "percentage"; readonly percent: number }
    | { readonly type: "fixed"; readonly amounts: Amounts }
    | null;
  readonly combination?: "stack" | "best";
  readonly rewards: readonly {
    readonly id: string;
    readonly side: string;
    readonly kind: string;
    readonly trigger: { readonly on: string };
    readonly amount: {
      readonly type: string;
      readonly amounts?: Amounts;
      readonly percent?: number;
      readonly count?: number;
      readonly item?: string;
    };
  }[];
  readonly conditions: readonly { readonly type: string; readonly amounts?: Amounts }[];
  readonly attributionWindowDays: number;
  readonly holdDays: number;
  readonly holdFrom?: "placed" | "captured" | "fulfilled" | "delivered";
  readonly startsAt?: string;
  readonly endsAt?: string;
}

export type ProgramJson = DefinitionJson & { readonly version: number };

export interface ListedJson {
  readonly program: ProgramJson;
  readonly state: ProgramState;
}

export interface ProblemJson {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

export interface LiabilityJson {
  readonly currency: MoneyJson["currency"];
  readonly promised: string;
  readonly issued: string;
  readonly owed: string;
}

export interface SimulationJson {
  readonly orders: number;
  readonly attributed: number;
  readonly qualified: number;
  readonly wouldPay: readonly MoneyJson[];
  readonly paid: readonly MoneyJson[];
}

const key = (...rest: unknown[]) => ["goodword", ...rest];
const post = <T>(path: string, body: object) =>
  sdk.client.fetch<T>(`/admin/goodword/${path}`, { method: "POST", body });

export function usePrograms() {
  return useQuery({
    queryKey: key("programs"),
    queryFn: () => sdk.client.fetch<{ programs: ListedJson[] }>("/admin/goodword/programs"),
  });
}

export function useProgram(id: string) {
  return useQuery({
    queryKey: key("programs", id),
    queryFn: () =>
      sdk.client.fetch<{ program: ListedJson & { fromConfiguration: boolean; versions: ProgramJson[] } }>(
        `/admin/goodword/programs/${id}`,
      ),
    retry: false,
  });
}

export function useTerms(definition: object | null, locale: string) {
  return useQuery({
    queryKey: key("terms", locale, definition),
    queryFn: () =>
      post<{ preview: { terms: string[] } | null; problems: ProblemJson[] }>("program-terms", {
        definition,
        locale,
      }),
    enabled: definition !== null,
  });
}

export function useLiability(id: string) {
  return useQuery({
    queryKey: key("liability", id),
    queryFn: () =>
      sdk.client.fetch<{ liability: LiabilityJson[] }>(`/admin/goodword/programs/${id}/liability`),
  });
}

export const programActs = {
  save: (body: { definition: object }) =>
    post<{ saved: ListedJson | null; problems: ProblemJson[] }>("programs", body),
  move: ({ id, state }: { id: string; state: ProgramState }) =>
    post<{ program: ListedJson }>(`programs/${id}/state`, { state }),
  simulate: (definition: object) => {
    const to = new Date();
    const from = new Date(to.getTime() - 90 * 86_400_000);
    return post<{ simulation: SimulationJson | null; problems: ProblemJson[] }>("program-simulation", {
      definition,
      from: from.toISOString(),
      to: to.toISOString(),
    });
  },
};

export function useProgramAct<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: key() }) });
}

/** The definition without its version, as it is saved. */
export function definitionOf({ version: _, ...definition }: ProgramJson): DefinitionJson {
  return definition;
}
