import type { ProposalJson } from "../../one-person-queries";
import { usePeopleWords } from "../../use-people-words";

/** Why two records look like one person. */
export function ProposalReasons({ reasons }: Pick<ProposalJson, "reasons">) {
  const { t } = usePeopleWords();
  return (
    <ul className="txt-small m-0 flex list-none flex-col gap-y-1 p-0 text-ui-fg-subtle">
      {reasons.map((reason) => (
        <li key={reason} className="text-pretty">
          {t(`onePerson.reason.${reason}`)}
        </li>
      ))}
    </ul>
  );
}
