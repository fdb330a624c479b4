import { Container, Heading } from "@medusajs/ui";
import type { StoryJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";
import { RewardLine } from "../reward-line";
import { Line, Note } from "../section";

/** What a referral earned, for either side. */
export function RewardsSection({ rewards }: Pick<StoryJson, "rewards">) {
  const { t } = useInsightWords();
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("story.rewards")}</Heading>
      </div>
      {rewards.length === 0 && <Note>{t("story.noRewards")}</Note>}
      {rewards.map((reward) => (
        <Line key={reward.id} label={t(`story.side.${reward.side}`)}>
          <RewardLine reward={reward} />
        </Line>
      ))}
    </Container>
  );
}
