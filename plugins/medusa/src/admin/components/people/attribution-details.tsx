import { Badge } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { useOrderReferral } from "../../queries";
import { useInsightWords } from "../../use-insight-words";
import { usePeopleWords } from "../../use-people-words";
import { useStaffNames } from "../../use-staff-names";
import { Acts } from "../acts";
import { CodeText } from "../code-text";
import { Line } from "../section";

type Explanation = NonNullable<ReturnType<typeof useOrderReferral>["data"]>;
type Props = {
  readonly order: NonNullable<Explanation["order"]>;
  readonly referral: Explanation["referral"];
};

/** Everybody who may have sent an order's buyer, why each lost, and what staff changed. */
export function AttributionDetails({ order, referral }: Props) {
  const { t, date } = usePeopleWords();
  const { t: say } = useInsightWords();
  const { candidates, history = [] } = order.attribution;
  const nameOf = useStaffNames(history.map(({ by }) => by));
  return (
    <>
      {candidates.length > 1 && (
        <Line label={t("order.considered")}>
          <ul className="m-0 flex list-none flex-col gap-y-2 p-0">
            {candidates.map((candidate) => (
              <li key={`${candidate.kind} ${candidate.code} ${candidate.touchedAt}`}>
                <span className="block">
                  {say(`story.kind.${candidate.kind}`)}{" "}
                  {candidate.code && <CodeText>{candidate.code}</CodeText>}
                </span>
                {candidate.lost === null ? (
                  <Badge size="2xsmall" color="green">
                    {say("story.won")}
                  </Badge>
                ) : (
                  <span className="text-ui-fg-muted">{say(`story.lost.${candidate.lost}`)}</span>
                )}
              </li>
            ))}
          </ul>
        </Line>
      )}
      {history.length > 0 && (
        <Line label={t("order.history")}>
          <Acts
            acts={history.map(({ act, at, by, reason }) => ({
              at,
              said: t(`order.historyAct.${act}`, { date: date(at), name: nameOf(by) }),
              reason,
            }))}
          />
        </Line>
      )}
      {referral && (
        <div className="px-6 py-3">
          <Link
            to={`/referrals/list/${referral.id}`}
            className="txt-compact-small text-ui-fg-interactive hover:underline"
          >
            {t("order.story")}
          </Link>
        </div>
      )}
    </>
  );
}
