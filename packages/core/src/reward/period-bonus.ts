import type { RewardRule } from "../program/reward-rule";

export interface FriendCount {
  readonly advocateId: string;
  /** Qualified in the period. */
  readonly friends: number;
}

export interface RankedAdvocate extends FriendCount {
  /** 1 for the most friends. Those with as many share a rank, and the next is as much further: 1, 1, 3. */
  readonly rank: number;
}

/**
 * Who gets a period's bonus: the `top` advocates with the most qualified friends, each with at least
 * `minimumFriends` (1 when absent).
 *
 * Who came to a count first is not known, and neither an id nor a draw would be a fair judge. So a tie shares its
 * rank, and is in as a whole or not at all: where more advocates are tied than places are left, none of them gets
 * the bonus, as it must neither be given `top` times and more nor by chance. The order of those tied is by id and
 * decides nothing.
 *
 * Needs the highest `top + 1` counts at least, to see a tie across the last place. Empty for a rule that is no
 * period's bonus.
 */
export function rankAdvocates(counts: readonly FriendCount[], { trigger }: RewardRule): RankedAdvocate[] {
  if (trigger.on !== "period-end") return [];
  const minimum = Math.max(trigger.minimumFriends ?? 1, 1);
  const enough = counts.filter(({ friends }) => friends >= minimum);
  return enough
    .map(({ advocateId, friends }) => ({
      advocateId,
      friends,
      rank: 1 + enough.filter((other) => other.friends > friends).length,
      last: enough.filter((other) => other.friends >= friends).length,
    }))
    .filter(({ last }) => last <= trigger.top)
    .toSorted((a, b) => a.rank - b.rank || (a.advocateId < b.advocateId ? -1 : 1))
    .map(({ advocateId, rank, friends }) => ({ advocateId, rank, friends }));
}
