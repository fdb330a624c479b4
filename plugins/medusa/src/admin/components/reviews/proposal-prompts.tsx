import { toast, usePrompt } from "@medusajs/ui";
import {
  type PersonDecision,
  type ProposalJson,
  useAskPerson,
  useDecideProposal,
} from "../../one-person-queries";
import type { People } from "../../queries";
import { usePeopleWords } from "../../use-people-words";
import { ReasonPrompt } from "../people/reason-prompt";
import { PersonLink } from "../person-link";
import { ProposalReasons } from "./proposal-reasons";

interface ProposalPromptProps {
  readonly proposal: ProposalJson;
  readonly decision: PersonDecision;
  readonly people: People;
  close(): void;
}

/** Whoever was known first stands first. */
export function inOrder(people: ProposalJson["people"]): ProposalJson["people"] {
  return [...people].sort((a, b) => (a.enrolledAt < b.enrolledAt ? -1 : 1));
}

/** Staff say whether two records are one person. */
export function ProposalPrompt({ proposal, decision, people, close }: ProposalPromptProps) {
  const { t } = usePeopleWords();
  const { mutateAsync } = useDecideProposal();
  const decide = async (reason: string) => {
    try {
      const { decided } = await mutateAsync({ proposalId: proposal.id, decision, reason });
      if (decided) toast.success(t(`onePerson.done.${decision}`));
      else toast.warning(t("onePerson.refused.decided"));
      return true;
    } catch {
      toast.error(t("decide.failed"));
      return false;
    }
  };
  return (
    <ReasonPrompt
      title={t(`onePerson.${decision}Title`)}
      text={t(`onePerson.${decision}Text`)}
      confirm={t(`onePerson.${decision}`)}
      decide={decide}
      close={close}
    >
      <div className="txt-compact-small grid grid-cols-1 gap-x-4 gap-y-2 sm:grid-cols-2">
        {inOrder(proposal.people).map(({ participantId, firstOrderId }) => (
          <PersonLink key={participantId} people={people} orderId={firstOrderId} />
        ))}
      </div>
      <ProposalReasons reasons={proposal.reasons} />
    </ReasonPrompt>
  );
}

/** Has a person asked by mail, after staff said that they mean it. */
export function useAsk() {
  const { t } = usePeopleWords();
  const ask = usePrompt();
  const { mutateAsync, isPending } = useAskPerson();
  const askPerson = async ({ id, request }: Pick<ProposalJson, "id" | "request">) => {
    const isSure = await ask({
      variant: "confirmation",
      title: t("onePerson.askTitle"),
      description: [t("onePerson.askText"), request && t("onePerson.askAgainText")].filter(Boolean).join(" "),
      confirmText: t(request ? "onePerson.askAgain" : "onePerson.ask"),
      cancelText: t("onePerson.cancel"),
    });
    if (!isSure) return;
    try {
      const { refusal } = await mutateAsync({ proposalId: id });
      if (refusal === null) toast.success(t("onePerson.done.ask"));
      else toast.warning(t(`onePerson.refused.${refusal}`));
    } catch {
      toast.error(t("decide.failed"));
    }
  };
  return { askPerson, isAsking: isPending };
}
