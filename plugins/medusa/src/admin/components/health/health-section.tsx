import { StatusBadge } from "@medusajs/ui";
import type { HealthJson, QueueJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { Line, Section } from "../section";
import { HealthWarnings } from "./health-warnings";

const colors = { well: "green", late: "orange", dead: "red" } as const;

interface HealthSectionProps {
  readonly query: { readonly isPending: boolean; readonly isError: boolean; refetch(): unknown };
  readonly health: HealthJson | undefined;
}

/** What waits, how late it is, and how far orders were read. */
export function HealthSection({ query, health }: HealthSectionProps) {
  const { t, length } = useInsightWords();
  return (
    <Section
      heading={t("health.heading")}
      query={query}
      aside={
        health && (
          <StatusBadge color={colors[health.status]}>{t(`health.status.${health.status}`)}</StatusBadge>
        )
      }
    >
      <HealthWarnings warnings={health?.warnings ?? []} />
      {health?.queues.map((queue) => (
        <Line key={queue.name} label={t(`health.${queue.name}`)}>
          <QueueLine queue={queue} />
        </Line>
      ))}
      {health && (
        <>
          <Line label={t("health.reconciler")}>
            {health.reconciler.lagSeconds === null
              ? t("health.readNever")
              : t("health.readUntil", { lag: length(health.reconciler.lagSeconds) })}
          </Line>
          <Line label={t("health.lostClicks")}>
            {health.lostClicks === 0
              ? t("health.lostNone")
              : t("health.lostSome", { count: health.lostClicks })}
          </Line>
          <Line label={t("health.mail")}>{t(health.sendsMail ? "health.mailOn" : "health.mailOff")}</Line>
        </>
      )}
    </Section>
  );
}

function QueueLine({ queue }: { queue: QueueJson }) {
  const { t, length } = useInsightWords();
  const { due, waiting, retrying, lagSeconds } = queue;
  // One that failed may be due as well: then it is said twice rather than not at all.
  const planned = Math.max(0, waiting - due - retrying);
  const sentences = [
    due === 0 ? t("health.queueWell") : t("health.due", { due, lag: length(lagSeconds) }),
    ...(planned > 0 ? [t("health.planned", { count: planned })] : []),
    ...(retrying > 0 ? [t("health.retrying", { count: retrying })] : []),
  ];
  return <>{sentences.join(" ")}</>;
}
