import { createHash } from "node:crypto";
import type { Ids } from "../ids";

const day = 86_400_000;

/** A capability of 256 bits that says: this friend accepted an offer. It carries no personal data. */
export function newClaimToken(ids: Ids): string {
  return Buffer.from(ids.bytes(32)).toString("base64url");
}

/** What is stored of a claim token. */
export function claimHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function claimExpiry(claimedAt: Date, windowDays: number): Date {
  return new Date(claimedAt.getTime() + windowDays * day);
}

export const claimRefusals = [
  "code-unknown",
  "claim-expired",
  "cart-not-found",
  "self-referral",
  "existing-customer",
  /** Said to whoever has not shown who they are: nothing follows from it about an address, an owner or a claim. */
  "not-for-this-cart",
  "below-minimum",
  "other-discount",
  "not-applicable",
] as const;

export type ClaimRefusal = (typeof claimRefusals)[number];
