import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ProposalQueue } from "../../../components/reviews/proposal-queue";
import { ReviewQueue } from "../../../components/reviews/review-queue";
import { usePeopleWords } from "../../../use-people-words";

/** What waits for a person: rewards that were flagged, and records that may be one person. */
export default function ReviewsPage() {
  return (
    <div className="flex flex-col gap-y-3">
      <ReviewQueue />
      <ProposalQueue />
    </div>
  );
}

export const config = defineRouteConfig({ label: "menu.reviews", translationNs: "goodwordPeople", rank: 40 });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return usePeopleWords().t("menu.reviews");
}
