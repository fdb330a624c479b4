import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Button, Container, Heading, Skeleton, Table, Text } from "@medusajs/ui";
import { useState } from "react";
import { Link, useNavigate } from "react-router-dom";
import { ErrorView } from "../../../components/error-view";
import { ProgramBadge, useRuns } from "../../../components/programs/program-badge";
import { ProgramForm } from "../../../components/programs/program-form";
import { definitionOf, usePrograms } from "../../../program-queries";
import { useInsightWords } from "../../../use-insight-words";

/** Every program of the shop, and the way to a new one. */
export default function ProgramsPage() {
  const { t } = useInsightWords();
  const navigate = useNavigate();
  const runs = useRuns();
  const query = usePrograms();
  const [isCreating, setCreating] = useState(false);
  const programs = query.data?.programs ?? [];
  const model = programs.find(({ state }) => state === "live") ?? programs[0];
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-6 py-4">
        <div className="min-w-0 flex-1 basis-64">
          <Heading>{t("program.heading")}</Heading>
          <Text size="small" className="text-pretty text-ui-fg-subtle">
            {t("program.intro")}
          </Text>
        </div>
        {model && (
          <Button size="small" variant="secondary" onClick={() => setCreating(true)}>
            {t("program.create")}
          </Button>
        )}
      </div>
      {query.isPending && (
        <div aria-busy className="flex flex-col gap-y-4 px-6 py-6">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
        </div>
      )}
      {query.isError && <ErrorView retry={() => query.refetch()} />}
      {programs.length > 0 && (
        <div className="overflow-x-auto">
          <Table className="min-w-[560px]">
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("program.id")}</Table.HeaderCell>
                <Table.HeaderCell>{t("program.state")}</Table.HeaderCell>
                <Table.HeaderCell>{t("program.runs")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("program.version")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {programs.map(({ program, state }) => (
                <Table.Row
                  key={program.id}
                  className="cursor-pointer"
                  onClick={() => navigate(`/referrals/programs/${program.id}`)}
                >
                  <Table.Cell>
                    <Link
                      to={`/referrals/programs/${program.id}`}
                      className="font-mono text-ui-fg-base text-xs hover:underline"
                      onClick={(event) => event.stopPropagation()}
                    >
                      {program.id}
                    </Link>
                  </Table.Cell>
                  <Table.Cell>
                    <ProgramBadge state={state} />
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{runs(program)}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{program.version}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {isCreating && model && (
        <ProgramForm base={definitionOf(model.program)} isNew close={() => setCreating(false)} />
      )}
    </Container>
  );
}

export const config = defineRouteConfig({
  label: "menu.programs",
  translationNs: "goodwordInsight",
  rank: 25,
});

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.programs");
}
