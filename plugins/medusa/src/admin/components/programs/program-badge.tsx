import { StatusBadge } from "@medusajs/ui";
import type { ProgramState } from "../../program-queries";
import { useInsightWords } from "../../use-insight-words";

const colors = { draft: "grey", live: "green", paused: "orange", ended: "grey" } as const;

export function ProgramBadge({ state }: { state: ProgramState }) {
  return <StatusBadge color={colors[state]}>{useInsightWords().t(`program.${state}`)}</StatusBadge>;
}

/** From when until when, in words. */
export function useRuns() {
  const { t, day } = useInsightWords();
  return ({ startsAt, endsAt }: { startsAt?: string; endsAt?: string }): string => {
    const parts = [
      ...(startsAt ? [t("program.from", { day: day(startsAt.slice(0, 10)) })] : []),
      ...(endsAt ? [t("program.until", { day: day(endsAt.slice(0, 10)) })] : []),
    ];
    return parts.length > 0 ? parts.join(" ") : t("program.always");
  };
}
