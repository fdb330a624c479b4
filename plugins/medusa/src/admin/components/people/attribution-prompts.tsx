import { Input, Label, toast } from "@medusajs/ui";
import { useId, useState } from "react";
import type { PeopleWords } from "../../i18n/people/en";
import { useAssign, useRemove } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { ReasonPrompt } from "./reason-prompt";

interface AttributionPromptProps {
  readonly orderId: string;
  /** The order's referral as it is shown; a decision on another one is refused. */
  readonly seen: string | null;
  close(): void;
}

type Refusal = keyof PeopleWords["order"]["refused"];

/** Staff say who referred an order: by the advocate's code or whole address. */
export function AssignPrompt({ close, ...order }: AttributionPromptProps) {
  const { t } = usePeopleWords();
  const id = useId();
  const [who, setWho] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { mutateAsync } = useAssign();
  const assign = async (reason: string) => {
    try {
      const answer = await mutateAsync({ ...order, who, reason });
      if (answer.assigned) toast.success(t("order.assigned"));
      else setRefusal(answer.reason as Refusal);
      return answer.assigned;
    } catch {
      toast.error(t("decide.failed"));
      return false;
    }
  };
  return (
    <ReasonPrompt
      title={t("order.assignTitle")}
      text={t("order.assignText")}
      confirm={t("order.assign")}
      isReady={who.trim() !== ""}
      decide={assign}
      close={close}
    >
      <div className="flex flex-col gap-y-2">
        <Label size="small" weight="plus" htmlFor={id}>
          {t("order.who")}
        </Label>
        <Input
          id={id}
          value={who}
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={refusal !== null}
          aria-describedby={refusal ? `${id}-refusal` : undefined}
          onChange={(event) => {
            setWho(event.target.value);
            setRefusal(null);
          }}
        />
        {refusal && (
          <span id={`${id}-refusal`} role="alert" className="txt-small text-ui-fg-error">
            {t(`order.refused.${refusal}`)}
          </span>
        )}
      </div>
    </ReasonPrompt>
  );
}

/** Staff say that nobody referred an order. */
export function RemovePrompt({ close, ...order }: AttributionPromptProps) {
  const { t } = usePeopleWords();
  const { mutateAsync } = useRemove();
  const remove = async (reason: string) => {
    try {
      const { removed } = await mutateAsync({ ...order, reason });
      if (removed) toast.success(t("order.removed"));
      else toast.warning(t("order.refused.changed-meanwhile"));
      return true;
    } catch {
      toast.error(t("decide.failed"));
      return false;
    }
  };
  return (
    <ReasonPrompt
      title={t("order.removeTitle")}
      text={t("order.removeText")}
      confirm={t("order.remove")}
      isDanger
      decide={remove}
      close={close}
    />
  );
}
