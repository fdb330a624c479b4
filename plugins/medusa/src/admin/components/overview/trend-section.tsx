import { Button, Container, Heading, Select, Table } from "@medusajs/ui";
import { useState } from "react";
import type { TrendDayJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { TrendChart } from "./trend-chart";

const series = [
  "clicks",
  "enrolled",
  "shares",
  "claims",
  "ordered",
  "qualified",
  "referredOrders",
  "orders",
] as const satisfies (keyof TrendDayJson)[];
export type Series = (typeof series)[number];

/** One count by day as a chart, and all of them as a table. */
export function TrendSection({ days }: { days: readonly TrendDayJson[] }) {
  const { t } = useInsightWords();
  // To begin with something that there is.
  const [chosen, setChosen] = useState<Series>(
    () => series.find((name) => days.some((row) => row[name] > 0)) ?? "clicks",
  );
  const [isTable, setIsTable] = useState(false);
  return (
    <Container className="flex flex-col divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <Heading level="h2">{t("trend.heading")}</Heading>
        <div className="flex items-center gap-x-2">
          {!isTable && (
            <Select size="small" value={chosen} onValueChange={(to) => setChosen(to as Series)}>
              <Select.Trigger aria-label={t("trend.series")} className="w-44">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                {series.map((name) => (
                  <Select.Item key={name} value={name}>
                    {t(`trend.${name}`)}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          )}
          <Button size="small" variant="secondary" onClick={() => setIsTable(!isTable)}>
            {t(isTable ? "trend.showChart" : "trend.showTable")}
          </Button>
        </div>
      </div>
      {isTable ? <DaysTable days={days} /> : <TrendChart days={days} series={chosen} />}
    </Container>
  );
}

function DaysTable({ days }: { days: readonly TrendDayJson[] }) {
  const { t, day, number } = useInsightWords();
  return (
    // Reached by the keyboard, as it scrolls by itself.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
    <section className="max-h-96 overflow-auto" tabIndex={0} aria-label={t("trend.heading")}>
      <Table>
        <Table.Header className="sticky top-0 bg-ui-bg-base">
          <Table.Row>
            <Table.HeaderCell>{t("trend.day")}</Table.HeaderCell>
            {series.map((name) => (
              <Table.HeaderCell key={name} className="whitespace-nowrap text-right">
                {t(`trend.${name}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {[...days].reverse().map((row) => (
            <Table.Row key={row.day}>
              <Table.Cell className="whitespace-nowrap">{day(row.day)}</Table.Cell>
              {series.map((name) => (
                <Table.Cell key={name} className="text-right tabular-nums">
                  {number(row[name])}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  );
}
