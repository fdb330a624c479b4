import { GoodwordError } from "../errors";

/** `clicked` begins with identified clicks; a claim is where a referral begins today. */
export const referralStates = ["claimed", "converted", "qualified", "rejected", "reversed"] as const;
export type ReferralState = (typeof referralStates)[number];

/** Why an order earns nothing, in the words the API uses; the admin has a sentence for each. */
export const rejectionReasons = [
  "self-referral",
  "existing-customer",
  "below-minimum",
  "currency-not-offered",
  "order-canceled",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** The edge advocate → friend in one program. */
export interface Referral {
  readonly id: string;
  readonly programId: string;
  readonly code: string;
  readonly advocateId: string;
  readonly state: ReferralState;
  /** SHA-256 of the claim token, hex. */
  readonly claimHash: string;
  /** The friend's single-use code in the host. */
  readonly benefitCode: string;
  readonly claimedAt: Date;
  readonly friendId: string | null;
  readonly orderId: string | null;
  readonly convertedAt: Date | null;
  readonly reasons: readonly RejectionReason[];
}

const moves: Record<ReferralState, readonly ReferralState[]> = {
  claimed: ["converted"],
  converted: ["qualified", "rejected"],
  qualified: ["reversed"],
  rejected: [],
  reversed: [],
};

/** @throws GoodwordError `GW_REFERRAL_STATE` naming both states when the move is not legal */
export function moveReferral<R extends Referral>(
  referral: R,
  to: ReferralState,
  change: Partial<Referral> = {},
): R {
  if (!moves[referral.state].includes(to)) {
    throw new GoodwordError("GW_REFERRAL_STATE", `referral: cannot move from ${referral.state} to ${to}`, {
      action: "ignore",
    });
  }
  return { ...referral, ...change, state: to };
}
