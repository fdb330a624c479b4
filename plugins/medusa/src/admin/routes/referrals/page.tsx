import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Gift } from "@medusajs/icons";
import { Container, Heading, Tabs, Text } from "@medusajs/ui";
import { useSearchParams } from "react-router-dom";
import { AdvocatesTable } from "../../components/advocates-table";
import { ReferralsTable } from "../../components/referrals-table";
import { useWords } from "../../use-words";

/** Every referral and every advocate of the shop. */
export default function ReferralsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const tab = search.get("tab") === "advocates" ? "advocates" : "referrals";
  const choice = (
    <Tabs.List>
      <Tabs.Trigger value="referrals">{t("page.tabReferrals")}</Tabs.Trigger>
      <Tabs.Trigger value="advocates">{t("page.tabAdvocates")}</Tabs.Trigger>
    </Tabs.List>
  );
  return (
    <Container className="divide-y p-0">
      <Tabs
        className="divide-y"
        value={tab}
        onValueChange={(to) => setSearch(to === "advocates" ? { tab: to } : {})}
      >
        <div className="px-6 py-4">
          <Heading>{t("page.heading")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("page.intro")}
          </Text>
        </div>
        <Tabs.Content value="referrals">
          <ReferralsTable>{choice}</ReferralsTable>
        </Tabs.Content>
        <Tabs.Content value="advocates">
          <AdvocatesTable>{choice}</AdvocatesTable>
        </Tabs.Content>
      </Tabs>
    </Container>
  );
}

export const config = defineRouteConfig({ label: "menu", translationNs: "goodword", icon: Gift });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useWords().t("page.heading");
}
