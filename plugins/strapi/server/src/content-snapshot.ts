import {
  type ContentSnapshot,
  type Placement,
  type PromptContent,
  type PublishedPrompt,
  promptContentFields,
} from "@goodword/core";
import type { Core } from "@strapi/strapi";
import type { PromptRow } from "./publishing-gate";
import { promptUid } from "./referral-prompt";

export interface SnapshotSource {
  /**
   * The snapshot of what is published now; its version grows when, and only when, the content changed. It is 0
   * until the first publication, so that the shop keeps the words it came with.
   */
  current(): Promise<ContentSnapshot>;
}

/** Reads what is published, and keeps the last snapshot so that an unchanged one keeps its version. */
export function createSnapshotSource(strapi: Core.Strapi): SnapshotSource {
  const store = strapi.store({ type: "plugin", name: "goodword" });
  // One at a time: two at once could give two contents the same version.
  let turn: Promise<unknown> = Promise.resolve();

  async function recompute(): Promise<ContentSnapshot> {
    const [last, content] = await Promise.all([
      store.get({ key: "snapshot" }) as Promise<ContentSnapshot | null>,
      readContent(strapi),
    ]);
    if (last && JSON.stringify({ ...last, version: 0 }) === JSON.stringify({ version: 0, ...content }))
      return last;
    if (!last && content.prompts.length === 0) return { version: 0, ...content };
    const version = Math.max((last?.version ?? 0) + 1, Date.now());
    const snapshot: ContentSnapshot = { version, ...content };
    await store.set({ key: "snapshot", value: snapshot });
    return snapshot;
  }

  return {
    current() {
      const next = turn.then(recompute);
      turn = next.catch(() => undefined);
      return next;
    },
  };
}

async function readContent(strapi: Core.Strapi): Promise<Omit<ContentSnapshot, "version">> {
  const [defaultLocale, rows] = await Promise.all([
    strapi.plugin("i18n").service("locales").getDefaultLocale() as Promise<string>,
    strapi.db.query(promptUid).findMany({
      where: { publishedAt: { $notNull: true } },
      orderBy: [{ placement: "asc" }, { locale: "asc" }, { publishedAt: "desc" }, { id: "desc" }],
    }) as Promise<PromptRow[]>,
  ]);
  // Two editors publishing in the same instant can both pass the gate: the latest publication wins.
  const prompts = rows
    .filter(
      (row, index) => row.placement !== rows[index - 1]?.placement || row.locale !== rows[index - 1]?.locale,
    )
    .map(published);
  return { defaultLocale, prompts };
}

function published(row: PromptRow): PublishedPrompt {
  const content = Object.fromEntries(promptContentFields.map((name) => [name, row[name] ?? ""]));
  return {
    placement: row.placement as Placement,
    locale: row.locale ?? "",
    content: content as unknown as PromptContent,
  };
}
