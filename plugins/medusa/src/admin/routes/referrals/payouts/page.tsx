import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Container, Heading, Tabs, Text } from "@medusajs/ui";
import { useSearchParams } from "react-router-dom";
import { PayoutTable } from "../../../components/staff/payout-table";
import type { PayoutState } from "../../../staff-queries";
import { useInsightWords } from "../../../use-insight-words";

const states: readonly PayoutState[] = ["waiting", "exported", "paid"];

/** Rewards in money: to be exported, to be paid, and paid. */
export default function PayoutsPage() {
  const { t } = useInsightWords();
  const [params, setParams] = useSearchParams();
  const state = states.find((one) => one === params.get("state")) ?? "waiting";
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading>{t("payout.heading")}</Heading>
        <Text size="small" className="text-pretty text-ui-fg-subtle">
          {t("payout.intro")}
        </Text>
      </div>
      <Tabs value={state} onValueChange={(to) => setParams(to === "waiting" ? {} : { state: to })}>
        <div className="overflow-x-auto px-6 py-4">
          <Tabs.List>
            {states.map((one) => (
              <Tabs.Trigger key={one} value={one}>
                {t(`payout.${one}`)}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Content value={state}>
          <PayoutTable key={state} state={state} />
        </Tabs.Content>
      </Tabs>
    </Container>
  );
}

export const config = defineRouteConfig({
  label: "menu.payouts",
  translationNs: "goodwordInsight",
  rank: 40,
});

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.payouts");
}
