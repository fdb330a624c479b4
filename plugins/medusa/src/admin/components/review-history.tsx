import type { RewardJson } from "../queries";
import { usePeopleWords } from "../use-people-words";
import { useStaffNames } from "../use-staff-names";
import { Acts } from "./acts";

/** What staff decided about a reward, and what was asked of them. */
export function ReviewHistory({ review }: { review: NonNullable<RewardJson["review"]> }) {
  const { t, date } = usePeopleWords();
  const { state, decision, appealState, appeal, appealDecision } = review;
  const nameOf = useStaffNames([decision, appealDecision].flatMap((made) => made?.by ?? []));
  const decided = (act: typeof state | typeof appealState, made: typeof decision) =>
    made ? [{ act, at: made.at, reason: made.reason, name: nameOf(made.by) }] : [];
  const acts = [
    ...decided(state, decision),
    ...(appeal ? [{ ...appeal, act: "asked" as const, name: "" }] : []),
    ...decided(appealState, appealDecision),
  ];
  if (acts.length === 0) return null;
  return (
    <Acts
      acts={acts.map(({ act, at, reason, name }) => ({
        at,
        said: t(`reviews.act.${act as "approved" | "declined" | "asked" | "upheld" | "overturned"}`, {
          name,
          date: date(at),
        }),
        reason,
      }))}
    />
  );
}
