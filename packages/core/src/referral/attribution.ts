import type { Referral } from "./referral";

/** A promotion code that the host itself applied is stronger than the claim a cart says it carries. */
export type EvidenceKind = "code" | "claim";

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly referral: Referral;
}

export type LossReason = "weaker-evidence" | "earlier-touch" | "outside-window" | "already-converted";

export interface Candidate {
  readonly kind: EvidenceKind;
  readonly referralId: string;
  readonly code: string;
  readonly touchedAt: string;
  /** Null for the winner. */
  readonly lost: LossReason | null;
}

/** Kept with the order and shown to staff. Times are ISO 8601. */
export interface AttributionRecord {
  readonly winner: Candidate | null;
  readonly candidates: readonly Candidate[];
}

export interface Attribution {
  readonly referral: Referral | null;
  readonly record: AttributionRecord;
}

const strength: Record<EvidenceKind, number> = { code: 2, claim: 1 };
const day = 86_400_000;

/**
 * Decides which referral an order belongs to: the strongest evidence first, then the last valid touch.
 * Pure; every candidate is kept with the reason it lost.
 */
export function attribute(
  order: { id: string; placedAt: Date },
  evidence: readonly Evidence[],
  rules: { windowDays: number },
): Attribution {
  const weighed = evidence.map((item) => ({
    ...item,
    lost: invalid(order, item.referral, rules.windowDays),
  }));
  const [winner] = weighed
    .filter((item) => item.lost === null)
    .sort(
      (a, b) =>
        strength[b.kind] - strength[a.kind] ||
        b.referral.claimedAt.getTime() - a.referral.claimedAt.getTime() ||
        a.referral.id.localeCompare(b.referral.id),
    );
  const candidates = weighed.map((item): Candidate => {
    const lost =
      item.lost ??
      (winner === undefined || item === winner
        ? null
        : strength[item.kind] < strength[winner.kind]
          ? "weaker-evidence"
          : "earlier-touch");
    return {
      kind: item.kind,
      referralId: item.referral.id,
      code: item.referral.code,
      touchedAt: item.referral.claimedAt.toISOString(),
      lost,
    };
  });
  return {
    referral: winner?.referral ?? null,
    record: { winner: candidates.find((candidate) => candidate.lost === null) ?? null, candidates },
  };
}

function invalid(
  order: { id: string; placedAt: Date },
  referral: Referral,
  windowDays: number,
): LossReason | null {
  if (referral.orderId !== null && referral.orderId !== order.id) return "already-converted";
  const age = order.placedAt.getTime() - referral.claimedAt.getTime();
  return age > windowDays * day ? "outside-window" : null;
}
