import { StatusBadge, Tooltip } from "@medusajs/ui";
import type { ReferralJson, RewardJson } from "../queries";
import { useWords } from "../use-words";

const referralColors = {
  clicked: "grey",
  claimed: "grey",
  converted: "blue",
  qualified: "green",
  rejected: "orange",
  reversed: "red",
} as const satisfies Record<ReferralJson["state"], string>;

const rewardColors = {
  pending: "grey",
  approved: "blue",
  issued: "green",
  redeemed: "green",
  declined: "orange",
  reversed: "red",
  expired: "grey",
} as const satisfies Record<RewardJson["state"], string>;

/** A referral's state; the reasons of a rejection are said on hover and focus. */
export function ReferralBadge({ state, reasons }: Pick<ReferralJson, "state" | "reasons">) {
  const { t } = useWords();
  const badge = <StatusBadge color={referralColors[state]}>{t(`state.${state}`)}</StatusBadge>;
  if (reasons.length === 0) return badge;
  const said = reasons.map((reason) => t(`reason.${reason}`)).join(" ");
  return (
    <Tooltip content={said}>
      {/* A button, so that the reason is reachable without a mouse. */}
      <button type="button" className="cursor-help">
        {badge}
      </button>
    </Tooltip>
  );
}

export function RewardBadge({ state }: Pick<RewardJson, "state">) {
  const { t } = useWords();
  return <StatusBadge color={rewardColors[state]}>{t(`reward.${state}`)}</StatusBadge>;
}
