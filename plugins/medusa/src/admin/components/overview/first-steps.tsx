import { Button, Container, Heading, Text } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { InsightWords } from "../../i18n/insight/en";
import { useInsightWords } from "../../use-insight-words";

/** What to do before there is anything to count. */
export function FirstSteps() {
  const { t } = useInsightWords();
  const steps = t("empty.steps", { returnObjects: true }) as InsightWords["empty"]["steps"];
  return (
    <Container className="flex flex-col items-center gap-y-4 px-6 py-16 text-center">
      <div className="flex flex-col gap-y-1">
        <Heading level="h2">{t("empty.heading")}</Heading>
        <Text size="small" className="max-w-md text-balance text-ui-fg-subtle">
          {t("empty.next")}
        </Text>
      </div>
      <ol className="flex max-w-md flex-col gap-y-2 text-left">
        {steps.map((step, place) => (
          <li key={step} className="txt-small flex gap-x-3 text-ui-fg-subtle">
            <span
              aria-hidden
              className="flex size-5 shrink-0 items-center justify-center rounded-full border border-ui-border-base bg-ui-bg-subtle text-ui-fg-base text-xs"
            >
              {place + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <Button size="small" variant="secondary" asChild>
        <Link to="/settings/goodword">{t("empty.settings")}</Link>
      </Button>
    </Container>
  );
}
