// Every API that Strapi calls unstable stands in this file, so that an upgrade is checked in one place.
import { unstable_useContentManagerContext, useQueryParams } from "@strapi/strapi/admin";
import type { ReactNode } from "react";

export const promptUid = "plugin::goodword.referral-prompt";

/** What Strapi hands a panel of the edit view. */
export interface PanelContext {
  readonly model: string;
  readonly activeTab: "draft" | "published" | null;
  readonly documentId?: string;
  /** Its draft; the status says whether it is published in this locale. */
  readonly document?: { readonly updatedAt?: string; readonly status?: string };
  readonly meta?: unknown;
}

export interface Panel {
  readonly title: string;
  readonly content: ReactNode;
}

interface ContentManager {
  readonly apis?: { addEditViewSidePanel?(panels: ((context: PanelContext) => Panel | null)[]): void };
}

/**
 * Puts a panel beside the edit view. A Strapi that no longer offers what the panel needs keeps its edit view
 * and says so in the console.
 */
export function addEditViewPanel(
  contentManager: unknown,
  panel: (context: PanelContext) => Panel | null,
): void {
  const { apis } = (contentManager ?? {}) as ContentManager;
  if (
    typeof apis?.addEditViewSidePanel !== "function" ||
    typeof unstable_useContentManagerContext !== "function"
  ) {
    console.warn(
      "[goodword] this version of Strapi has no place for the preview; publishing is still checked",
    );
    return;
  }
  apis.addEditViewSidePanel([panel]);
}

export interface EditedPrompt {
  /** What stands in the form, saved or not. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Undefined in the default locale's first view. */
  readonly locale: string | undefined;
  set(field: string, value: string): void;
}

/** The form of the edit view. Only inside one of its panels. */
export function useEditedPrompt(): EditedPrompt {
  const { form } = unstable_useContentManagerContext();
  const { values, onChange } = form as {
    values: Record<string, unknown>;
    onChange(field: string, value: string): void;
  };
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  return { values, locale: query.plugins?.i18n?.locale, set: onChange };
}
