import type { OtherOwner } from "../person/participant";
import type { StaffWord } from "./staff-attribution";

/** Why two records look like one person. */
export const proposalReasons = [
  /** An order carried the other's account without proof: its address was typed into the cart. */
  "order-names-account",
  /** The account's own address belongs to another record: nobody has proved that the two are one. */
  "account-address-is-anothers",
  /** The shopper was logged in and ordered with an address that belongs to another record. */
  "logged-in-with-anothers-address",
] as const;
export type ProposalReason = (typeof proposalReasons)[number];

/** `separate`: staff said that the two are different people; they are not proposed again. */
export const proposalStates = ["open", "merged", "separate"] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Two records that may be one person, for staff to decide. One a pair, for good. */
export interface IdentityProposal {
  readonly id: string;
  /** In the order of their bytes. */
  readonly participantIds: readonly [string, string];
  readonly reasons: readonly ProposalReason[];
  /** The order that showed it first. */
  readonly orderId: string;
  readonly proposedAt: Date;
  readonly state: ProposalState;
  /** Null while open. */
  readonly decision: StaffWord | null;
}

/** The pair of two records, the same whichever is named first. */
export function pairOf(a: string, b: string): readonly [string, string] {
  return a < b ? [a, b] : [b, a];
}

/** Whether one of these proposals is about the two. */
export function isProposed(proposals: readonly IdentityProposal[], a: string, b: string): boolean {
  const [first, second] = pairOf(a, b);
  return proposals.some(({ participantIds: [one, other] }) => one === first && other === second);
}

/** What an order showed of records other than its buyer's, as one proposal a pair. */
export function proposalsOf(
  buyerId: string,
  others: readonly OtherOwner[],
): Pick<IdentityProposal, "participantIds" | "reasons">[] {
  const reasons = new Map<string, Set<ProposalReason>>();
  for (const other of others) {
    const found = reasons.get(other.participantId) ?? new Set();
    reasons.set(other.participantId, found.add(reasonOf(other)));
  }
  return [...reasons].map(([id, found]) => ({
    participantIds: pairOf(buyerId, id),
    reasons: proposalReasons.filter((reason) => found.has(reason)),
  }));
}

function reasonOf({ kind, named }: OtherOwner): ProposalReason {
  if (named === "own") return "account-address-is-anothers";
  return kind === "customer" ? "order-names-account" : "logged-in-with-anothers-address";
}
