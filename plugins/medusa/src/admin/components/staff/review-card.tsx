import { Badge, Button, Container, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import { Link } from "react-router-dom";
import type { People } from "../../queries";
import { acts, type ReviewJson, useStaffAct } from "../../staff-queries";
import { useInsightWords } from "../../use-insight-words";
import { PersonLink } from "../person-link";
import { ActDrawer, useReasonField } from "./act-drawer";

type Decision = "approve" | "decline" | "overturn" | "uphold";

/** A reward that waits for a person: whose, for what, what was found, and the decision. */
export function ReviewCard({ reward, people }: { reward: ReviewJson; people: People }) {
  const { t, money, moment } = useInsightWords();
  const [asked, setAsked] = useState<Decision | null>(null);
  const isAppeal = reward.review?.appealState === "asked";
  const choices = isAppeal ? (["uphold", "overturn"] as const) : (["decline", "approve"] as const);
  const buyer = people[reward.orderId];
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-6 py-4">
        <div className="txt-compact-small flex min-w-0 flex-1 basis-60 flex-col gap-y-2 text-ui-fg-subtle">
          <PersonLink people={people} orderId={reward.firstOrderId} />
          <span className="flex flex-wrap items-center gap-x-2">
            {t("review.for", { reward: money(reward.value) })}
            {buyer ? (
              <>
                <span className="text-ui-fg-base">{buyer.name || buyer.email}</span>
                <Link
                  to={`/orders/${reward.orderId}`}
                  className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
                >
                  {t("review.order", { number: `#${buyer.displayId}` })}
                </Link>
              </>
            ) : (
              "–"
            )}
          </span>
          {reward.review && <span>{t("review.since", { moment: moment(reward.review.openedAt) })}</span>}
        </div>
        <div className="flex shrink-0 items-center gap-x-2">
          {choices.map((choice, place) => (
            <Button
              key={choice}
              size="small"
              variant={place === 0 ? "secondary" : "primary"}
              onClick={() => setAsked(choice)}
            >
              {t(`review.${choice}`)}
            </Button>
          ))}
        </div>
      </div>
      {isAppeal && reward.review?.appeal && (
        <div className="flex flex-col gap-y-1 bg-ui-bg-subtle px-6 py-4">
          <Text size="small" leading="compact" weight="plus">
            {t("review.appeal")}
          </Text>
          <Text size="small" className="whitespace-pre-line break-words text-ui-fg-subtle">
            {reward.review.appeal.reason}
          </Text>
        </div>
      )}
      {reward.said && (
        <div className="flex flex-col gap-y-3 px-6 py-4">
          <Text size="small" leading="compact" weight="plus">
            {t("review.found", { score: reward.verdict?.score ?? 0 })}
          </Text>
          <ul className="flex flex-col gap-y-2">
            {reward.said.signals.map((signal) => (
              <li key={signal.id} className="txt-compact-small flex items-start gap-x-2 text-ui-fg-subtle">
                <Badge size="2xsmall" className="shrink-0 tabular-nums">
                  {t("review.points", { points: signal.points })}
                </Badge>
                <span className="min-w-0 text-pretty">{signal.sentence}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {asked && <DecisionDrawer reward={reward} decision={asked} close={() => setAsked(null)} />}
    </Container>
  );
}

interface DecisionProps {
  readonly reward: ReviewJson;
  readonly decision: Decision;
  close(): void;
}

function DecisionDrawer({ reward: { id: rewardId }, decision, close }: DecisionProps) {
  const { t } = useInsightWords();
  const reasonField = useReasonField();
  const { mutateAsync } = useStaffAct(({ reason }: { reason: string }) => {
    switch (decision) {
      case "approve":
        return acts.review({ rewardId, decision: "approved", reason });
      case "decline":
        return acts.review({ rewardId, decision: "declined", reason });
      case "overturn":
        return acts.answerAppeal({ rewardId, decision: "overturned", reason });
      case "uphold":
        return acts.answerAppeal({ rewardId, decision: "upheld", reason });
    }
  });
  return (
    <ActDrawer
      title={t(`review.${decision}Title`)}
      text={t(`review.${decision}Text`)}
      fields={[reasonField]}
      confirm={t(`review.${decision}`)}
      isDangerous={decision === "decline"}
      close={close}
      act={async ({ reason = "" }) => {
        try {
          const { decided } = await mutateAsync({ reason });
          if (decided) toast.success(t("review.done"));
          else toast.warning(t("review.late"));
        } catch (error) {
          // Refused, as a colleague was faster: what they decided is shown next.
          if ((error as { status?: number }).status !== 422) throw error;
          toast.warning(t("review.late"));
        }
        return null;
      }}
    />
  );
}
