import {
  Badge,
  createDataTableColumnHelper,
  DataTable,
  type DataTablePaginationState,
  toast,
  useDataTable,
  usePrompt,
} from "@medusajs/ui";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router-dom";
import { type AdvocateJson, type People, pageSize, useAdvocates, useSetCodeStatus } from "../queries";
import { useWords } from "../use-words";
import { CodeText } from "./code-text";
import { EmptyView } from "./empty-view";
import { ErrorView } from "./error-view";
import { PersonLink } from "./person-link";

const columns = createDataTableColumnHelper<AdvocateJson>();

export function AdvocatesTable({ children }: { children: ReactNode }) {
  const { t, footer } = useWords();
  const navigate = useNavigate();
  const [pagination, setPagination] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize });
  const query = useAdvocates({ page: pagination.pageIndex });
  const people = query.data?.people ?? {};
  const table = useDataTable({
    data: query.data?.rows ?? [],
    rowCount: query.data?.count ?? 0,
    columns: useColumns(people),
    getRowId: (row) => row.participantId,
    isLoading: query.isPending,
    pagination: { state: pagination, onPaginationChange: setPagination },
    onRowClick: (_, { firstOrderId }) => {
      const customerId = people[firstOrderId]?.customerId;
      if (customerId) navigate(`/customers/${customerId}`);
    },
  });
  if (query.isError) return <ErrorView retry={() => query.refetch()} />;
  return (
    <DataTable instance={table}>
      <DataTable.Toolbar>{children}</DataTable.Toolbar>
      <DataTable.Table
        emptyState={{
          empty: { custom: <EmptyView heading={t("empty.advocates")} next={t("empty.advocatesNext")} /> },
        }}
      />
      {table.rowCount > 0 && <DataTable.Pagination translations={footer} />}
    </DataTable>
  );
}

function useColumns(people: People) {
  const { t, money, date } = useWords();
  const switchCode = useSwitchCode();
  const count = (name: "shares" | "clicks" | "claims" | "qualified", header: string) =>
    columns.accessor(name, {
      header,
      align: "right",
      cell: ({ getValue }) => <span className="tabular-nums">{getValue()}</span>,
    });
  return [
    columns.display({
      id: "advocate",
      header: t("column.advocate"),
      cell: ({ row }) => <PersonLink people={people} orderId={row.original.firstOrderId} narrow />,
    }),
    columns.accessor("code", {
      header: t("column.code"),
      cell: ({ row: { original } }) => (
        <span className="flex items-center gap-x-2">
          <CodeText muted={original.codeStatus === "disabled"}>{original.code}</CodeText>
          {original.codeStatus === "disabled" && <Badge size="2xsmall">{t("code.disabled")}</Badge>}
        </span>
      ),
    }),
    count("shares", t("column.shares")),
    count("clicks", t("column.clicks")),
    count("claims", t("column.claims")),
    count("qualified", t("column.friends")),
    columns.display({
      id: "earned",
      header: t("column.earned"),
      cell: ({ row }) => row.original.earned.map(money).join(" · ") || "–",
    }),
    columns.accessor("enrolledAt", {
      header: t("column.since"),
      cell: ({ getValue }) => <span className="whitespace-nowrap">{date(getValue())}</span>,
    }),
    columns.action({
      actions: ({ row: { original } }) => [
        {
          label: t(original.codeStatus === "active" ? "code.disable" : "code.enable"),
          onClick: () => void switchCode(original),
        },
      ],
    }),
  ];
}

/** Disables a code after asking, or enables it again at once. */
function useSwitchCode() {
  const { t } = useWords();
  const { mutateAsync } = useSetCodeStatus();
  const ask = usePrompt();
  return async ({ code, codeStatus }: AdvocateJson) => {
    const status = codeStatus === "active" ? "disabled" : "active";
    const isSure =
      status === "active" ||
      (await ask({
        title: t("code.disableQuestion", { code }),
        description: t("code.disableText"),
        confirmText: t("code.confirm"),
        cancelText: t("code.cancel"),
      }));
    if (!isSure) return;
    try {
      await mutateAsync({ code, status });
      toast.success(
        t("code.changed", { code, status: t(status === "active" ? "code.active" : "code.inactive") }),
      );
    } catch {
      toast.error(t("code.failed", { code }));
    }
  };
}
