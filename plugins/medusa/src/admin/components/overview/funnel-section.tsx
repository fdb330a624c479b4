import { Container, Heading, Text } from "@medusajs/ui";
import type { FunnelRowJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";

/** Steps that count the same kind of thing: only these can be held against each other. */
const groups = [
  { name: "advocates", steps: ["enrolled", "shared"] },
  { name: "visits", steps: ["clicked"] },
  { name: "friends", steps: ["claimed", "ordered", "qualified"] },
] as const satisfies { name: string; steps: FunnelRowJson["step"][] }[];

/** From advocates over visits to friends whose order counts, each step as a bar beside its like. */
export function FunnelSection({ rows }: { rows: readonly FunnelRowJson[] }) {
  const { t } = useInsightWords();
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("funnel.heading")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("funnel.intro")}
        </Text>
      </div>
      {groups.map(({ name, steps }) => {
        const own = rows.filter(({ step }) => steps.some((each) => each === step));
        return (
          <div key={name} className="flex flex-col gap-y-3 px-6 py-4">
            <span className="text-ui-fg-muted text-xs">{t(`funnel.${name}`)}</span>
            <ol className="m-0 flex flex-col gap-y-3">
              {own.map((row) => (
                <Step key={row.step} row={row} most={own[0]?.count ?? 0} sharers={sharersIn(rows)} />
              ))}
            </ol>
          </div>
        );
      })}
    </Container>
  );
}

function sharersIn(rows: readonly FunnelRowJson[]): number {
  return rows.find(({ step }) => step === "shared")?.count ?? 0;
}

function Step({ row, most, sharers }: { row: FunnelRowJson; most: number; sharers: number }) {
  const { t, number, percent } = useInsightWords();
  const { step, count, before, ofAbove } = row;
  const aside =
    ofAbove !== null
      ? t("funnel.ofAbove", { part: percent(ofAbove) })
      : step === "clicked" && sharers > 0
        ? t("funnel.perSharer", { value: number(count / sharers, 1) })
        : "";
  return (
    <li className="flex flex-col gap-y-1">
      <div className="txt-compact-small flex items-baseline justify-between gap-x-4">
        <span className="text-ui-fg-subtle">{t(`funnel.${step}`)}</span>
        <span className="font-medium text-ui-fg-base tabular-nums">{number(count)}</span>
      </div>
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-ui-bg-component">
        <div
          className="h-full rounded-full bg-ui-fg-interactive"
          style={{ width: `${most === 0 ? 0 : (count / most) * 100}%` }}
        />
      </div>
      <div className="flex items-baseline justify-between gap-x-4 text-ui-fg-muted text-xs">
        <span>{aside}</span>
        <span className="tabular-nums">{t("overview.before", { value: number(before) })}</span>
      </div>
    </li>
  );
}
