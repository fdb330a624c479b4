import type { PromptPreviewJson } from "@goodword/api";
import { previewDocument } from "@goodword/storefront/render";

/** Whole HTML pages without script, rendered as the shop renders them. */
export interface PreviewPages {
  /** Null where no open program says what is given. */
  readonly pages: Readonly<
    Record<"light" | "dark", { readonly prompt: string; readonly offer: string }>
  > | null;
}

/** What a previewed prompt looks like to a shopper and to a friend, on white and on black. */
export function previewPages(preview: object): PreviewPages {
  const { views } = preview as PromptPreviewJson;
  if (views === null) return { pages: null };
  const { prompt, offer } = views;
  const { locale } = prompt;
  const pagesIn = (dark: boolean) => ({
    prompt: previewDocument({ prompt, locale, dark }),
    offer: previewDocument({ offer, locale, dark }),
  });
  return { pages: { light: pagesIn(false), dark: pagesIn(true) } };
}
