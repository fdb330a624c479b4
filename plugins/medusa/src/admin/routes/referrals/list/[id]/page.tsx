import { Container } from "@medusajs/ui";
import { Link, useParams } from "react-router-dom";
import { EmptyView } from "../../../../components/empty-view";
import { Section } from "../../../../components/section";
import { AdvocateSection } from "../../../../components/story/advocate-section";
import { OrderSection } from "../../../../components/story/order-section";
import { ReferralSection } from "../../../../components/story/referral-section";
import { RewardsSection } from "../../../../components/story/rewards-section";
import { useReferralStory } from "../../../../insight-queries";
import { useInsightWords } from "../../../../use-insight-words";

/** One referral: how it came about, who else was considered and why they lost, and what it earned. */
export default function ReferralStoryPage() {
  const { t } = useInsightWords();
  const query = useReferralStory(useParams().id ?? "");
  const story = query.data;
  if (!story) {
    return (
      <Section heading={t("story.heading")} query={query}>
        {null}
      </Section>
    );
  }
  if (!story.referral) {
    return (
      <Container className="flex flex-col items-center p-0 pb-16">
        <EmptyView heading={t("story.unknown")} next={t("story.unknownNext")} />
        <Link to="/referrals/list" className="txt-compact-small text-ui-fg-interactive hover:underline">
          {t("story.back")}
        </Link>
      </Container>
    );
  }
  return (
    <div className="flex flex-col gap-3 xl:flex-row xl:items-start">
      <div className="flex min-w-0 flex-1 flex-col gap-y-3">
        <ReferralSection referral={story.referral} story={story} />
        {story.orders.length === 0 && (
          <Container className="p-0">
            <EmptyView heading={t("story.considered")} next={t("story.noOrders")} />
          </Container>
        )}
        {story.orders.map((order) => (
          <OrderSection key={order.orderId} order={order} story={story} />
        ))}
      </div>
      <div className="flex w-full shrink-0 flex-col gap-y-3 xl:max-w-[360px]">
        {story.advocate && <AdvocateSection advocate={story.advocate} people={story.people} />}
        <RewardsSection rewards={story.rewards} />
      </div>
    </div>
  );
}

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("story.heading");
}
