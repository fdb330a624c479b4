import { readCode } from "./code";
import type { Referral, ReferralState } from "./referral";

/**
 * How strongly evidence speaks, strongest first: staff's word; that the friend is bound already; a code typed at
 * the checkout, or the friend's own benefit code, which the host applied; an advocate named; the claim a cart
 * says it carries, which a shopper can write; and the cookie of a visit.
 */
export const evidenceKinds = ["manual", "binding", "code", "name", "claim", "cookie"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Why evidence leads to no advocate that may be used. */
export const deadEndReasons = [
  "code-unknown",
  "code-disabled",
  "name-unknown",
  "name-ambiguous",
  "program-closed",
] as const;
export type DeadEndReason = (typeof deadEndReasons)[number];

export const lossReasons = [
  "weaker-evidence",
  "earlier-touch",
  "later-touch",
  /** Of one strength and one moment: the order of ids decided. */
  "same-touch",
  "outside-window",
  "after-order",
  "already-converted",
  "binding-ended",
  "self",
  ...deadEndReasons,
  "removed-by-staff",
] as const;
export type LossReason = (typeof lossReasons)[number];

/** Of the program version the evidence belongs to. */
export interface AttributionRules {
  readonly windowDays: number;
  readonly touch: "last" | "first";
}

/** Evidence that leads to an advocate. */
export interface Touch {
  readonly kind: EvidenceKind;
  readonly code: string;
  readonly advocateId: string;
  readonly programId: string;
  readonly programVersion: number;
  /** Null where none is stored yet: a typed code, a name, a cookie, staff's word. */
  readonly referral: Referral | null;
  readonly touchedAt: Date;
  readonly rules: AttributionRules;
  /** When a binding ends, that moment included; null for good. */
  readonly until?: Date | null;
  /** Who of the staff said so and why; for `manual`. */
  readonly by?: string;
  readonly note?: string;
  readonly lost?: never;
}

/** Evidence that leads nowhere, kept so that staff see why a friend's word did not count. */
export interface DeadEnd {
  readonly kind: EvidenceKind;
  /** What was typed. It is kept only where it reads as a code, for it may be a person's name or address. */
  readonly code: string;
  readonly programId?: string;
  readonly touchedAt: Date;
  readonly lost: DeadEndReason;
}

export type Evidence = Touch | DeadEnd;

export interface Candidate {
  readonly kind: EvidenceKind;
  readonly referralId: string | null;
  /** "" where what was typed is no code. */
  readonly code: string;
  /** Absent where the evidence leads to nobody, and in records of before there were programs. */
  readonly advocateId?: string;
  readonly programId?: string;
  readonly touchedAt: string;
  /** Staff's reason. */
  readonly note?: string;
  /** Null for the winner. */
  readonly lost: LossReason | null;
}

export interface StaffAct {
  readonly act: "assigned" | "removed";
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** Kept as JSON with the order and shown to staff. Times are ISO 8601; candidates stand strongest first. */
export interface AttributionRecord {
  readonly winner: Candidate | null;
  readonly candidates: readonly Candidate[];
  /** What staff changed, oldest first; absent where they changed nothing. */
  readonly history?: readonly StaffAct[];
}

export interface Attribution {
  readonly winner: Touch | null;
  /**
   * The stored referral the order belongs to: the winner's, or that of weaker evidence for the same advocate
   * and program, so that a friend who claimed and then typed the code as well is one referral. Null where a new
   * one begins, and where nothing won.
   */
  readonly referral: Referral | null;
  readonly record: AttributionRecord;
}

const day = 86_400_000;
const unconverted: ReadonlySet<ReferralState> = new Set(["clicked", "claimed"]);

/**
 * Decides which advocate an order belongs to: the strongest evidence, and within one strength the last valid
 * touch; the first where every program concerned says so. Pure, and the same for any order of the evidence.
 * Every candidate is kept with the reason it lost. The buyer loses to anybody else, yet wins alone: the
 * qualification then rejects the order, and staff see a self-referral instead of nothing.
 */
export function attribute(
  order: { readonly id: string; readonly placedAt: Date; readonly buyerId: string },
  evidence: readonly Evidence[],
): Attribution {
  const sorted = [...evidence].sort(byStrength);
  const losses = sorted.map((item) => item.lost ?? lossAlone(order, item));
  const valid = sorted.filter((item, i): item is Touch => losses[i] === null);
  const others = valid.filter(({ advocateId }) => advocateId !== order.buyerId);
  const winner = strongest(others.length > 0 ? others : valid);
  const place = winner === null ? -1 : sorted.indexOf(winner);
  const candidates = sorted.map((item, i) =>
    candidateOf(item, losses[i] ?? (winner && i !== place ? lossTo(winner, item, order) : null)),
  );
  const history = sorted.flatMap(assignments);
  return {
    winner,
    referral: winner && (winner.referral ?? relationOf(winner, valid)),
    record: {
      winner: candidates[place] ?? null,
      candidates,
      ...(history.length > 0 && { history: history.reverse() }),
    },
  };
}

/** What is kept of evidence. */
export function candidateOf(item: Evidence, lost: LossReason | null): Candidate {
  const { kind, code, programId } = item;
  const touchedAt = item.touchedAt.toISOString();
  const program = programId !== undefined && { programId };
  if (item.lost !== undefined) {
    const kept = kind === "name" ? "" : (readCode(code) ?? "");
    return { kind, referralId: null, code: kept, ...program, touchedAt, lost };
  }
  return {
    kind,
    referralId: item.referral?.id ?? null,
    code,
    advocateId: item.advocateId,
    ...program,
    touchedAt,
    ...(item.note !== undefined && { note: item.note }),
    lost,
  };
}

/** The act of staff that manual evidence is; none for other evidence. */
export function assignments(item: Evidence): StaffAct[] {
  if (item.kind !== "manual" || item.lost !== undefined) return [];
  return [{ act: "assigned", by: item.by ?? "", reason: item.note ?? "", at: item.touchedAt.toISOString() }];
}

/** Why a touch cannot win whatever else there is. Staff's word always can. */
function lossAlone(order: { id: string; placedAt: Date }, touch: Touch): LossReason | null {
  if (touch.kind === "manual") return null;
  const age = order.placedAt.getTime() - touch.touchedAt.getTime();
  if (touch.kind === "binding") {
    if (age < 0) return "after-order";
    return touch.until != null && order.placedAt > touch.until ? "binding-ended" : null;
  }
  // A relation's order is the one that began it; its later orders come by the binding. One that staff took from
  // its order is used up as well.
  const { referral } = touch;
  const isUsed = referral !== null && (referral.orderId !== null || !unconverted.has(referral.state));
  if (isUsed && referral.orderId !== order.id) return "already-converted";
  if (age < 0) return "after-order";
  return age > touch.rules.windowDays * day ? "outside-window" : null;
}

/** Why a touch that could have won did not. */
function lossTo(winner: Touch, item: Evidence, order: { buyerId: string }): LossReason {
  const self = "advocateId" in item && item.advocateId === order.buyerId;
  if (self && winner.advocateId !== order.buyerId) return "self";
  if (item.kind !== winner.kind) return "weaker-evidence";
  if (item.touchedAt < winner.touchedAt) return "earlier-touch";
  return item.touchedAt > winner.touchedAt ? "later-touch" : "same-touch";
}

/** Of touches sorted by strength. */
function strongest(valid: readonly Touch[]): Touch | null {
  const rivals = valid.filter(({ kind }) => kind === valid[0]?.kind);
  const last = rivals[0] ?? null;
  if (!rivals.every(({ rules }) => rules.touch === "first")) return last;
  const first = Math.min(...rivals.map(({ touchedAt }) => touchedAt.getTime()));
  return rivals.find(({ touchedAt }) => touchedAt.getTime() === first) ?? null;
}

function relationOf(winner: Touch, valid: readonly Touch[]): Referral | null {
  const same = valid.find(
    ({ referral, programId, advocateId }) =>
      referral !== null && programId === winner.programId && advocateId === winner.advocateId,
  );
  return same?.referral ?? null;
}

/** Strongest, then newest, then by ids, compared as code units: a locale's order differs between machines. */
function byStrength(a: Evidence, b: Evidence): number {
  const ranks = rankOf(b);
  for (const [i, rank] of rankOf(a).entries()) {
    const other = ranks[i] as typeof rank;
    if (rank !== other) return rank < other ? -1 : 1;
  }
  return 0;
}

function rankOf(item: Evidence): (number | string)[] {
  const found = item.lost === undefined ? item : null;
  return [
    evidenceKinds.indexOf(item.kind),
    -item.touchedAt.getTime(),
    // What is stored comes before what is not, and what leads somewhere before a dead end.
    found?.referral?.id ?? "\uffff",
    found?.advocateId ?? "\uffff",
    item.code,
    item.programId ?? "",
    item.lost ?? "",
  ];
}
