import { Badge, Button, Container, Heading, Table, Text } from "@medusajs/ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import { type Decision, type RewardRowJson, useReviewQueue } from "../../people-queries";
import type { People } from "../../queries";
import { usePeopleWords } from "../../use-people-words";
import { useStaffNames } from "../../use-staff-names";
import { useTableState } from "../../use-table-state";
import { useWords } from "../../use-words";
import { EmptyView } from "../empty-view";
import { ErrorView } from "../error-view";
import { PersonLink } from "../person-link";
import { DecisionPrompt } from "./decision-prompt";
import { QueueLoading } from "./queue-loading";
import { Verdict } from "./verdict";

const pageSize = 20;

/** What waits for a person: each with its score, why it was flagged, and the two answers. */
export function ReviewQueue() {
  const { t, locale } = usePeopleWords();
  const { footer } = useWords();
  const { offset, table } = useTableState({ filters: [], order: "" });
  const query = useReviewQueue({ limit: pageSize, offset, locale });
  const [asked, ask] = useState<{ reward: RewardRowJson; decision: Decision } | null>(null);
  const { rows = [], count = 0, people = {} } = query.data ?? {};
  const nameOf = useStaffNames(rows.flatMap(({ review }) => review?.decision?.by ?? []));
  const pageIndex = Math.floor(offset / pageSize);
  const pageCount = Math.ceil(count / pageSize);
  const turn = (by: number) => table.pagination.onPaginationChange({ pageIndex: pageIndex + by, pageSize });
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading>{t("menu.reviews")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("reviews.intro")}
        </Text>
      </div>
      {query.isPending && <QueueLoading />}
      {query.isError && <ErrorView retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && (
        <EmptyView heading={t("reviews.empty")} next={t("reviews.emptyNext")} />
      )}
      {!query.isError &&
        rows.map((reward) => (
          <ReviewItem
            key={reward.id}
            reward={reward}
            people={people}
            nameOf={nameOf}
            decide={(decision) => ask({ reward, decision })}
          />
        ))}
      {!query.isError && pageCount > 1 && (
        <Table.Pagination
          count={count}
          pageSize={pageSize}
          pageIndex={pageIndex}
          pageCount={pageCount}
          canPreviousPage={pageIndex > 0}
          canNextPage={pageIndex < pageCount - 1}
          previousPage={() => turn(-1)}
          nextPage={() => turn(1)}
          translations={footer}
        />
      )}
      {asked && <DecisionPrompt {...asked} close={() => ask(null)} />}
    </Container>
  );
}

interface ReviewItemProps {
  readonly reward: RewardRowJson;
  readonly people: People;
  nameOf(staffId: string): string;
  decide(decision: Decision): void;
}

function ReviewItem({ reward, people, nameOf, decide }: ReviewItemProps) {
  const { t, money, date } = usePeopleWords();
  const { review, verdict, said } = reward;
  const appeal = review?.appealState === "asked" ? review.appeal : null;
  const order = people[reward.orderId];
  return (
    <section className="flex flex-col gap-4 px-6 py-4 md:flex-row md:items-start md:justify-between">
      <div className="flex min-w-0 flex-1 flex-col gap-y-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Text size="small" leading="compact" weight="plus">
            {money(reward.value)}
          </Text>
          {verdict && (
            <Badge size="2xsmall" color={verdict.score >= 70 ? "red" : "orange"}>
              {t("reviews.score", { score: verdict.score })}
            </Badge>
          )}
          <span className="txt-compact-small text-ui-fg-muted">
            {review && t("reviews.since", { date: date(appeal?.at ?? review.openedAt) })}
          </span>
        </div>
        <div className="txt-compact-small grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-y-1">
            <span className="text-ui-fg-muted">{t("rewards.for")}</span>
            <PersonLink people={people} orderId={reward.firstOrderId} />
          </div>
          {order && (
            <div className="flex min-w-0 flex-col gap-y-1">
              <Link to={`/orders/${reward.orderId}`} className="text-ui-fg-muted hover:underline">
                {t("reviews.friendOrder")} #{order.displayId}
              </Link>
              <PersonLink people={people} orderId={reward.orderId} />
            </div>
          )}
        </div>
        {said && <Verdict said={said} />}
        {review?.decision && (
          <Quote
            label={t("reviews.declinedBecause", { name: nameOf(review.decision.by) })}
            text={review.decision.reason}
          />
        )}
        {appeal && <Quote label={t("reviews.appeal")} text={appeal.reason} />}
      </div>
      <div className="flex shrink-0 gap-x-2">
        <Button size="small" variant="secondary" onClick={() => decide(appeal ? "upheld" : "declined")}>
          {t(appeal ? "reviews.uphold" : "reviews.decline")}
        </Button>
        <Button size="small" onClick={() => decide(appeal ? "overturned" : "approved")}>
          {t(appeal ? "reviews.overturn" : "reviews.approve")}
        </Button>
      </div>
    </section>
  );
}

function Quote({ label, text }: { label: string; text: string }) {
  return (
    <p className="txt-small m-0 text-pretty text-ui-fg-subtle">
      {label} <q className="text-ui-fg-base">{text}</q>
    </p>
  );
}
