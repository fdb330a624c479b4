import type { ReferralEvent, RewardEvent } from "@goodword/core";
import {
  createHook,
  createWorkflow,
  transform,
  type WorkflowData,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk";
import { emitEventStep } from "@medusajs/medusa/core-flows";
import type { ReferralEventData, RewardEventData } from "../events";

/** A referral's event, about to be told. */
export interface AnnounceReferralInput {
  readonly name: ReferralEvent["name"];
  readonly data: ReferralEventData;
}

/** A reward's event, about to be told. */
export interface AnnounceRewardInput {
  readonly name: RewardEvent["name"];
  readonly data: RewardEventData;
}

/**
 * Runs when a referral qualified, was rejected, or was reversed: first the hook `referralAnnounced`, then the event
 * goes onto Medusa's bus. A hook that throws is run again later, with the same `data.id`; after eight tries the
 * event is set aside, to be replayed under Settings → Goodword. Goodword itself takes no hook, so a shop may take this.
 * @example
 * announceReferralWorkflow.hooks.referralAnnounced(async ({ name, data }, { container }) => {
 *   if (name === "referral.qualified") await thank(container, data.advocate_id);
 * });
 */
export const announceReferralWorkflow = createWorkflow(
  "goodword-announce-referral",
  (input: WorkflowData<AnnounceReferralInput>) => {
    const referralAnnounced = createHook("referralAnnounced", input);
    emitEventStep({
      eventName: transform(input, ({ name }) => name as string),
      data: transform(input, ({ data }) => data),
    });
    return new WorkflowResponse(input, { hooks: [referralAnnounced] as const });
  },
);

/**
 * Runs when a reward was promised, declined, issued, redeemed, reversed, or expired; otherwise as
 * `announceReferralWorkflow`, with the hook `rewardAnnounced`.
 * @example
 * announceRewardWorkflow.hooks.rewardAnnounced(async ({ name, data }, { container }) => {
 *   if (name === "reward.issued") await tellCrm(container, data.reward_id, data.id);
 * });
 */
export const announceRewardWorkflow = createWorkflow(
  "goodword-announce-reward",
  (input: WorkflowData<AnnounceRewardInput>) => {
    const rewardAnnounced = createHook("rewardAnnounced", input);
    emitEventStep({
      eventName: transform(input, ({ name }) => name as string),
      data: transform(input, ({ data }) => data),
    });
    return new WorkflowResponse(input, { hooks: [rewardAnnounced] as const });
  },
);
