import {
  Container,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  useDataTable,
} from "@medusajs/ui";
import { Link, useNavigate } from "react-router-dom";
import { useReferralList } from "../insight-queries";
import type { People, ReferralJson } from "../queries";
import { useInsightWords } from "../use-insight-words";
import { useOnlyPerson } from "../use-only-person";
import { pageSize, useTableState } from "../use-table-state";
import { useWords } from "../use-words";
import { CodeText } from "./code-text";
import { ErrorView } from "./error-view";
import { ListTable } from "./list-table";
import { PersonLink } from "./person-link";
import { ReferralBadge, RewardBadge } from "./state-badges";

const columns = createDataTableColumnHelper<ReferralJson>();
const filters = createDataTableFilterHelper<ReferralJson>();
const states: ReferralJson["state"][] = ["claimed", "converted", "qualified", "rejected", "reversed"];

/** Every referral with its friend's order and its reward; a row leads to its story. */
export function ReferralList() {
  const { t } = useWords();
  const insight = useInsightWords();
  const navigate = useNavigate();
  const state = useTableState({ filters: ["state"], order: "-claimedAt" });
  const only = useOnlyPerson(state.person);
  const query = useReferralList({
    limit: pageSize,
    offset: state.offset,
    search: state.search,
    state: state.filter("state"),
    personId: state.person,
    order: state.order,
  });
  const table = useDataTable({
    data: query.data?.rows ?? [],
    rowCount: query.data?.count ?? 0,
    columns: useColumns(query.data?.people ?? {}),
    getRowId: (row) => row.id,
    isLoading: query.isPending,
    filters: [
      filters.accessor("state", {
        type: "radio",
        label: insight.t("table.state"),
        options: states.map((value) => ({ value, label: t(`state.${value}`) })),
      }),
    ],
    ...state.table,
    onRowClick: (_, { id }) => navigate(`/referrals/list/${id}`),
  });
  return (
    <Container className="divide-y p-0">
      {query.isError ? (
        <ErrorView retry={() => query.refetch()} />
      ) : (
        <ListTable
          instance={table}
          heading={insight.t("menu.list")}
          searchLabel={insight.t("table.searchReferrals")}
          empty={{ heading: t("empty.referrals"), next: t("empty.referralsNext") }}
          isNarrowed={state.isNarrowed}
          only={only === null ? null : { label: only, showAll: state.showAll }}
        />
      )}
    </Container>
  );
}

function useColumns(people: People) {
  const { t, date } = useWords();
  const { t: say, money } = useInsightWords();
  return [
    columns.display({
      id: "advocate",
      header: t("column.advocate"),
      cell: ({ row }) => <PersonLink people={people} orderId={row.original.advocateOrderId} narrow />,
    }),
    columns.accessor("code", {
      header: t("column.code"),
      // The link is for the keyboard: a row as a whole is reached by the mouse only.
      cell: ({ row: { original } }) => (
        <Link
          to={`/referrals/list/${original.id}`}
          className="hover:underline"
          title={say("table.story")}
          onClick={(event) => event.stopPropagation()}
        >
          <CodeText>{original.code}</CodeText>
        </Link>
      ),
    }),
    columns.display({
      id: "friend",
      header: t("column.friend"),
      cell: ({ row: { original } }) =>
        original.orderId ? (
          <PersonLink people={people} orderId={original.orderId} narrow />
        ) : (
          <span className="whitespace-nowrap text-ui-fg-muted">{t("notOrdered")}</span>
        ),
    }),
    columns.accessor("orderDisplayId", {
      header: t("column.order"),
      cell: ({ row: { original } }) =>
        original.orderId && (
          <Link
            to={`/orders/${original.orderId}`}
            className="text-ui-fg-base hover:underline"
            onClick={(event) => event.stopPropagation()}
          >
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
    columns.accessor("claimedAt", {
      header: say("table.began"),
      enableSorting: true,
      sortAscLabel: say("table.oldest"),
      sortDescLabel: say("table.newest"),
      cell: ({ getValue }) => <span className="whitespace-nowrap">{date(getValue())}</span>,
    }),
  ];
}
