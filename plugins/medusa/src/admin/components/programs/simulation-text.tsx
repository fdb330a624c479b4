import { Button, Text } from "@medusajs/ui";
import { useState } from "react";
import { programActs, type SimulationJson } from "../../program-queries";
import { useInsightWords } from "../../use-insight-words";

/** What a definition would have paid for the orders of the last 90 days, on demand. */
export function SimulationText({ definition }: { definition: object }) {
  const { t, money, locale } = useInsightWords();
  const [answer, setAnswer] = useState<{ of: string; simulation: SimulationJson | null } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isFailed, setFailed] = useState(false);
  const text = JSON.stringify(definition);
  const run = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const { simulation } = await programActs.simulate(definition);
      setAnswer({ of: text, simulation });
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const sum = (amounts: SimulationJson["paid"]) =>
    amounts.length === 0
      ? t("program.nothing")
      : new Intl.ListFormat(locale).format(amounts.map((amount) => money(amount)));
  // Of what was typed since, nothing was tried.
  const found = answer?.of === text ? answer.simulation : null;
  return (
    <div className="flex flex-col items-start gap-y-2" aria-live="polite">
      {found && (
        <Text size="small" className="text-pretty text-ui-fg-base">
          {t("program.simulated", {
            orders: found.orders,
            attributed: found.attributed,
            qualified: found.qualified,
          })}{" "}
          {t("program.wouldPay", { amounts: sum(found.wouldPay), paid: sum(found.paid) })}
        </Text>
      )}
      {isFailed && (
        <Text size="small" className="text-ui-fg-error">
          {t("program.failed")}
        </Text>
      )}
      <Button type="button" size="small" variant="secondary" isLoading={isBusy} onClick={() => void run()}>
        {t("program.simulate")}
      </Button>
    </div>
  );
}
