import type { RewardIssuer } from "../../ports/host";
import type { PayoutStore } from "../../ports/payout-store";

/**
 * Rewards in money that staff pay by hand: nothing is asked of the host, as they stand on the list of payouts once
 * they are issued. One that was exported may have left the bank, so it counts as used.
 */
export function payoutIssuer(payouts: PayoutStore, now: () => Date): RewardIssuer {
  return {
    kinds: ["payout", "commission"],
    async issue() {},
    async revoke({ code }) {
      await payouts.record([{ code, batchId: null, recordedAt: now(), recordedBy: null, payment: null }]);
      const [record] = await payouts.byCodes([code]);
      return { used: record?.batchId != null };
    },
  };
}
