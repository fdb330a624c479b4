import type { RewardRowJson } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";

/** What speaks against a reward, the strongest first, each with its points. */
export function Verdict({ said }: { said: NonNullable<RewardRowJson["said"]> }) {
  const { t } = usePeopleWords();
  return (
    <ul className="txt-small m-0 flex list-none flex-col gap-y-1 p-0 text-ui-fg-subtle">
      {said.signals.map(({ id, points, sentence }) => (
        <li key={id} className="flex items-baseline justify-between gap-x-4">
          <span className="text-pretty">{sentence}</span>
          <span className="txt-compact-xsmall shrink-0 whitespace-nowrap text-ui-fg-muted tabular-nums">
            {t("reviews.points", { points })}
          </span>
        </li>
      ))}
    </ul>
  );
}
