import { Alert, Button, Container, Heading, Text } from "@medusajs/ui";
import { useState } from "react";
import { Link, useParams } from "react-router-dom";
import { EmptyView } from "../../../../components/empty-view";
import { ProgramBadge, useRuns } from "../../../../components/programs/program-badge";
import { ProgramForm } from "../../../../components/programs/program-form";
import { ProgramMenu } from "../../../../components/programs/program-menu";
import { SimulationText } from "../../../../components/programs/simulation-text";
import { TermsList } from "../../../../components/programs/terms-list";
import { Line, Note, Section } from "../../../../components/section";
import { definitionOf, useLiability, useProgram } from "../../../../program-queries";
import { useInsightWords } from "../../../../use-insight-words";
import { usePeopleWords } from "../../../../use-people-words";

const parts = ["promised", "issued", "owed"] as const;

/** One program: what it promises, what it owes, its versions, and what can be done with it. */
export default function ProgramPage() {
  const { t } = useInsightWords();
  const runs = useRuns();
  const id = useParams().id ?? "";
  const query = useProgram(id);
  const [isEditing, setEditing] = useState(false);
  const listed = query.data?.program;
  if (!listed) {
    if (query.isError && (query.error as { status?: number }).status === 422) return <Unknown />;
    return (
      <Section heading={id} query={query}>
        {null}
      </Section>
    );
  }
  const { program, state, fromConfiguration, versions } = listed;
  const definition = definitionOf(program);
  return (
    <div className="flex flex-col gap-3 xl:flex-row xl:items-start">
      <div className="flex min-w-0 flex-1 flex-col gap-y-3">
        {fromConfiguration && <Alert variant="info">{t("program.configured")}</Alert>}
        <Container className="divide-y p-0">
          <div className="flex items-center justify-between gap-x-4 px-6 py-4">
            <div className="min-w-0">
              <Heading className="truncate">{program.id}</Heading>
              <Text size="small" className="text-ui-fg-subtle">
                {runs(program)}
              </Text>
            </div>
            <div className="flex items-center gap-x-2">
              <ProgramBadge state={state} />
              <ProgramMenu listed={listed} edit={() => setEditing(true)} />
            </div>
          </div>
        </Container>
        <Container className="divide-y p-0">
          <div className="px-6 py-4">
            <Heading level="h2">{t("program.terms")}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {t("program.inLanguage")}
            </Text>
          </div>
          <div className="flex flex-col gap-y-4 px-6 py-4">
            <TermsList definition={definition} />
            <SimulationText definition={definition} />
          </div>
        </Container>
      </div>
      <div className="flex w-full shrink-0 flex-col gap-y-3 xl:max-w-[360px]">
        <Owed id={program.id} />
        <Container className="divide-y p-0">
          <div className="px-6 py-4">
            <Heading level="h2">{t("program.versions")}</Heading>
          </div>
          {versions.map((version) => (
            <details key={version.version} className="px-6 py-4">
              <summary className="txt-compact-small cursor-pointer text-ui-fg-subtle">
                {t("program.versionLine", { version: version.version })}
              </summary>
              <div className="pt-3">
                <TermsList definition={definitionOf(version)} />
              </div>
            </details>
          ))}
        </Container>
      </div>
      {isEditing && <ProgramForm base={definition} isNew={false} close={() => setEditing(false)} />}
    </div>
  );
}

function Owed({ id }: { id: string }) {
  const { t, money } = useInsightWords();
  const { t: say } = usePeopleWords();
  const query = useLiability(id);
  const lines = (query.data?.liability ?? []).flatMap(({ currency, ...amounts }) =>
    parts
      .filter((part) => Number(amounts[part]) !== 0)
      .map((part) => say(`advocate.${part}`, { value: money({ amount: amounts[part], currency }) })),
  );
  return (
    <Section heading={t("program.owed")} query={query}>
      {lines.length === 0 ? (
        <Note>{t("program.nothingOwed")}</Note>
      ) : (
        <Line label={say("advocate.balance")}>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Line>
      )}
    </Section>
  );
}

function Unknown() {
  const { t } = useInsightWords();
  return (
    <Container className="flex flex-col items-center p-0 pb-16">
      <EmptyView heading={t("program.unknown")} next="" />
      <Button size="small" variant="secondary" asChild>
        <Link to="/referrals/programs">{t("program.back")}</Link>
      </Button>
    </Container>
  );
}

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useParams().id ?? "";
}
