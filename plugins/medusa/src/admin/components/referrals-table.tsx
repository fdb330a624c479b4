import {
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  type DataTableFilteringState,
  type DataTablePaginationState,
  useDataTable,
} from "@medusajs/ui";
import { type ReactNode, useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { type People, pageSize, type ReferralJson, useReferrals } from "../queries";
import { useWords } from "../use-words";
import { CodeText } from "./code-text";
import { EmptyView } from "./empty-view";
import { ErrorView } from "./error-view";
import { PersonLink } from "./person-link";
import { ReferralBadge, RewardBadge } from "./state-badges";

const columns = createDataTableColumnHelper<ReferralJson>();
const filters = createDataTableFilterHelper<ReferralJson>();
const states: ReferralJson["state"][] = ["claimed", "converted", "qualified", "rejected", "reversed"];

export function ReferralsTable({ children }: { children: ReactNode }) {
  const { t, footer } = useWords();
  const navigate = useNavigate();
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize });
  const [filtering, setFiltering] = useState<DataTableFilteringState>({});
  const query = useReferrals({ page: pagination.pageIndex, state: filtering.state as string | undefined });
  const table = useDataTable({
    data: query.data?.rows ?? [],
    rowCount: query.data?.count ?? 0,
    columns: useColumns(query.data?.people ?? {}),
    getRowId: (row) => row.id,
    isLoading: query.isPending,
    filters: [
      filters.accessor("state", {
        type: "radio",
        label: t("page.filterState"),
        options: states.map((value) => ({ value, label: t(`state.${value}`) })),
      }),
    ],
    filtering: { state: filtering, onFilteringChange: setFiltering },
    pagination: { state: pagination, onPaginationChange: setPagination },
    onRowClick: (_, { orderId }) => orderId && navigate(`/orders/${orderId}`),
  });
  if (query.isError) return <ErrorView retry={() => query.refetch()} />;
  return (
    <DataTable instance={table}>
      <DataTable.Toolbar
        className="flex items-center justify-between gap-x-4"
        translations={{ clearAll: t("table.clear") }}
      >
        {children}
        <DataTable.FilterMenu tooltip={t("page.filterState")} />
      </DataTable.Toolbar>
      <DataTable.Table
        emptyState={{
          empty: { custom: <EmptyView heading={t("empty.referrals")} next={t("empty.referralsNext")} /> },
          filtered: { custom: <EmptyView heading={t("empty.filtered")} next={t("empty.filteredNext")} /> },
        }}
      />
      {table.rowCount > 0 && <DataTable.Pagination translations={footer} />}
    </DataTable>
  );
}

function useColumns(people: People) {
  const { t, money, date } = useWords();
  return [
    columns.display({
      id: "advocate",
      header: t("column.advocate"),
      cell: ({ row }) => <PersonLink people={people} orderId={row.original.advocateOrderId} narrow />,
    }),
    columns.accessor("code", {
      header: t("column.code"),
      cell: ({ getValue }) => <CodeText>{getValue()}</CodeText>,
    }),
    columns.display({
      id: "friend",
      header: t("column.friend"),
      cell: ({ row: { original } }) =>
        original.orderId ? (
          <PersonLink people={people} orderId={original.orderId} narrow />
        ) : (
          <span className="text-ui-fg-muted">{t("notOrdered")}</span>
        ),
    }),
    columns.accessor("orderDisplayId", {
      header: t("column.order"),
      cell: ({ row: { original } }) =>
        original.orderId && (
          <Link to={`/orders/${original.orderId}`} className="text-ui-fg-base hover:underline">
            #{original.orderDisplayId ?? people[original.orderId]?.displayId}
          </Link>
        ),
    }),
    columns.accessor("state", {
      header: t("column.state"),
      cell: ({ row: { original } }) => <ReferralBadge state={original.state} reasons={original.reasons} />,
    }),
    columns.display({
      id: "reward",
      header: t("column.reward"),
      cell: ({ row: { original } }) =>
        original.reward && (
          <span className="flex items-center gap-x-2 whitespace-nowrap">
            <span className="text-ui-fg-base">{money(original.reward.value)}</span>
            <RewardBadge state={original.reward.state} />
          </span>
        ),
    }),
    columns.display({
      id: "date",
      header: t("column.date"),
      cell: ({ row: { original } }) => (
        <span className="whitespace-nowrap">{date(original.convertedAt ?? original.claimedAt)}</span>
      ),
    }),
  ];
}
