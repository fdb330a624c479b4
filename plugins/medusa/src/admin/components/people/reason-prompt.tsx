import { Button, Label, Prompt, Textarea } from "@medusajs/ui";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { usePeopleWords } from "../../use-people-words";
import { focusFirstField } from "./focus-first-field";

interface ReasonPromptProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly isDanger?: boolean;
  /** What is asked for, where it is not a reason. */
  readonly reasonLabel?: string;
  /** Characters; 500 by default. */
  readonly longest?: number;
  /** Above the reason: what is decided on, or what else is to be filled in. */
  readonly children?: ReactNode;
  /** Whether what else is to be filled in is. */
  readonly isReady?: boolean;
  /** Answers whether the prompt is done with; it stays open with what was typed else. */
  decide(reason: string): Promise<boolean>;
  close(): void;
}

/** Asks for a decision and its reason; the focus stays in it until it is closed. */
export function ReasonPrompt(props: ReasonPromptProps) {
  const { title, text, confirm, isDanger = false, isReady = true, children, decide, close } = props;
  const { t } = usePeopleWords();
  const id = useId();
  const [reason, setReason] = useState("");
  const [isDeciding, setDeciding] = useState(false);
  const canDecide = isReady && reason.trim() !== "" && !isDeciding;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!canDecide) return;
    setDeciding(true);
    const isDone = await decide(reason.trim());
    setDeciding(false);
    if (isDone) close();
  };

  return (
    <Prompt open onOpenChange={(isOpen) => !isOpen && !isDeciding && close()}>
      <Prompt.Content className="max-h-[90vh] overflow-y-auto" onOpenAutoFocus={focusFirstField}>
        <form onSubmit={(event) => void submit(event)}>
          <Prompt.Header>
            <Prompt.Title>{title}</Prompt.Title>
            <Prompt.Description>{text}</Prompt.Description>
          </Prompt.Header>
          <div className="flex flex-col gap-y-4 px-6 pt-4">
            {children}
            <div className="flex flex-col gap-y-2">
              <Label size="small" weight="plus" htmlFor={id}>
                {props.reasonLabel ?? t("decide.reason")}
              </Label>
              <Textarea
                id={id}
                rows={3}
                maxLength={props.longest ?? 500}
                value={reason}
                aria-describedby={`${id}-hint`}
                onChange={(event) => setReason(event.target.value)}
              />
              {!props.reasonLabel && (
                <span id={`${id}-hint`} className="txt-compact-xsmall text-ui-fg-muted">
                  {t("decide.reasonHint")}
                </span>
              )}
            </div>
          </div>
          <Prompt.Footer>
            <Prompt.Cancel type="button" disabled={isDeciding}>
              {t("decide.cancel")}
            </Prompt.Cancel>
            <Button
              type="submit"
              size="small"
              variant={isDanger ? "danger" : "primary"}
              disabled={!canDecide}
              isLoading={isDeciding}
            >
              {confirm}
            </Button>
          </Prompt.Footer>
        </form>
      </Prompt.Content>
    </Prompt>
  );
}
