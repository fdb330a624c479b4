import { decimalOf } from "../../money/money";
import type { DomainEvent, ReferralEvent, RewardEvent } from "../../ports/events";
import type { Engine } from "../../ports/ports";
import type { QueueMessage } from "../../ports/store";
import type { Referral } from "../../referral/referral";
import type { Reward } from "../../reward/reward";

type Told<Event extends DomainEvent> = Omit<Event, "id" | "at">;

/** States that are of no interest outside: they last a moment, or are what came before the promise. */
const untold: readonly string[] = ["clicked", "claimed", "converted", "approved"];

/** What is to be told of a relation in its new state; null for nothing. */
export function referralTold(referral: Referral): Told<ReferralEvent> | null {
  if (untold.includes(referral.state)) return null;
  return {
    name: `referral.${referral.state}` as ReferralEvent["name"],
    referralId: referral.id,
    programId: referral.programId,
    advocateId: referral.advocateId,
    friendId: referral.friendId,
    orderId: referral.orderId,
  };
}

/** What is to be told of a reward in its new state; null for nothing. */
export function rewardTold(reward: Reward): Told<RewardEvent> | null {
  if (untold.includes(reward.state)) return null;
  return {
    name: `reward.${reward.state}` as RewardEvent["name"],
    rewardId: reward.id,
    programId: reward.programId,
    orderId: reward.orderId,
    referralId: reward.referralId,
    participantId: reward.participantId,
    side: reward.side,
    kind: reward.kind,
    amount: decimalOf(reward.value),
    currency: reward.value.currency,
  };
}

/** The messages that will tell it. */
export function announcements(
  { ids, clock }: Engine,
  told: readonly (Told<DomainEvent> | null)[],
): QueueMessage[] {
  const at = clock.now();
  return told
    .filter((one) => one !== null)
    .map((one) => {
      const id = ids.id("event");
      const event = JSON.stringify({ ...one, id, at: at.toISOString() });
      return { id, key: `event:${id}`, kind: "event", payload: { event }, availableAt: at };
    });
}

/** Tells the host. Where it no longer listens nothing is told. */
export async function announce(
  { events }: Engine,
  { event = "" }: Readonly<Record<string, string>>,
): Promise<void> {
  if (!events) return;
  const told = JSON.parse(event);
  await events.publish({ ...told, at: new Date(told.at) } as DomainEvent);
}
