import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sdk } from "./sdk";

export const promptFields = [
  "thanks",
  "ask",
  "reason",
  "path",
  "decline",
  "disclosure",
  "shareDisclosure",
  "message",
  "offerTitle",
  "offerDisclosure",
  "offerAccept",
] as const;
export type PromptField = (typeof promptFields)[number];
export type PromptWords = Readonly<Record<PromptField, string>>;

export interface PromptJson {
  readonly locale: string;
  readonly content: PromptWords;
  readonly isPublished: boolean;
  readonly isShipped: boolean;
  readonly isDefault: boolean;
  readonly suggested: PromptWords;
}

export interface PromptsJson {
  readonly version: number;
  readonly editedIn: "admin" | "cms";
  readonly prompts: readonly PromptJson[];
}

export interface PromptProblemJson {
  readonly field: PromptField | "locale";
  readonly code: string;
  /** In English; names the field of a shopper's text in braces where one is at fault. */
  readonly message: string;
}

export type PreviewTheme = "light" | "dark";

export interface PromptPreviewJson {
  readonly views: { readonly prompt: { readonly message: string; readonly link: string } } | null;
  readonly pages: Readonly<Record<PreviewTheme, { readonly prompt: string; readonly offer: string }>> | null;
  readonly problems: readonly PromptProblemJson[];
}

const listKey = ["goodword", "prompts"];
const post = <T>(path: string, body: object) =>
  sdk.client.fetch<T>(`/admin/goodword/${path}`, { method: "POST", body });

export function usePrompts() {
  return useQuery({
    queryKey: listKey,
    queryFn: () => sdk.client.fetch<PromptsJson>("/admin/goodword/prompts"),
  });
}

/** What shoppers would see; the last one stays until the next is there. */
export function usePromptPreview(written: { locale: string; content: PromptWords }) {
  return useQuery({
    queryKey: ["goodword", "prompt-preview", written],
    queryFn: () => post<PromptPreviewJson>("prompt-preview", written),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

export function usePublishPrompt() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { locale: string; content: PromptWords; isDefault: boolean; version: number }) =>
      post<{ published: PromptsJson | null; problems: PromptProblemJson[] }>("prompts", body),
    onSuccess: ({ published }) => published && queries.setQueryData(listKey, published),
    // Others may have published meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: listKey }),
  });
}
