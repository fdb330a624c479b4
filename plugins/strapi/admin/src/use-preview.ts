import { useFetchClient } from "@strapi/strapi/admin";
import { useEffect, useState } from "react";
import type { PreviewAnswer, PreviewRequest } from "../../server/src/prompt-preview";

export type PreviewState =
  | { readonly state: "loading" }
  | { readonly state: "forbidden" }
  | { readonly state: "failed" }
  | { readonly state: "shown"; readonly answer: PreviewAnswer };

const typingMs = 300;
const deliveryMs = 3_000;

/**
 * Asks the server to render what stands in the form, once the editor pauses, and again while a publication
 * is on its way to the shop. `revision` changes when the document was saved or published.
 */
export function usePreview(request: PreviewRequest, revision: unknown): PreviewState {
  const { post } = useFetchClient();
  const [preview, setPreview] = useState<PreviewState>({ state: "loading" });
  const [round, setRound] = useState(0);
  const body = JSON.stringify(request);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `round` ask again for the same words
  useEffect(() => {
    const aborted = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { data } = await post<PreviewAnswer>("/goodword/preview", JSON.parse(body), {
          signal: aborted.signal,
        });
        if (!aborted.signal.aborted) setPreview({ state: "shown", answer: data });
      } catch (error) {
        if (aborted.signal.aborted) return;
        setPreview({ state: (error as { status?: number }).status === 403 ? "forbidden" : "failed" });
      }
    }, typingMs);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [post, body, revision, round]);

  const waiting =
    preview.state === "shown" && ["sending", "unreachable"].includes(preview.answer.delivery.state);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setRound((last) => last + 1), deliveryMs);
    return () => clearInterval(timer);
  }, [waiting]);

  return preview;
}
