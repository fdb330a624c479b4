import type { RewardJson } from "../queries";
import { useInsightWords } from "../use-insight-words";
import { useWords } from "../use-words";
import { CodeText } from "./code-text";
import { ReviewHistory } from "./review-history";
import { RewardBadge } from "./state-badges";

/** A reward: how much, in which state, when, and the code it is given as once it is out. */
export function RewardLine({ reward }: { reward: RewardJson }) {
  const { t, date } = useWords();
  // Points have no currency that a browser could write.
  const { money } = useInsightWords();
  return (
    <div className="flex min-w-0 flex-col gap-y-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-ui-fg-base">{money(reward.value)}</span>
        <RewardBadge state={reward.state} />
      </div>
      <span>{when()}</span>
      {reward.review && <ReviewHistory review={reward.review} />}
      {reward.issuedAt && <CodeText muted={reward.state === "reversed"}>{reward.code}</CodeText>}
    </div>
  );

  function when(): string {
    if (reward.state === "pending" && reward.review?.state === "open") return t("reward.waits");
    if (reward.state === "pending") return t("reward.unlocks", { date: date(reward.dueAt) });
    if (reward.state === "issued" && reward.issuedAt) {
      return t("reward.issuedOn", { date: date(reward.issuedAt) });
    }
    if (reward.state === "reversed" && reward.reversedAt) {
      const used = reward.usedBeforeReversal;
      const ending = used === null ? "reversedOn" : used ? "reversedUsed" : "reversedUnused";
      return t(`reward.${ending}`, { date: date(reward.reversedAt) });
    }
    if (reward.state === "declined" && reward.declined) return t(`reward.declinedFor.${reward.declined}`);
    if (reward.state === "redeemed") return t("reward.redeemedNow");
    if (reward.state === "expired") return t("reward.expiredOn");
    return t("reward.beingIssued");
  }
}
