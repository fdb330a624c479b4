import { toast } from "@medusajs/ui";
import { type Decision, type RewardRowJson, useDecide, useNoteAppeal } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { ReasonPrompt } from "../people/reason-prompt";
import { Verdict } from "./verdict";

interface DecisionPromptProps {
  readonly reward: RewardRowJson;
  readonly decision: Decision;
  close(): void;
}

const verbs = { approved: "approve", declined: "decline", upheld: "uphold", overturned: "overturn" } as const;
const isStale = (error: unknown) => (error as { status?: number }).status === 422;

/** One decision on one reward, with why it was flagged and the reason one gives. */
export function DecisionPrompt({ reward, decision, close }: DecisionPromptProps) {
  const { t, money } = usePeopleWords();
  const { mutateAsync } = useDecide();
  const value = money(reward.value);
  const pays = decision === "approved" || decision === "overturned";

  const decide = async (reason: string) => {
    try {
      const { reward: now } = await mutateAsync({ rewardId: reward.id, decision, reason });
      const isLost = now === null || now.state === "reversed" || (pays && now.state === "declined");
      if (isLost) toast.warning(t("decide.takenBack"));
      else toast.success(t(`decide.done.${decision}`));
      return true;
    } catch (error) {
      if (!isStale(error)) toast.error(t("decide.failed"));
      else toast.warning(t("decide.stale"));
      return isStale(error);
    }
  };

  return (
    <ReasonPrompt
      title={t(`decide.${decision}`, { value })}
      text={t(`decide.${decision}Text`)}
      confirm={t(`reviews.${verbs[decision]}`)}
      isDanger={!pays}
      decide={decide}
      close={close}
    >
      {reward.said && <Verdict said={reward.said} />}
    </ReasonPrompt>
  );
}

/** Notes what an advocate wrote against a decline. */
export function AppealPrompt({ reward, close }: Omit<DecisionPromptProps, "decision">) {
  const { t } = usePeopleWords();
  const { mutateAsync } = useNoteAppeal();
  const note = async (reason: string) => {
    try {
      await mutateAsync({ rewardId: reward.id, reason });
      toast.success(t("decide.appealDone"));
      return true;
    } catch (error) {
      if (!isStale(error)) toast.error(t("decide.failed"));
      else toast.warning(t("decide.stale"));
      return isStale(error);
    }
  };
  return (
    <ReasonPrompt
      title={t("decide.appeal")}
      text={t("decide.appealText")}
      confirm={t("decide.note")}
      reasonLabel={t("decide.appealReason")}
      decide={note}
      close={close}
    />
  );
}
