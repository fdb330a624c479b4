import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ReferralList } from "../../../components/referral-list";
import { useInsightWords } from "../../../use-insight-words";

export default ReferralList;

export const config = defineRouteConfig({ label: "menu.list", translationNs: "goodwordInsight", rank: 10 });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.list");
}
