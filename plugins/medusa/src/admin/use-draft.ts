import { useState } from "react";
import type { PromptWords } from "./prompt-queries";

type Draft = Partial<PromptWords>;

const keyOf = (locale: string) => `goodword-prompt-draft:${locale}`;

/**
 * What an editor wrote and did not publish, by language. It stays in this browser until it is published or thrown
 * away, so that no closed tab loses it.
 */
export function useDraft(locale: string): [Draft, (draft: Draft) => void] {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const draft = drafts[locale] ?? kept(locale);
  const write = (next: Draft) => {
    setDrafts((before) => ({ ...before, [locale]: next }));
    try {
      if (Object.keys(next).length === 0) localStorage.removeItem(keyOf(locale));
      else localStorage.setItem(keyOf(locale), JSON.stringify(next));
    } catch {
      // A browser that keeps nothing still edits.
    }
  };
  return [draft, write];
}

function kept(locale: string): Draft {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(locale)) ?? "{}");
    const entries = Object.entries(found ?? {}).filter(([, text]) => typeof text === "string");
    return Object.fromEntries(entries) as Draft;
  } catch {
    return {};
  }
}
