import { Button, toast } from "@medusajs/ui";
import { useState } from "react";
import { type MergeJson, useUndoMerge } from "../../one-person-queries";
import type { People } from "../../queries";
import { usePeopleWords } from "../../use-people-words";
import { useStaffNames } from "../../use-staff-names";
import { Acts } from "../acts";
import { PersonLink } from "../person-link";
import { Section } from "../section";
import { ReasonPrompt } from "./reason-prompt";

/** Who decided where the person did, by link and number. */
const person = "person";
/** Its page has been read by then. */
const known = { isPending: false, isError: false, refetch: () => undefined };

interface MergesSectionProps {
  readonly merges: readonly MergeJson[];
  readonly people: People;
}

/** The records that were made one with this one, each with who, when and why, and the way back. */
export function MergesSection({ merges, people }: MergesSectionProps) {
  const { t, date } = usePeopleWords();
  const nameOf = useStaffNames(
    merges
      .flatMap(({ decision, undone }) => [decision.by, undone?.by ?? person])
      .filter((by) => by !== person),
  );
  const [undoing, undo] = useState<MergeJson | null>(null);
  if (merges.length === 0) return null;
  return (
    <Section heading={t("onePerson.merges")} query={known}>
      {merges.map((merge) => {
        const { id, decision, firstOrderId, undone } = merge;
        const acts = [
          { ...decision, said: "joined" as const },
          ...(undone ? [{ ...undone, said: "taken" as const }] : []),
        ];
        return (
          <div key={id} className="txt-compact-small flex flex-col gap-y-3 px-6 py-4 text-ui-fg-subtle">
            <div className="flex items-start justify-between gap-x-4">
              <PersonLink people={people} orderId={firstOrderId} />
              {undone === null && (
                <Button size="small" variant="secondary" onClick={() => undo(merge)}>
                  {t("onePerson.undo")}
                </Button>
              )}
            </div>
            <Acts
              acts={acts.map(({ at, by, reason, said }) =>
                by === person
                  ? { at, said: t("onePerson.proved", { date: date(at) }) }
                  : { at, said: t(`onePerson.${said}`, { name: nameOf(by), date: date(at) }), reason },
              )}
            />
          </div>
        );
      })}
      {undoing && <UndoPrompt merge={undoing} close={() => undo(null)} />}
    </Section>
  );
}

function UndoPrompt({ merge, close }: { merge: MergeJson; close: () => void }) {
  const { t } = usePeopleWords();
  const { mutateAsync } = useUndoMerge();
  const decide = async (reason: string) => {
    try {
      const { undone, laterMergeId } = await mutateAsync({ mergeId: merge.id, reason });
      if (undone) toast.success(t("onePerson.undone"));
      else toast.warning(t(laterMergeId ? "onePerson.refused.merge-later" : "onePerson.refused.decided"));
      return true;
    } catch {
      toast.error(t("decide.failed"));
      return false;
    }
  };
  return (
    <ReasonPrompt
      title={t("onePerson.undoTitle")}
      text={t("onePerson.undoText")}
      confirm={t("onePerson.undo")}
      isDanger
      decide={decide}
      close={close}
    />
  );
}
