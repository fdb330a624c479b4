import { Button, Input, Label, Prompt, toast } from "@medusajs/ui";
import { type FormEvent, useId, useState } from "react";
import type { PeopleWords } from "../../i18n/people/en";
import { useRename } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { focusFirstField } from "./focus-first-field";

interface VanityPromptProps {
  readonly participantId: string;
  readonly programId: string;
  readonly code: string;
  close(): void;
}

type Problem = keyof PeopleWords["advocate"]["problem"];

/** Gives an advocate a code of the merchant's choice; what is wrong with one is said beside it. */
export function VanityPrompt({ participantId, programId, code: before, close }: VanityPromptProps) {
  const { t } = usePeopleWords();
  const id = useId();
  const { mutateAsync, isPending } = useRename();
  const [code, setCode] = useState(before);
  const [problem, setProblem] = useState<Problem | null>(null);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const answer = await mutateAsync({ participantId, programId, code });
      if (answer.problem !== null) return setProblem(answer.problem.code as Problem);
      toast.success(t("advocate.renamed", { code: answer.code ?? code }));
      close();
    } catch {
      toast.error(t("decide.failed"));
    }
  };

  return (
    <Prompt open onOpenChange={(isOpen) => !isOpen && !isPending && close()}>
      <Prompt.Content onOpenAutoFocus={focusFirstField}>
        <form onSubmit={(event) => void save(event)}>
          <Prompt.Header>
            <Prompt.Title>{t("advocate.renameTitle")}</Prompt.Title>
            <Prompt.Description>{t("advocate.renameText")}</Prompt.Description>
          </Prompt.Header>
          <div className="flex flex-col gap-y-2 px-6 pt-4">
            <Label size="small" weight="plus" htmlFor={id}>
              {t("advocate.newCode")}
            </Label>
            <Input
              id={id}
              value={code}
              maxLength={60}
              autoComplete="off"
              spellCheck={false}
              className="font-mono uppercase"
              aria-invalid={problem !== null}
              aria-describedby={problem ? `${id}-problem` : undefined}
              onChange={(event) => {
                setCode(event.target.value);
                setProblem(null);
              }}
            />
            {problem && (
              <span id={`${id}-problem`} role="alert" className="txt-small text-ui-fg-error">
                {t(`advocate.problem.${problem}`)}
              </span>
            )}
          </div>
          <Prompt.Footer>
            <Prompt.Cancel type="button" disabled={isPending}>
              {t("decide.cancel")}
            </Prompt.Cancel>
            <Button type="submit" size="small" disabled={code.trim() === before} isLoading={isPending}>
              {t("advocate.save")}
            </Button>
          </Prompt.Footer>
        </form>
      </Prompt.Content>
    </Prompt>
  );
}
