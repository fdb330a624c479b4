import { GoodwordError } from "../errors";

/**
 * `clicked` is a friend known only by the cookie their visit was given; most begin with a claim.
 * The transitions are those of `moveReferral` and no others.
 */
export const referralStates = [
  "clicked",
  "claimed",
  "converted",
  "qualified",
  "rejected",
  "reversed",
] as const;
export type ReferralState = (typeof referralStates)[number];

/** Why an order earns nothing, in the words the API uses; the admin has a sentence for each. */
export const rejectionReasons = [
  "self-referral",
  "advocate-loop",
  "existing-customer",
  "below-minimum",
  "product-not-included",
  "product-excluded",
  "category-not-included",
  "category-excluded",
  "market-not-included",
  "not-the-nth-order",
  "too-few-orders",
  "currency-not-offered",
  "order-canceled",
  "order-refunded",
  "trust-declined",
  "removed-by-staff",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** How a referral began, strongest evidence first. */
export const referralSources = ["manual", "code", "name", "claim", "cookie"] as const;
export type ReferralSource = (typeof referralSources)[number];

/** The edge advocate → friend in one program. */
export interface Referral {
  readonly id: string;
  readonly programId: string;
  /** The program's version when it began: its promises stand. */
  readonly programVersion: number;
  readonly code: string;
  readonly advocateId: string;
  readonly state: ReferralState;
  readonly source: ReferralSource;
  /** SHA-256 of the claim token, hex; null where there was none. */
  readonly claimHash: string | null;
  /** The friend's single-use code in the host; null where none is minted. */
  readonly benefitCode: string | null;
  /** When it began: the claim, the typing of a code, the visit. */
  readonly claimedAt: Date;
  readonly friendId: string | null;
  /** The order that began the relation. */
  readonly orderId: string | null;
  readonly convertedAt: Date | null;
  readonly reasons: readonly RejectionReason[];
}

const moves: Record<ReferralState, readonly ReferralState[]> = {
  clicked: ["claimed", "converted"],
  claimed: ["converted"],
  converted: ["qualified", "rejected"],
  qualified: ["reversed"],
  // An appeal, or staff, may overturn a rejection.
  rejected: ["qualified"],
  // A relation whose order was cancelled counts again when a later order of the friend qualifies.
  reversed: ["qualified"],
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
