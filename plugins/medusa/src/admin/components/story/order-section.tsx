import { Container, Heading, StatusBadge, Table } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { StoryJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { useWords } from "../../use-words";
import { CodeText } from "../code-text";
import { PersonLink } from "../person-link";

type Order = StoryJson["orders"][number];
type Candidate = Order["attribution"]["candidates"][number];

const colors = { none: "grey", waiting: "blue", qualified: "green", rejected: "orange" } as const;

/** An order with everybody who may have sent its buyer: who was decided for, and why the others were not. */
export function OrderSection({ order, story }: { order: Order; story: StoryJson }) {
  const { t, money, moment } = useInsightWords();
  const { t: say } = useWords();
  const { value, currency, attribution } = order;
  return (
    <Container className="divide-y p-0">
      <div className="flex items-start justify-between gap-x-4 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h2">
            <Link to={`/orders/${order.orderId}`} className="hover:underline">
              {t("story.order", { number: `#${order.displayId}` })}
            </Link>
          </Heading>
          <span className="txt-compact-small text-ui-fg-subtle">
            {moment(order.placedAt)} · {money({ amount: value, currency })}
          </span>
          {/* The referral says already why its own order was rejected. */}
          {order.reasons.length > 0 && order.orderId !== story.referral?.orderId && (
            <p className="txt-small m-0 text-pretty text-ui-fg-subtle">
              {order.reasons.map((reason) => say(`reason.${reason}`)).join(" ")}
            </p>
          )}
        </div>
        <StatusBadge color={colors[order.verdict]}>{t(`story.verdict.${order.verdict}`)}</StatusBadge>
      </div>
      <div className="overflow-x-auto">
        <Table className="min-w-[560px]">
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("story.evidence")}</Table.HeaderCell>
              <Table.HeaderCell>{t("story.advocate")}</Table.HeaderCell>
              <Table.HeaderCell>{t("story.when")}</Table.HeaderCell>
              <Table.HeaderCell>{t("story.outcome")}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {attribution.candidates.map((candidate) => (
              <Table.Row key={`${candidate.kind} ${candidate.code} ${candidate.touchedAt}`}>
                <Table.Cell className="whitespace-nowrap">{t(`story.kind.${candidate.kind}`)}</Table.Cell>
                <Table.Cell>
                  <Who candidate={candidate} story={story} />
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap">{moment(candidate.touchedAt)}</Table.Cell>
                <Table.Cell>
                  {candidate.lost === null ? (
                    <StatusBadge color="green">{t("story.won")}</StatusBadge>
                  ) : (
                    t(`story.lost.${candidate.lost}`)
                  )}
                  {candidate.note && <span className="block text-ui-fg-muted">“{candidate.note}”</span>}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Container>
  );
}

function Who({ candidate, story }: { candidate: Candidate; story: StoryJson }) {
  const person = story.considered.find(({ participantId }) => participantId === candidate.advocateId);
  return (
    <span className="flex flex-col py-2">
      {person && <PersonLink people={story.people} orderId={person.firstOrderId} narrow />}
      {candidate.code && <CodeText muted={candidate.lost !== null && !person}>{candidate.code}</CodeText>}
    </span>
  );
}
