import { defineRouteConfig } from "@medusajs/admin-sdk";
import { DeadLettersSection } from "../../../components/health/dead-letters-section";
import { HealthSection } from "../../../components/health/health-section";
import { OptionsSection } from "../../../components/health/options-section";
import { useHealth } from "../../../insight-queries";
import { useInsightWords } from "../../../use-insight-words";

const every = 15_000;

/** How Goodword does, what failed for good, and how it is set up. */
export default function SettingsPage() {
  const query = useHealth({ every });
  return (
    <div className="flex flex-col gap-y-3">
      <HealthSection query={query} health={query.data} />
      {query.data && <DeadLettersSection queues={query.data.queues} />}
      {query.data && <OptionsSection options={query.data.options} />}
    </div>
  );
}

export const config = defineRouteConfig({ label: "menu.settings", translationNs: "goodwordInsight" });

export const handle = { breadcrumb: () => <Breadcrumb /> };

function Breadcrumb() {
  return useInsightWords().t("menu.settings");
}
