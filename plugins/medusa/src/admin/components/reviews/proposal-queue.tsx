import { Button, Container, Heading, Table, Text } from "@medusajs/ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import {
  type PersonDecision,
  type ProposalJson,
  type ProposalPageJson,
  useProposals,
} from "../../one-person-queries";
import { usePeopleWords } from "../../use-people-words";
import { useStaffNames } from "../../use-staff-names";
import { useWords } from "../../use-words";
import { EmptyView } from "../empty-view";
import { ErrorView } from "../error-view";
import { PersonLink } from "../person-link";
import { inOrder, ProposalPrompt, useAsk } from "./proposal-prompts";
import { ProposalReasons } from "./proposal-reasons";
import { QueueLoading } from "./queue-loading";

const pageSize = 10;
const mostTimes = 3;

/** Records that may be one person, each with why, both people, and the three acts. */
export function ProposalQueue() {
  const { t } = usePeopleWords();
  const { footer } = useWords();
  const [pageIndex, turnTo] = useState(0);
  const query = useProposals({ limit: pageSize, offset: pageIndex * pageSize });
  const [asked, ask] = useState<{ proposal: ProposalJson; decision: PersonDecision } | null>(null);
  const { rows = [], count = 0, missing = [] } = query.data ?? {};
  const nameOf = useStaffNames(rows.flatMap(({ request }) => request?.askedBy ?? []));
  const pageCount = Math.ceil(count / pageSize);
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("onePerson.heading")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("onePerson.intro")}
        </Text>
        {rows.length > 0 && missing.length > 0 && (
          <Text size="small" className="mt-2 text-pretty text-ui-fg-subtle">
            {t("onePerson.missing", { needs: missing.map((need) => t(`onePerson.need.${need}`)).join(", ") })}
          </Text>
        )}
      </div>
      {query.isPending && <QueueLoading />}
      {query.isError && <ErrorView retry={() => query.refetch()} />}
      {query.data && rows.length === 0 && (
        <EmptyView heading={t("onePerson.empty")} next={t("onePerson.emptyNext")} />
      )}
      {!query.isError &&
        query.data &&
        rows.map((proposal) => (
          <ProposalItem
            key={proposal.id}
            proposal={proposal}
            people={query.data.people}
            canAsk={missing.length === 0}
            nameOf={nameOf}
            decide={(decision) => ask({ proposal, decision })}
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
          previousPage={() => turnTo(pageIndex - 1)}
          nextPage={() => turnTo(pageIndex + 1)}
          translations={footer}
        />
      )}
      {asked && query.data && (
        <ProposalPrompt {...asked} people={query.data.people} close={() => ask(null)} />
      )}
    </Container>
  );
}

interface ProposalItemProps {
  readonly proposal: ProposalJson;
  readonly people: ProposalPageJson["people"];
  readonly canAsk: boolean;
  nameOf(staffId: string): string;
  decide(decision: PersonDecision): void;
}

function ProposalItem({ proposal, people, canAsk, nameOf, decide }: ProposalItemProps) {
  const { t, date, moment } = usePeopleWords();
  const { askPerson, isAsking } = useAsk();
  const { request } = proposal;
  const order = people[proposal.orderId];
  const isEnough = request !== null && request.times >= mostTimes;
  return (
    <section className="flex flex-col gap-4 px-6 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <ProposalReasons reasons={proposal.reasons} />
        <span className="txt-compact-small text-ui-fg-muted">
          {t("reviews.since", { date: date(proposal.proposedAt) })}
        </span>
      </div>
      <div className="txt-compact-small grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">
        {inOrder(proposal.people).map(({ participantId, firstOrderId, enrolledAt, advocate }) => (
          <div key={participantId} className="flex min-w-0 flex-col gap-y-1">
            <span className="text-ui-fg-muted">{t("onePerson.known", { date: date(enrolledAt) })}</span>
            <PersonLink people={people} orderId={firstOrderId} />
            {advocate && (
              <Link
                to={`/referrals/advocates/${participantId}`}
                className="font-mono text-ui-fg-muted text-xs hover:underline"
              >
                {advocate.code}
              </Link>
            )}
          </div>
        ))}
      </div>
      <div className="txt-compact-small flex flex-col gap-y-1 text-ui-fg-muted">
        {order && (
          <Link to={`/orders/${proposal.orderId}`} className="hover:underline">
            {t("onePerson.order", { number: order.displayId })}
          </Link>
        )}
        {request && (
          <span className="text-pretty">
            {t(request.isOpen ? "onePerson.asked" : "onePerson.askedEnded", {
              name: nameOf(request.askedBy),
              date: date(request.askedAt),
              until: moment(request.expiresAt),
            })}
          </span>
        )}
        {isEnough && <span className="text-pretty">{t("onePerson.refused.asked-enough")}</span>}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="secondary" onClick={() => decide("separate")}>
          {t("onePerson.separate")}
        </Button>
        <Button size="small" variant="secondary" onClick={() => decide("merge")}>
          {t("onePerson.merge")}
        </Button>
        {canAsk && !isEnough && (
          <Button size="small" isLoading={isAsking} onClick={() => void askPerson(proposal)}>
            {t(request ? "onePerson.askAgain" : "onePerson.ask")}
          </Button>
        )}
      </div>
    </section>
  );
}
