import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types";
import { CodeText } from "../components/code-text";
import { CopyLink } from "../components/copy-link";
import { AttributionDetails } from "../components/people/attribution-details";
import { AttributionMenu } from "../components/people/attribution-menu";
import { PersonLink } from "../components/person-link";
import { RewardLine } from "../components/reward-line";
import { Line, Note, Section } from "../components/section";
import { ReferralBadge } from "../components/state-badges";
import { useOrderReferral } from "../queries";
import { useWords } from "../use-words";

/** Beside an order: who referred it, why it counts or does not, what it earned, and the buyer's own link. */
export default function OrderReferral({ data: order }: DetailWidgetProps<AdminOrder>) {
  const { t } = useWords();
  const query = useOrderReferral(order.id);
  const referral = query.data?.referral;
  return (
    <Section
      heading={t("order.heading")}
      aside={
        query.data && (
          <div className="flex items-center gap-x-2">
            {referral && <ReferralBadge state={referral.state} reasons={[]} />}
            <AttributionMenu orderId={order.id} seen={query.data.order?.referralId ?? null} />
          </div>
        )
      }
      query={query}
    >
      {query.data && <Explanation {...query.data} />}
    </Section>
  );
}

function Explanation({
  order,
  referral,
  rewards,
  buyer,
  people,
}: NonNullable<ReturnType<typeof useOrderReferral>["data"]>) {
  const { t, money } = useWords();
  const undue = order?.undueBenefit;
  const winner = order?.attribution.winner;
  const lost = order?.attribution.candidates[0]?.lost;
  if (!order) return <Note>{t("order.waiting")}</Note>;
  return (
    <>
      {referral ? (
        <>
          <Line label={t("order.referredBy")}>
            <PersonLink people={people} orderId={referral.advocateOrderId} />
            <CodeText>{referral.code}</CodeText>
          </Line>
          {winner && <Line label={t("order.why")}>{t(`why.${winner.kind}`)}</Line>}
          <Line label={t("order.result")}>
            {referral.reasons.length > 0
              ? referral.reasons.map((reason) => t(`reason.${reason}`)).join(" ")
              : t(referral.state === "reversed" ? "why.reversed" : "why.qualified")}
          </Line>
        </>
      ) : (
        <Note>{lost ? t(`why.lost.${lost}`) : t("order.nobody")}</Note>
      )}
      {undue && (
        <Line label={t("order.undue")}>{t(`order.undueBy.${undue.reason}`, { value: money(undue) })}</Line>
      )}
      <AttributionDetails order={order} referral={referral} />
      {rewards.map((reward) => (
        <Line key={reward.id} label={t("column.reward")}>
          <RewardLine reward={reward} />
        </Line>
      ))}
      {buyer && (
        <Line label={t("order.ownLink")}>
          <CopyLink link={buyer.link} />
        </Line>
      )}
    </>
  );
}

export const config = defineWidgetConfig({ zone: "order.details.side.after", id: "goodword-order-referral" });
