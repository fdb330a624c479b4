import { InformationCircle } from "@medusajs/icons";
import { Text, Tooltip } from "@medusajs/ui";
import type { FigureJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { ChangeText } from "./change-text";
import { useSaidFigure } from "./figure-value";

const shown: FigureJson["name"][] = [
  "advocates",
  "shareRate",
  "clicks",
  "conversionRate",
  "friends",
  "referralRate",
  "referredRevenue",
  "rewardLiability",
];

/** The figures one looks at first, each with its change and what it means. */
export function FigureTiles({ figures }: { figures: readonly FigureJson[] }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg bg-ui-border-base lg:grid-cols-4">
      {shown.flatMap((name) => {
        const figure = figures.find((each) => each.name === name);
        return figure === undefined ? [] : [<Tile key={name} figure={figure} />];
      })}
    </dl>
  );
}

function Tile({ figure }: { figure: FigureJson }) {
  const { t } = useInsightWords();
  const say = useSaidFigure();
  const name = t(`measure.${figure.name}.name`);
  return (
    <div className="flex min-w-0 flex-col gap-y-1 bg-ui-bg-base px-4 py-4 md:px-6">
      <dt className="flex items-center gap-x-1">
        <Text size="small" leading="compact" className="truncate text-ui-fg-subtle">
          {name}
        </Text>
        <Tooltip content={t(`measure.${figure.name}.means`)}>
          <button
            type="button"
            aria-label={t("figure.explain", { name })}
            className="shrink-0 cursor-help rounded-full text-ui-fg-muted outline-none focus-visible:shadow-borders-focus"
          >
            <InformationCircle />
          </button>
        </Tooltip>
      </dt>
      {say(figure).map((line) => (
        <dd key={line.key} className="m-0 flex flex-col gap-y-1">
          <span className="truncate font-medium text-ui-fg-base text-xl tabular-nums" title={line.now}>
            {line.now}
          </span>
          <span className="flex flex-wrap items-center gap-x-2">
            <ChangeText {...line} />
            <span className="txt-compact-small text-ui-fg-muted">
              {line.before === t("figure.nothing")
                ? t("overview.noneBefore")
                : t("overview.before", { value: line.before })}
            </span>
          </span>
        </dd>
      ))}
    </div>
  );
}
