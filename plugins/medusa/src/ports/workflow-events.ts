import { type DomainEvent, type EventSink, GoodwordError } from "@goodword/core";
import type { MedusaContainer } from "@medusajs/framework/types";
import { announceReferralWorkflow, announceRewardWorkflow } from "../workflows/announce";

/** Tells Medusa what happened, through workflows that a shop may hook into. Who throws there is told again later. */
export function workflowEvents(container: MedusaContainer): EventSink {
  return {
    async publish(event) {
      try {
        await announce(event);
      } catch (error) {
        // The text of a foreign error may quote anything; the log of the workflow has it.
        throw new GoodwordError("GW_EVENT_HOOK", `${event.name}: the shop's own hook failed.`, {
          cause: error,
        });
      }
    },
  };

  async function announce(event: DomainEvent): Promise<void> {
    if (isAboutReward(event)) {
      await announceRewardWorkflow(container).run({
        input: {
          name: event.name,
          data: {
            id: event.id,
            at: event.at.toISOString(),
            reward_id: event.rewardId,
            program_id: event.programId,
            order_id: event.orderId,
            referral_id: event.referralId,
            participant_id: event.participantId,
            side: event.side,
            kind: event.kind,
            amount: event.amount,
            currency: event.currency,
          },
        },
      });
      return;
    }
    await announceReferralWorkflow(container).run({
      input: {
        name: event.name,
        data: {
          id: event.id,
          at: event.at.toISOString(),
          referral_id: event.referralId,
          program_id: event.programId,
          advocate_id: event.advocateId,
          friend_id: event.friendId,
          order_id: event.orderId,
        },
      },
    });
  }
}

function isAboutReward(event: DomainEvent): event is Extract<DomainEvent, { rewardId: string }> {
  return "rewardId" in event;
}
