import { GoodwordError } from "../errors";
import { type AttributionRecord, assignments, candidateOf, type LossReason, type Touch } from "./attribution";

/** What staff say, who they are (the host's id of the person), and when. */
export interface StaffWord {
  readonly by: string;
  /** 1 to 500 characters. */
  readonly reason: string;
  readonly at: Date;
}

const longestReason = 500;

/**
 * Evidence that staff give: it is stronger than any other and knows no window.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export function manualEvidence(
  target: Pick<Touch, "advocateId" | "code" | "programId" | "programVersion" | "rules">,
  word: StaffWord,
): Touch {
  const { by, reason } = checked(word);
  return { ...target, kind: "manual", referral: null, touchedAt: word.at, by, note: reason };
}

/**
 * A record in which staff's word decides, as what was known at the order stays known. What won before loses,
 * by now to stronger evidence, or to a later word of staff.
 */
export function withAttribution(record: AttributionRecord, manual: Touch): AttributionRecord {
  const winner = candidateOf(manual, null);
  const lost = record.winner?.kind === "manual" ? "earlier-touch" : "weaker-evidence";
  return {
    winner,
    candidates: [winner, ...unseated(record, lost)],
    history: [...(record.history ?? []), ...assignments(manual)],
  };
}

/**
 * A record in which nobody referred the order. Where nobody did before, it stays as it is.
 * @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters
 */
export function withoutAttribution(record: AttributionRecord, word: StaffWord): AttributionRecord {
  const { by, reason } = checked(word);
  if (record.winner === null) return record;
  return {
    winner: null,
    candidates: unseated(record, "removed-by-staff"),
    history: [...(record.history ?? []), { act: "removed", by, reason, at: word.at.toISOString() }],
  };
}

function unseated({ candidates }: AttributionRecord, lost: LossReason) {
  return candidates.map((candidate) => (candidate.lost === null ? { ...candidate, lost } : candidate));
}

/** @throws GoodwordError `GW_STAFF_REASON` without a person or a reason of 1 to 500 characters */
export function checked({ by, reason, at }: StaffWord): StaffWord {
  const said = reason.trim();
  if (by === "" || said === "" || said.length > longestReason) {
    throw new GoodwordError(
      "GW_STAFF_REASON",
      `expected a member of staff and a reason of 1 to ${longestReason} characters, got ${said.length}`,
      { action: "ignore" },
    );
  }
  return { by, reason: said, at };
}
