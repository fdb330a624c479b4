import { useBalances } from "../../staff-queries";
import { useInsightWords } from "../../use-insight-words";
import { Line } from "../section";

const parts = ["issued", "promised", "owed"] as const;

/** What an advocate has open, by currency: not used yet, in its hold, owed. */
export function BalancesLine({ participantId }: { participantId: string }) {
  const { t, money } = useInsightWords();
  const balances = useBalances(participantId).data?.balances;
  if (balances === undefined) return null;
  const said = balances.flatMap(({ currency, ...amounts }) =>
    parts
      .filter((part) => Number(amounts[part]) !== 0)
      .map((part) => t(`balance.${part}`, { amount: money({ amount: amounts[part], currency }) })),
  );
  return (
    <Line label={t("balance.heading")}>
      {said.length === 0 ? t("balance.nothing") : said.map((one) => <div key={one}>{one}</div>)}
    </Line>
  );
}
