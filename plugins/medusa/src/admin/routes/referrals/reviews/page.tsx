import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ReviewQueue } from "../../../components/reviews/review-queue";
import { usePeopleWords } from "../../../use-people-words";

export default ReviewQueue;

export const config = defineRouteConfig({ label: "menu.reviews", translationNs: "goodwordPeople", rank: 40 });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return usePeopleWords().t("menu.reviews");
}
