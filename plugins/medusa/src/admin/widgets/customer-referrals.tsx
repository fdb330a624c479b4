import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminCustomer, DetailWidgetProps } from "@medusajs/framework/types";
import { Text } from "@medusajs/ui";
import { Link } from "react-router-dom";
import { CopyLink } from "../components/copy-link";
import { BalanceLines } from "../components/people/balance-lines";
import { FriendLine } from "../components/people/friend-line";
import { QrImage } from "../components/people/qr-image";
import { RewardLine } from "../components/reward-line";
import { Line, Note, Section } from "../components/section";
import { useCustomerReferrals } from "../queries";
import { usePeopleWords } from "../use-people-words";
import { useWords } from "../use-words";

/** Beside a customer: their link, the friends they sent and what they earned. */
export default function CustomerReferrals({ data: customer }: DetailWidgetProps<AdminCustomer>) {
  const { t } = useWords();
  const people = usePeopleWords();
  const query = useCustomerReferrals(customer.id);
  const advocate = query.data?.advocate;
  return (
    <Section
      heading={t("customer.heading")}
      aside={
        <Link
          to={advocate ? `/referrals/advocates/${advocate.participantId}` : "/referrals/list"}
          className="txt-compact-small text-ui-fg-interactive hover:underline"
        >
          {advocate ? people.t("advocate.see") : t("customer.all")}
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
        <QrImage link={advocate.link} />
        <Text size="small" className="text-ui-fg-subtle">
          {t("customer.counts", { shares, clicks, friends: qualified })}
        </Text>
      </div>
      <BalanceLines participantId={advocate.participantId} />
      {referrals.length === 0 && <Note>{t("customer.noFriends")}</Note>}
      {referrals.map((referral) => (
        <FriendLine key={referral.id} referral={referral} people={people} />
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
