import type { Page, PageOf } from "../../page";
import type { RewardQuery } from "../../ports/insight-store";
import type { Engine } from "../../ports/ports";
import type { Reward } from "../../reward/reward";
import { type SaidVerdict, trustSentences } from "../../terms/trust-sentences";

/** A reward as staff see it. */
export interface RewardRow extends Reward {
  /** The order its person became known by. */
  readonly firstOrderId: string;
  /** Why it was flagged, in the reader's language; null where nothing was judged. */
  readonly said: SaidVerdict | null;
}

/** Rewards for staff, newest first unless asked otherwise. `locale` is a BCP 47 tag; English by default. */
export async function listRewards(
  engine: Engine,
  { locale, ...query }: RewardQuery & { locale?: string | undefined },
): Promise<PageOf<RewardRow>> {
  const { rows, count } = await engine.store.insight.rewards(query);
  return { rows: await explained(engine, rows, locale), count };
}

/** What waits for a person's decision: flagged rewards and appeals, the longest waiting first. */
export async function listReviews(
  engine: Engine,
  { locale, ...page }: Page & { locale?: string | undefined },
): Promise<PageOf<RewardRow>> {
  const { rows, count } = await engine.store.rewards.awaitingReview(page);
  return { rows: await explained(engine, rows, locale), count };
}

async function explained({ store }: Engine, rewards: readonly Reward[], locale = "en"): Promise<RewardRow[]> {
  const ids = [...new Set(rewards.map(({ participantId }) => participantId))];
  const people = await Promise.all(ids.map((id) => store.participants.byId(id)));
  const firstOrders = new Map(people.map((person) => [person?.id, person?.firstOrderId]));
  return rewards.map((reward) => ({
    ...reward,
    firstOrderId: firstOrders.get(reward.participantId) ?? "",
    said: reward.verdict && trustSentences(reward.verdict, locale),
  }));
}
