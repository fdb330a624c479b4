import { Container, Heading, Text } from "@medusajs/ui";
import type { FunnelRowJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";

/** From advocates to friends whose order counts, each step as a bar. */
export function FunnelSection({ rows }: { rows: readonly FunnelRowJson[] }) {
  const { t, number, percent } = useInsightWords();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("funnel.heading")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("funnel.intro")}
        </Text>
      </div>
      <ol className="flex flex-col gap-y-4 px-6 py-4">
        {rows.map(({ step, count, before, ofAbove }) => (
          <li key={step} className="flex flex-col gap-y-1">
            <div className="txt-compact-small flex items-baseline justify-between gap-x-4">
              <span className="text-ui-fg-subtle">{t(`funnel.${step}`)}</span>
              <span className="font-medium text-ui-fg-base tabular-nums">{number(count)}</span>
            </div>
            <div aria-hidden className="h-2 overflow-hidden rounded-full bg-ui-bg-component">
              <div
                className="h-full rounded-full bg-ui-fg-interactive"
                style={{ width: `${(count / most) * 100}%` }}
              />
            </div>
            <div className="flex items-baseline justify-between gap-x-4 text-ui-fg-muted text-xs">
              <span>{ofAbove === null ? "" : t("funnel.ofAbove", { part: percent(ofAbove) })}</span>
              <span className="tabular-nums">{t("funnel.before", { count: before })}</span>
            </div>
          </li>
        ))}
      </ol>
    </Container>
  );
}
