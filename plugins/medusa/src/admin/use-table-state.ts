import type { DataTableFilteringState, DataTablePaginationState, DataTableSortingState } from "@medusajs/ui";
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router-dom";
import { findPerson } from "./insight-queries";

export const pageSize = 20;

/** Long enough to have typed on, so that not every letter is asked for. */
const pause = 400;
/** As long as an address may be; what is pasted may be a page. */
const longestAddress = 320;
const isWholeAddress = (text: string) =>
  text.length <= longestAddress && /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim());

/**
 * A table's page, filters, order and search, in the page's address as Medusa's own tables have them: a link
 * leads to the same rows, and "back" goes back. An e-mail address is never in there: its person is.
 */
export function useTableState({ filters, order }: { filters: readonly string[]; order: string }) {
  const [params, setParams] = useSearchParams();
  const search = params.get("q") ?? "";
  const [typed, setTyped] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  // "Back", or a link, changes what was searched for.
  useEffect(() => setTyped((now) => (now.includes("@") ? now : search)), [search]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const offset = Number(params.get("offset") ?? 0) || 0;
  const sorted = params.get("order") ?? order;
  /** Changes some parameters; whatever else is shown then begins at its first page. */
  const change = (changes: Readonly<Record<string, string | undefined>>, keepsPage = false) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (!keepsPage) after.delete("offset");
      for (const [name, value] of Object.entries(changes)) {
        if (value) after.set(name, value);
        else after.delete(name);
      }
      return after;
    });

  const searchFor = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    if (!text.includes("@")) {
      timer.current = setTimeout(() => change({ q: text.trim(), person: undefined }), pause);
    } else if (isWholeAddress(text)) {
      timer.current = setTimeout(async () => {
        const person = await findPerson(text).catch(() => null);
        change({ q: undefined, person: person ?? "nobody" });
      }, pause);
    }
  };

  return {
    offset,
    search: search || undefined,
    person: params.get("person") ?? undefined,
    order: sorted,
    filter: (name: string) => params.get(name) ?? undefined,
    isNarrowed: Boolean(search || params.get("person") || filters.some((name) => params.get(name))),
    /** Everybody again. */
    showAll: () => {
      setTyped("");
      change({
        q: undefined,
        person: undefined,
        ...Object.fromEntries(filters.map((name) => [name, undefined])),
      });
    },
    table: {
      search: { state: typed, onSearchChange: searchFor, debounce: 0 },
      pagination: {
        state: { pageIndex: Math.floor(offset / pageSize), pageSize },
        onPaginationChange: ({ pageIndex }: DataTablePaginationState) =>
          change({ offset: pageIndex === 0 ? undefined : String(pageIndex * pageSize) }, true),
      },
      filtering: {
        state: Object.fromEntries(
          filters.flatMap((name) => {
            const value = params.get(name);
            return value === null ? [] : [[name, value]];
          }),
        ) as DataTableFilteringState,
        onFilteringChange: (state: DataTableFilteringState) =>
          change(Object.fromEntries(filters.map((name) => [name, state[name] as string | undefined]))),
      },
      sorting: {
        state: { id: sorted.replace("-", ""), desc: sorted.startsWith("-") },
        onSortingChange: (state: DataTableSortingState | null) =>
          change({ order: state ? `${state.desc ? "-" : ""}${state.id}` : undefined }),
      },
      autoResetPageIndex: false,
    },
  };
}
