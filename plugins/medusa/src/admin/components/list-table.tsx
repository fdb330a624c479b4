import { Button, DataTable, Heading, type UseDataTableReturn } from "@medusajs/ui";
import { useInsightWords } from "../use-insight-words";
import { useWords } from "../use-words";
import { EmptyView } from "./empty-view";

interface ListTableProps<Row> {
  readonly instance: UseDataTableReturn<Row>;
  readonly heading: string;
  readonly searchLabel: string;
  readonly empty: { readonly heading: string; readonly next: string };
  /** Something is searched or filtered. */
  readonly isNarrowed: boolean;
  /** Whom the list is narrowed to, and the way back to everybody. */
  readonly only: { readonly label: string; showAll(): void } | null;
}

/** A list as Medusa lays out its own: heading, filters, order and search above, pages below. */
export function ListTable<Row>({
  instance,
  heading,
  searchLabel,
  empty,
  isNarrowed,
  only,
}: ListTableProps<Row>) {
  const { t } = useInsightWords();
  const { footer } = useWords();
  const nothing = isNarrowed ? { heading: t("table.filtered"), next: t("table.filteredNext") } : empty;
  const emptyState = { custom: <EmptyView {...nothing} /> };
  return (
    <DataTable instance={instance}>
      <DataTable.Toolbar
        className="flex flex-col items-start justify-between gap-2 md:flex-row md:items-center"
        translations={{ clearAll: footer.clear }}
      >
        <div className="flex w-full flex-wrap items-center justify-between gap-2">
          <Heading>{heading}</Heading>
          <div className="flex items-center gap-x-2">
            <DataTable.FilterMenu tooltip={t("table.filter")} />
            <DataTable.SortingMenu tooltip={t("table.sort")} />
            <DataTable.Search placeholder={searchLabel} aria-label={searchLabel} />
          </div>
        </div>
      </DataTable.Toolbar>
      {only && (
        <div className="flex items-center justify-between gap-x-4 px-6 py-2">
          <span className="txt-compact-small text-ui-fg-subtle">{only.label}</span>
          <Button size="small" variant="transparent" onClick={only.showAll}>
            {t("table.showAll")}
          </Button>
        </div>
      )}
      <DataTable.Table emptyState={{ empty: emptyState, filtered: emptyState }} />
      {instance.rowCount > 0 && <DataTable.Pagination translations={footer} />}
    </DataTable>
  );
}
