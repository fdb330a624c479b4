import { Container, Heading } from "@medusajs/ui";
import type { StoryJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { useWords } from "../../use-words";
import { CodeText } from "../code-text";
import { PersonLink } from "../person-link";
import { Line } from "../section";
import { ReferralBadge } from "../state-badges";

interface ReferralSectionProps {
  readonly referral: NonNullable<StoryJson["referral"]>;
  readonly story: StoryJson;
}

/** What a referral is and what became of it. */
export function ReferralSection({ referral, story: { people } }: ReferralSectionProps) {
  const { t } = useInsightWords();
  const { t: say } = useWords();
  const { moment } = useInsightWords();
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading className="flex min-w-0 flex-wrap items-center gap-x-2">
          {t("story.heading")} <CodeText>{referral.code}</CodeText>
        </Heading>
        <ReferralBadge state={referral.state} reasons={[]} />
      </div>
      <Line label={t("story.began")}>
        {t(`story.source.${referral.source}`)}
        <span className="block text-ui-fg-muted">{moment(referral.claimedAt)}</span>
      </Line>
      <Line label={t("story.friend")}>
        {referral.orderId ? (
          <PersonLink people={people} orderId={referral.orderId} />
        ) : (
          <span className="text-ui-fg-muted">{say("notOrdered")}</span>
        )}
      </Line>
      <Line label={t("story.result")}>
        {referral.reasons.length > 0
          ? referral.reasons.map((reason) => say(`reason.${reason}`)).join(" ")
          : t(`story.${outcomeOf(referral.state)}`)}
      </Line>
      <Line label={t("story.program")}>
        {t("story.version", { program: referral.programId, version: referral.programVersion })}
      </Line>
    </Container>
  );
}

function outcomeOf(state: ReferralSectionProps["referral"]["state"]) {
  if (state === "clicked" || state === "claimed") return "open";
  if (state === "converted" || state === "rejected") return "waiting";
  return state;
}
