import { Button, Container, Heading, Table, Text, toast, usePrompt } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { InsightWords } from "../../i18n/insight/en";
import { type DeadLetterJson, type QueueJson, useDeadLetters, useReplay } from "../../insight-queries";
import type { People } from "../../queries";
import { useInsightWords } from "../../use-insight-words";
import { ErrorView } from "../error-view";
import { Note } from "../section";

/** What failed for good, with its reason, to be put back: one by one or all. */
export function DeadLettersSection({ queues }: { queues: readonly QueueJson[] }) {
  const { t } = useInsightWords();
  const failed = queues.filter(({ dead }) => dead > 0);
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("dead.heading")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("dead.intro")}
        </Text>
      </div>
      {failed.length === 0 && <Note>{t("dead.none")}</Note>}
      {failed.map((queue) => (
        <DeadLetters key={queue.name} queue={queue} />
      ))}
    </Container>
  );
}

function DeadLetters({ queue: { name, dead } }: { queue: QueueJson }) {
  const { t } = useInsightWords();
  const query = useDeadLetters(name, dead);
  const { replay, isReplaying } = useReplayed(name, dead);
  if (query.isError) return <ErrorView retry={() => query.refetch()} />;
  const rows = query.data?.rows ?? [];
  return (
    <div>
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Text size="small" leading="compact" weight="plus">
          {t(`dead.${name}`)} ({dead})
        </Text>
        <Button size="small" variant="secondary" disabled={isReplaying} onClick={() => void replay()}>
          {t("dead.replayAll")}
        </Button>
      </div>
      <div className="overflow-x-auto">
        <Table className="min-w-[640px]">
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("dead.what")}</Table.HeaderCell>
              <Table.HeaderCell>{t("dead.about")}</Table.HeaderCell>
              <Table.HeaderCell>{t("dead.reason")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right">{t("dead.tries")}</Table.HeaderCell>
              <Table.HeaderCell>{t("dead.since")}</Table.HeaderCell>
              <Table.HeaderCell />
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((letter) => (
              <DeadLetter
                key={letter.id}
                letter={letter}
                people={query.data?.people ?? {}}
                isReplaying={isReplaying}
                replay={() => void replay(letter.id)}
              />
            ))}
          </Table.Body>
        </Table>
      </div>
      {query.data && query.data.count > rows.length && (
        <Note>{t("dead.more", { count: query.data.count - rows.length })}</Note>
      )}
    </div>
  );
}

interface DeadLetterProps {
  readonly letter: DeadLetterJson;
  readonly people: People;
  readonly isReplaying: boolean;
  replay(): void;
}

function DeadLetter({ letter, people, isReplaying, replay }: DeadLetterProps) {
  const { t, moment } = useInsightWords();
  const { orderId } = letter;
  // A refund's event names how much: `order.refunded:1500`.
  const kind = letter.kind.split(":")[0] as keyof InsightWords["dead"]["kind"];
  return (
    <Table.Row>
      <Table.Cell className="whitespace-nowrap text-ui-fg-base">
        {t(`dead.kind.${kind}`, { defaultValue: letter.kind })}
      </Table.Cell>
      <Table.Cell className="max-w-40 truncate">
        {orderId ? (
          <Link to={`/orders/${orderId}`} className="text-ui-fg-base hover:underline">
            {t("dead.order", { number: people[orderId] ? `#${people[orderId].displayId}` : orderId })}
          </Link>
        ) : (
          <span className="font-mono text-xs" title={letter.key}>
            {letter.rewardId ?? letter.key}
          </span>
        )}
      </Table.Cell>
      <Table.Cell className="max-w-sm whitespace-normal break-words py-2 font-mono text-xs">
        {letter.error}
      </Table.Cell>
      <Table.Cell className="text-right tabular-nums">{letter.attempts}</Table.Cell>
      <Table.Cell className="whitespace-nowrap">{moment(letter.lastDueAt)}</Table.Cell>
      <Table.Cell className="text-right">
        <Button size="small" variant="transparent" disabled={isReplaying} onClick={replay}>
          {t("dead.replay")}
        </Button>
      </Table.Cell>
    </Table.Row>
  );
}

/** Puts one back at once, and all after asking. */
function useReplayed(queue: QueueJson["name"], dead: number) {
  const { t } = useInsightWords();
  const { mutateAsync, isPending } = useReplay();
  const ask = usePrompt();
  const replay = async (id?: string) => {
    const isSure =
      id !== undefined ||
      (await ask({
        variant: "confirmation",
        title: t("dead.question", { count: dead }),
        description: t("dead.questionText"),
        confirmText: t("dead.replayAll"),
        cancelText: t("dead.cancel"),
      }));
    if (!isSure) return;
    try {
      const { replayed } = await mutateAsync(id === undefined ? { queue, all: true } : { queue, ids: [id] });
      toast.success(t("dead.replayed", { count: replayed }));
    } catch {
      toast.error(t("dead.failed"));
    }
  };
  return { replay, isReplaying: isPending };
}
