import {
  Badge,
  Container,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  useDataTable,
} from "@medusajs/ui";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { type Decision, type RewardRowJson, useRewardList } from "../../people-queries";
import type { People } from "../../queries";
import { useInsightWords } from "../../use-insight-words";
import { useOnlyPerson } from "../../use-only-person";
import { usePeopleWords } from "../../use-people-words";
import { pageSize, useTableState } from "../../use-table-state";
import { useWords } from "../../use-words";
import { clickedRow } from "../clicked-row";
import { CodeText } from "../code-text";
import { ErrorView } from "../error-view";
import { ListTable } from "../list-table";
import { PersonLink } from "../person-link";
import { AppealPrompt, DecisionPrompt } from "../reviews/decision-prompt";
import { RewardBadge } from "../state-badges";

const columns = createDataTableColumnHelper<RewardRowJson>();
const filters = createDataTableFilterHelper<RewardRowJson>();
const states: RewardRowJson["state"][] = [
  "pending",
  "approved",
  "issued",
  "redeemed",
  "declined",
  "reversed",
  "expired",
];

type Asked = { readonly reward: RewardRowJson; readonly act: Decision | "appeal" };

const isOpen = ({ state, review }: RewardRowJson) => state === "pending" && review?.state === "open";
const isAppealed = ({ state, review }: RewardRowJson) =>
  state === "declined" && review?.appealState === "asked";
const mayBeAppealed = ({ state, review }: RewardRowJson) =>
  state === "declined" && review?.state === "declined" && review.appealState === "none";

/** Every reward; one that waits for a person is decided from its row. */
export function RewardList() {
  const { t: say, locale } = usePeopleWords();
  const { t } = useWords();
  const insight = useInsightWords();
  const navigate = useNavigate();
  const state = useTableState({ filters: ["state"], order: "-createdAt" });
  const only = useOnlyPerson(state.person);
  const [asked, ask] = useState<Asked | null>(null);
  const open = (participantId: string) => navigate(`/referrals/advocates/${participantId}`);
  const query = useRewardList({
    limit: pageSize,
    offset: state.offset,
    locale,
    search: state.search,
    state: state.filter("state"),
    participantId: state.person,
    order: state.order,
  });
  const table = useDataTable({
    data: query.data?.rows ?? [],
    rowCount: query.data?.count ?? 0,
    columns: useColumns(query.data?.people ?? {}, ask, open),
    getRowId: (row) => row.id,
    isLoading: query.isPending,
    filters: [
      filters.accessor("state", {
        type: "radio",
        label: insight.t("table.state"),
        options: states.map((value) => ({ value, label: t(`reward.${value}`) })),
      }),
    ],
    ...state.table,
    onRowClick: (_, row) => open(clickedRow(row).participantId),
  });
  return (
    <Container className="divide-y p-0">
      {query.isError ? (
        <ErrorView retry={() => query.refetch()} />
      ) : (
        <ListTable
          instance={table}
          heading={say("menu.rewards")}
          searchLabel={say("rewards.search")}
          empty={{ heading: say("rewards.empty"), next: say("rewards.emptyNext") }}
          isNarrowed={state.isNarrowed}
          only={only === null ? null : { label: only, showAll: state.showAll }}
        />
      )}
      {asked?.act === "appeal" && <AppealPrompt reward={asked.reward} close={() => ask(null)} />}
      {asked && asked.act !== "appeal" && (
        <DecisionPrompt reward={asked.reward} decision={asked.act} close={() => ask(null)} />
      )}
    </Container>
  );
}

function useColumns(people: People, ask: (asked: Asked) => void, open: (participantId: string) => void) {
  const { t, money, date } = usePeopleWords();
  const { t: words } = useWords();
  const { t: table } = useInsightWords();
  return [
    columns.display({
      id: "for",
      header: t("rewards.for"),
      cell: ({ row }) => <PersonLink people={people} orderId={row.original.firstOrderId} narrow />,
    }),
    columns.display({
      id: "value",
      header: t("rewards.value"),
      cell: ({ row }) => (
        <span className="whitespace-nowrap text-ui-fg-base">{money(row.original.value)}</span>
      ),
    }),
    columns.accessor("state", {
      header: words("column.state"),
      cell: ({ row: { original } }) => (
        <span className="flex items-center gap-x-2">
          <RewardBadge state={original.state} />
          {isOpen(original) && <Badge size="2xsmall">{t("rewards.inReview")}</Badge>}
          {isAppealed(original) && <Badge size="2xsmall">{t("rewards.appealed")}</Badge>}
        </span>
      ),
    }),
    columns.accessor("orderId", {
      header: t("rewards.earnedBy"),
      cell: ({ row: { original } }) =>
        people[original.orderId] ? (
          <Link
            to={`/orders/${original.orderId}`}
            className="whitespace-nowrap text-ui-fg-base hover:underline"
            onClick={(event) => event.stopPropagation()}
          >
            {t("rewards.orderOf", { number: `#${people[original.orderId]?.displayId}` })}
          </Link>
        ) : (
          <span className="whitespace-nowrap text-ui-fg-muted">{t("rewards.noOrder")}</span>
        ),
    }),
    columns.accessor("code", {
      header: words("column.code"),
      cell: ({ row: { original } }) =>
        original.issuedAt && <CodeText muted={original.state === "reversed"}>{original.code}</CodeText>,
    }),
    columns.accessor("createdAt", {
      header: t("rewards.created"),
      enableSorting: true,
      sortAscLabel: table("table.oldest"),
      sortDescLabel: table("table.newest"),
      cell: ({ getValue }) => <span className="whitespace-nowrap">{date(getValue())}</span>,
    }),
    columns.action({
      actions: ({ row: { original: reward } }) => {
        const act = (label: string, name: Asked["act"]) => ({
          label,
          onClick: () => ask({ reward, act: name }),
        });
        // Also the way to the advocate by the keyboard: a row as a whole is reached by the mouse only.
        const see = { label: t("advocate.see"), onClick: () => open(reward.participantId) };
        if (isOpen(reward)) {
          return [act(t("reviews.approve"), "approved"), act(t("reviews.decline"), "declined"), see];
        }
        if (isAppealed(reward)) {
          return [act(t("reviews.overturn"), "overturned"), act(t("reviews.uphold"), "upheld"), see];
        }
        if (reward.state === "pending" && reward.review === null) {
          return [act(t("reviews.decline"), "declined"), see];
        }
        return mayBeAppealed(reward) ? [act(t("rewards.noteAppeal"), "appeal"), see] : [see];
      },
    }),
  ];
}
