import { ArrowDownMini, ArrowUpMini } from "@medusajs/icons";
import { clx } from "@medusajs/ui";
import { useInsightWords } from "../../use-insight-words";
import type { SaidFigure } from "./figure-value";

const colors = {
  better: "text-ui-tag-green-text",
  worse: "text-ui-tag-red-text",
  even: "text-ui-fg-muted",
};

/** How a figure changed, by an arrow and a colour, and for who sees neither by a word. */
export function ChangeText({ change, tone, isUp }: Pick<SaidFigure, "change" | "tone" | "isUp">) {
  const { t } = useInsightWords();
  if (change === null) return null;
  if (tone === "even") return <span className="txt-compact-small text-ui-fg-muted">{change}</span>;
  const Arrow = isUp ? ArrowUpMini : ArrowDownMini;
  return (
    <span className={clx("txt-compact-small inline-flex items-center whitespace-nowrap", colors[tone])}>
      <Arrow aria-hidden />
      <span aria-hidden>{change}</span>
      <span className="sr-only">{t(isUp ? "overview.up" : "overview.down", { change })}</span>
    </span>
  );
}
