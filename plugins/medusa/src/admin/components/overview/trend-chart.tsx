import { clx } from "@medusajs/ui";
import { useState } from "react";
import type { TrendDayJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { chartScale } from "./chart-scale";
import type { Series } from "./trend-section";

const height = 200;
/** Units of the drawing a day; it is stretched to the width there is. */
const slot = 10;

/** Bars by day in the dashboard's colours. What it shows is said in a sentence, and the table has every number. */
export function TrendChart({ days, series }: { days: readonly TrendDayJson[]; series: Series }) {
  const { t, day, number } = useInsightWords();
  const [at, setAt] = useState<number | null>(null);
  const counts = days.map((row) => row[series]);
  const most = Math.max(0, ...counts);
  const { top, lines } = chartScale(most);
  const yOf = (count: number) => height - (count / top) * height;
  const first = days[0]?.day ?? "";
  const last = days.at(-1)?.day ?? "";
  const short = { day: "numeric", month: "short" } as const;
  const marked = at === null ? undefined : days[at];
  const sentence = t("trend.chart", {
    series: t(`trend.${series}`),
    first: day(first),
    last: day(last),
    total: number(counts.reduce((sum, count) => sum + count, 0)),
    most: number(most),
  });
  return (
    <figure className="m-0 flex flex-1 flex-col gap-y-2 px-6 py-4">
      <figcaption className="txt-compact-small h-5 text-ui-fg-subtle" aria-hidden>
        {marked ? (
          <>
            {day(marked.day)}: <span className="text-ui-fg-base">{number(marked[series])}</span>
          </>
        ) : (
          t(`trend.${series}`)
        )}
      </figcaption>
      <div className="relative flex min-h-[200px] min-w-0 flex-1 gap-x-2">
        {most === 0 && (
          <span className="txt-small absolute inset-0 flex items-center justify-center text-ui-fg-muted">
            {t("trend.none")}
          </span>
        )}
        <div aria-hidden className="relative w-8 shrink-0 text-right text-ui-fg-muted text-xs tabular-nums">
          {lines.map((line) => (
            <span
              key={line}
              className="absolute right-0 -translate-y-1/2"
              style={{ top: `${(yOf(line) / height) * 100}%` }}
            >
              {number(line)}
            </span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={sentence}
          viewBox={`0 0 ${days.length * slot} ${height}`}
          preserveAspectRatio="none"
          className="h-auto min-h-[200px] w-0 min-w-0 flex-1 overflow-visible"
          onMouseLeave={() => setAt(null)}
        >
          {lines.map((line) => (
            <line
              key={line}
              x1={0}
              x2={days.length * slot}
              y1={yOf(line)}
              y2={yOf(line)}
              vectorEffect="non-scaling-stroke"
              className="stroke-ui-border-base"
            />
          ))}
          {days.map((row, place) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: the mouse finds a day; who has none reads the table
            <g key={row.day} onMouseEnter={() => setAt(place)}>
              <rect x={place * slot} y={0} width={slot} height={height} className="fill-transparent" />
              <rect
                x={place * slot + slot * 0.15}
                width={slot * 0.7}
                y={yOf(row[series])}
                height={height - yOf(row[series])}
                className={clx(
                  "fill-ui-fg-interactive transition-opacity",
                  at !== null && at !== place && "opacity-40",
                )}
              />
            </g>
          ))}
        </svg>
      </div>
      <div aria-hidden className="flex justify-between pl-10 text-ui-fg-muted text-xs">
        <span>{day(first, short)}</span>
        <span>{day(last, short)}</span>
      </div>
    </figure>
  );
}
