import { defineRouteConfig } from "@medusajs/admin-sdk";
import { AdvocateList } from "../../../components/advocate-list";
import { useInsightWords } from "../../../use-insight-words";

export default AdvocateList;

export const config = defineRouteConfig({
  label: "menu.advocates",
  translationNs: "goodwordInsight",
  rank: 20,
});

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.advocates");
}
