import type { Money } from "../money/money";
import type { ReferralState, RejectionReason } from "../referral/referral";
import type { RewardState } from "../reward/reward";

/** An advocate as staff see them; the host adds who that is. */
export interface AdvocateRow {
  readonly participantId: string;
  readonly code: string;
  readonly codeStatus: "active" | "disabled";
  readonly firstOrderId: string;
  readonly enrolledAt: Date;
  readonly shares: number;
  /** Human clicks, one a visitor an hour. */
  readonly clicks: number;
  /** Networks from which people opened the advocate's links, each once a day, at most `mostInvitationsADay` a day. */
  readonly invitations: number;
  readonly claims: number;
  readonly qualified: number;
  /** Issued or used, less what was taken back, by currency. */
  readonly earned: readonly Money[];
}

export interface ReferralRow {
  readonly id: string;
  readonly code: string;
  readonly advocateId: string;
  /** The order by which the advocate was enrolled. */
  readonly advocateOrderId: string;
  readonly state: ReferralState;
  readonly reasons: readonly RejectionReason[];
  readonly claimedAt: Date;
  readonly convertedAt: Date | null;
  readonly orderId: string | null;
  readonly orderDisplayId: string | null;
  readonly reward: null | {
    readonly state: RewardState;
    readonly value: Money;
    readonly dueAt: Date;
    readonly issuedAt: Date | null;
  };
}
