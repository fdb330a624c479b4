import { defineRouteConfig } from "@medusajs/admin-sdk";
import { RewardsPage } from "../../../components/rewards/rewards-page";
import { usePeopleWords } from "../../../use-people-words";

export default RewardsPage;

export const config = defineRouteConfig({ label: "menu.rewards", translationNs: "goodwordPeople", rank: 30 });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return usePeopleWords().t("menu.rewards");
}
