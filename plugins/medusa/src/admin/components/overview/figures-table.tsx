import { Container, Heading, Table, Text } from "@medusajs/ui";
import type { FigureJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { ChangeText } from "./change-text";
import { useSaidFigure } from "./figure-value";

/** Every figure with what it means. */
export function FiguresTable({ figures }: { figures: readonly FigureJson[] }) {
  const { t } = useInsightWords();
  const say = useSaidFigure();
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("figure.heading")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("figure.intro")}
        </Text>
      </div>
      <div className="overflow-x-auto">
        <Table>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("figure.name")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right">{t("figure.now")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right max-md:hidden">{t("figure.before")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right max-md:hidden">{t("figure.change")}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {figures.flatMap((figure) =>
              say(figure).map((line, place) => (
                <Table.Row key={`${figure.name} ${line.key}`} className="[&_td]:py-2">
                  <Table.Cell className="h-auto max-w-md whitespace-normal">
                    {place === 0 && (
                      <div className="flex flex-col py-1">
                        <span className="text-ui-fg-base">{t(`measure.${figure.name}.name`)}</span>
                        <span className="text-balance text-ui-fg-muted text-xs leading-5">
                          {t(`measure.${figure.name}.means`)}
                        </span>
                      </div>
                    )}
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap text-right text-ui-fg-base tabular-nums">
                    {line.now}
                    <span className="block md:hidden">
                      <ChangeText {...line} />
                    </span>
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap text-right tabular-nums max-md:hidden">
                    {line.before}
                  </Table.Cell>
                  <Table.Cell className="text-right max-md:hidden">
                    <ChangeText {...line} />
                  </Table.Cell>
                </Table.Row>
              )),
            )}
          </Table.Body>
        </Table>
      </div>
    </Container>
  );
}
