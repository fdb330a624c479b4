import { useStatement } from "../../people-queries";
import { usePeopleWords } from "../../use-people-words";
import { Line } from "../section";

/** What an advocate has in each currency: in its hold, given and not used, or owed. */
export function BalanceLines({ participantId }: { participantId: string }) {
  const { t, money } = usePeopleWords();
  const balances = useStatement(participantId, { limit: 1, offset: 0 }).data?.balances;
  if (balances === undefined) return null;
  const parts = balances.flatMap(({ currency, ...balance }) =>
    (["promised", "issued", "owed"] as const).flatMap((name) =>
      /[1-9]/.test(balance[name])
        ? [
            {
              key: `${currency} ${name}`,
              said: t(`advocate.${name}`, { value: money({ amount: balance[name], currency }) }),
            },
          ]
        : [],
    ),
  );
  return (
    <Line label={t("advocate.balance")}>
      {parts.length === 0 && t("advocate.nothing")}
      {parts.map(({ key, said }) => (
        <span key={key} className="block text-ui-fg-base">
          {said}
        </span>
      ))}
    </Line>
  );
}
