import type { FigureJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";

/** More of it is no good news. */
const costs: ReadonlySet<FigureJson["name"]> = new Set([
  "rewardCost",
  "costPerAcquisition",
  "timeToFirstReferral",
  "rewardLiability",
]);

/** A figure in words: what it is now, what it was, and how it changed; a line for each currency of money. */
export interface SaidFigure {
  readonly key: string;
  readonly now: string;
  readonly before: string;
  readonly change: string | null;
  readonly tone: "better" | "worse" | "even";
  readonly isUp: boolean;
}

export function useSaidFigure() {
  const { t, number, percent, length, money } = useInsightWords();

  function plain(unit: Exclude<FigureJson["unit"], "money">, value: number | null): string {
    if (value === null) return t("figure.nothing");
    if (unit === "rate") return percent(value);
    if (unit === "duration") return length(value / 1000);
    return number(value, unit === "factor" ? 2 : 0);
  }

  function changed(name: FigureJson["name"], unit: FigureJson["unit"], change: number | null) {
    if (change === null) return { change: null, tone: "even", isUp: false } as const;
    if (change === 0) return { change: t("overview.unchanged"), tone: "even", isUp: false } as const;
    const isUp = change > 0;
    const size =
      unit === "rate"
        ? t("overview.percentagePoints", { value: number(Math.abs(change) * 100, 1) })
        : percent(Math.abs(change));
    return { change: size, tone: isUp === costs.has(name) ? "worse" : "better", isUp } as const;
  }

  return (figure: FigureJson): SaidFigure[] => {
    const { name, unit } = figure;
    if (unit !== "money") {
      return [
        {
          key: name,
          now: plain(unit, figure.now),
          before: plain(unit, figure.before),
          ...changed(name, unit, figure.change),
        },
      ];
    }
    const nothing = t("figure.nothing");
    const lines = figure.money.map(({ currency, now, before, change }) => ({
      key: currency,
      now: now === null ? nothing : money({ amount: now, currency }),
      before: before === null ? nothing : money({ amount: before, currency }),
      ...changed(name, unit, change),
    }));
    const none = {
      key: name,
      now: nothing,
      before: nothing,
      change: null,
      tone: "even",
      isUp: false,
    } as const;
    return lines.length > 0 ? lines : [none];
  };
}
