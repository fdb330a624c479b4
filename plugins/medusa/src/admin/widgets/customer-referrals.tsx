import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types";
import { Text } from "@medusajs/ui";
import { Link } from "react-router-dom";
import { CopyLink } from "../components/copy-link";
import { PersonLink } from "../components/person-link";
import { RewardLine } from "../components/reward-line";
import { Line, Note, Section } from "../components/section";
import { ReferralBadge } from "../components/state-badges";
import { useCustomerReferrals } from "../queries";
import { useWords } from "../use-words";

/** Beside a customer: their link, the friends they sent and what they earned. */
export default function CustomerReferrals({ data: customer }: DetailWidgetProps<AdminCustomer>) {
  const { t } = useWords();
  const query = useCustomerReferrals(customer.id);
  return (
    <Section
      heading={t("customer.heading")}
      aside={
        <Link to="/referrals/list" className="txt-compact-small text-ui-fg-interactive hover:underline">
          {t("customer.all")}
        </Link>
      }
      query={query}
    >
      {query.data && <Advocate {...query.data} />}
    </Section>
  );
}

function Advocate({
  advocate,
  referrals,
  rewards,
  people,
}: NonNullable<ReturnType<typeof useCustomerReferrals>["data"]>) {
  const { t } = useWords();
  if (!advocate) return <Note>{t("customer.none")}</Note>;
  const { shares, clicks, qualified } = advocate;
  return (
    <>
      <div className="flex flex-col gap-y-2 px-6 py-4">
        <CopyLink link={advocate.link} />
        <Text size="small" className="text-ui-fg-subtle">
          {t("customer.counts", { shares, clicks, friends: qualified })}
        </Text>
      </div>
      {referrals.length === 0 && <Note>{t("customer.noFriends")}</Note>}
      {referrals.map((referral) => (
        <div key={referral.id} className="flex items-start justify-between gap-x-4 px-6 py-3">
          <div className="txt-compact-small min-w-0">
            {referral.orderId ? (
              <PersonLink people={people} orderId={referral.orderId} />
            ) : (
              <span className="text-ui-fg-muted">{t("notOrdered")}</span>
            )}
          </div>
          <div className="shrink-0">
            <ReferralBadge state={referral.state} reasons={referral.reasons} />
          </div>
        </div>
      ))}
      {rewards.map((reward) => (
        <Line key={reward.id} label={t("column.reward")}>
          <RewardLine reward={reward} />
        </Line>
      ))}
    </>
  );
}

export const config = defineWidgetConfig({
  zone: "customer.details.side.after",
  id: "goodword-customer-referrals",
});
