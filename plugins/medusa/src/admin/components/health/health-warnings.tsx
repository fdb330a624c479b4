import { Alert } from "@medusajs/ui";
import type { HealthJson } from "../../insight-queries";
import { useInsightWords } from "../../use-insight-words";

/** What staff should put right, a sentence each. */
export function HealthWarnings({ warnings }: Pick<HealthJson, "warnings">) {
  const { t } = useInsightWords();
  return warnings.map(({ code, params }) => (
    <Alert key={JSON.stringify([code, params])} variant="warning" className="mx-6 my-4">
      {t(`health.warning.${code}`, { ...params, defaultValue: code })}
    </Alert>
  ));
}
