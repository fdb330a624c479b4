import {
  Badge,
  Container,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  useDataTable,
} from "@medusajs/ui";
import { useNavigate } from "react-router-dom";
import { useAdvocateList } from "../insight-queries";
import type { AdvocateJson, People } from "../queries";
import { useInsightWords } from "../use-insight-words";
import { useOnlyPerson } from "../use-only-person";
import { usePeopleWords } from "../use-people-words";
import { useSwitchCode } from "../use-switch-code";
import { pageSize, useTableState } from "../use-table-state";
import { useWords } from "../use-words";
import { clickedRow } from "./clicked-row";
import { CodeText } from "./code-text";
import { ErrorView } from "./error-view";
import { ListTable } from "./list-table";
import { PersonLink } from "./person-link";

const columns = createDataTableColumnHelper<AdvocateJson>();
const filters = createDataTableFilterHelper<AdvocateJson>();

/** Every advocate with what their code brought. */
export function AdvocateList() {
  const { t } = useWords();
  const insight = useInsightWords();
  const navigate = useNavigate();
  const state = useTableState({ filters: ["codeStatus"], order: "-enrolledAt" });
  const only = useOnlyPerson(state.person);
  const query = useAdvocateList({
    limit: pageSize,
    offset: state.offset,
    search: state.search,
    status: state.filter("codeStatus"),
    participantId: state.person,
    order: state.order,
  });
  const table = useDataTable({
    data: query.data?.rows ?? [],
    rowCount: query.data?.count ?? 0,
    columns: useColumns(query.data?.people ?? {}),
    // A person has a code for each program.
    getRowId: (row) => row.code,
    isLoading: query.isPending,
    filters: [
      filters.accessor("codeStatus", {
        type: "radio",
        label: insight.t("table.codeStatus"),
        options: (["active", "disabled"] as const).map((value) => ({
          value,
          label: insight.t(`table.${value}`),
        })),
      }),
    ],
    ...state.table,
    onRowClick: (_, row) => navigate(`/referrals/advocates/${clickedRow(row).participantId}`),
  });
  return (
    <Container className="divide-y p-0">
      {query.isError ? (
        <ErrorView retry={() => query.refetch()} />
      ) : (
        <ListTable
          instance={table}
          heading={insight.t("menu.advocates")}
          searchLabel={insight.t("table.searchAdvocates")}
          empty={{ heading: t("empty.advocates"), next: t("empty.advocatesNext") }}
          isNarrowed={state.isNarrowed}
          only={only === null ? null : { label: only, showAll: state.showAll }}
        />
      )}
    </Container>
  );
}

function useColumns(persons: People) {
  const people = usePeopleWords();
  const navigate = useNavigate();
  const { t, date } = useWords();
  const { t: say, money } = useInsightWords();
  const switchCode = useSwitchCode();
  const count = (name: "shares" | "clicks" | "claims", header: string) =>
    columns.accessor(name, {
      header,
      align: "right",
      cell: ({ getValue }) => <span className="tabular-nums">{getValue()}</span>,
    });
  return [
    columns.display({
      id: "advocate",
      header: t("column.advocate"),
      cell: ({ row }) => <PersonLink people={persons} orderId={row.original.firstOrderId} narrow />,
    }),
    columns.accessor("code", {
      header: t("column.code"),
      enableSorting: true,
      sortAscLabel: say("table.aToZ"),
      sortDescLabel: say("table.zToA"),
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
    columns.accessor("qualified", {
      header: t("column.friends"),
      align: "right",
      enableSorting: true,
      sortAscLabel: say("table.fewest"),
      sortDescLabel: say("table.most"),
      cell: ({ getValue }) => <span className="tabular-nums">{getValue()}</span>,
    }),
    columns.accessor("earned", {
      header: t("column.earned"),
      align: "right",
      cell: ({ row }) => (
        <span className="whitespace-nowrap">{row.original.earned.map(money).join(" · ") || "–"}</span>
      ),
    }),
    columns.accessor("enrolledAt", {
      header: t("column.since"),
      enableSorting: true,
      sortAscLabel: say("table.oldest"),
      sortDescLabel: say("table.newest"),
      cell: ({ getValue }) => <span className="whitespace-nowrap">{date(getValue())}</span>,
    }),
    columns.action({
      actions: ({ row: { original } }) => [
        {
          label: people.t("advocate.see"),
          onClick: () => navigate(`/referrals/advocates/${original.participantId}`),
        },
        {
          label: t(original.codeStatus === "active" ? "code.disable" : "code.enable"),
          onClick: () => void switchCode(original),
        },
      ],
    }),
  ];
}
