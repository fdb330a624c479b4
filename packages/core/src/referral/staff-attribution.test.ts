import type { AttributionRecord, Candidate } from "./attribution";
import { manualEvidence, withAttribution, withoutAttribution } from "./staff-attribution";

const at = new Date("2026-12-01T09:00:00Z");
const target = {
  advocateId: "carl",
  code: "CARL-7KQ2MX",
  programId: "default",
  programVersion: 3,
  rules: { windowDays: 30, touch: "last" },
} as const;
const word = { by: "eva", reason: "Carl's friend wrote to us.", at };

/** As it was stored before there were programs and staff's words. */
const claim: Candidate = {
  kind: "claim",
  referralId: "r1",
  code: "ANNA-7KQ2MX",
  touchedAt: "2026-11-09T12:00:00.000Z",
  lost: null,
};
const older: Candidate = { ...claim, referralId: "r0", lost: "earlier-touch" };
const record: AttributionRecord = { winner: claim, candidates: [claim, older] };
const nobody: AttributionRecord = { winner: null, candidates: [older] };
const manual = {
  kind: "manual",
  referralId: null,
  code: "CARL-7KQ2MX",
  advocateId: "carl",
  programId: "default",
  touchedAt: "2026-12-01T09:00:00.000Z",
  note: "Carl's friend wrote to us.",
  lost: null,
};
const assigned = {
  act: "assigned",
  by: "eva",
  reason: "Carl's friend wrote to us.",
  at: "2026-12-01T09:00:00.000Z",
};

describe("staff's word", () => {
  it("is evidence with a person, a reason and a time", () => {
    expect(manualEvidence(target, word)).toEqual({
      ...target,
      kind: "manual",
      referral: null,
      touchedAt: at,
      by: "eva",
      note: "Carl's friend wrote to us.",
    });
  });

  it("decides over what won, which is kept", () => {
    expect(withAttribution(record, manualEvidence(target, word))).toEqual({
      winner: manual,
      candidates: [manual, { ...claim, lost: "weaker-evidence" }, older],
      history: [assigned],
    });
  });

  it("decides where nobody had won", () => {
    const { winner, candidates } = withAttribution(nobody, manualEvidence(target, word));
    expect(winner).toEqual(manual);
    expect(candidates).toEqual([manual, older]);
  });

  it("gives way to a later word", () => {
    const before = withAttribution(record, manualEvidence(target, word));
    const later = { by: "ole", reason: "It was Anna.", at: new Date(at.getTime() + 1000) };
    const after = withAttribution(before, manualEvidence({ ...target, advocateId: "anna" }, later));
    expect(after.winner?.advocateId).toBe("anna");
    expect(after.candidates.map(({ lost }) => lost)).toEqual([
      null,
      "earlier-touch",
      "weaker-evidence",
      "earlier-touch",
    ]);
    expect(after.history).toEqual([
      assigned,
      { act: "assigned", by: "ole", reason: "It was Anna.", at: "2026-12-01T09:00:01.000Z" },
    ]);
  });

  it("takes an attribution away, and says so where it stood", () => {
    const removed = {
      act: "removed",
      by: "eva",
      reason: "Carl's friend wrote to us.",
      at: "2026-12-01T09:00:00.000Z",
    };
    expect(withoutAttribution(record, word)).toEqual({
      winner: null,
      candidates: [{ ...claim, lost: "removed-by-staff" }, older],
      history: [removed],
    });
    const both = withoutAttribution(withAttribution(record, manualEvidence(target, word)), word);
    expect(both.history).toEqual([assigned, removed]);
    expect(both.candidates[0]).toEqual({ ...manual, lost: "removed-by-staff" });
  });

  it("changes nothing where nobody had won", () => {
    expect(withoutAttribution(nobody, word)).toBe(nobody);
  });

  it("leaves the record it was given as it was", () => {
    const kept = structuredClone(record);
    withAttribution(record, manualEvidence(target, word));
    withoutAttribution(record, word);
    expect(record).toEqual(kept);
  });

  it("needs a reason of 1 to 500 characters and a person", () => {
    const say = (change: Partial<typeof word>) => manualEvidence(target, { ...word, ...change }).note;
    expect(say({ reason: " x " })).toBe("x");
    expect(say({ reason: ` ${"x".repeat(500)} ` })).toBe("x".repeat(500));
    const refusal = (got: number) =>
      expect.objectContaining({
        code: "GW_STAFF_REASON",
        action: "ignore",
        message: `expected a member of staff and a reason of 1 to 500 characters, got ${got}`,
      });
    expect(() => say({ reason: "x".repeat(501) })).toThrow(refusal(501));
    expect(() => say({ reason: " \n" })).toThrow(refusal(0));
    expect(() => say({ by: "", reason: "x" })).toThrow(refusal(1));
    expect(() => withoutAttribution(record, { ...word, reason: "" })).toThrow(refusal(0));
    expect(() => withoutAttribution(nobody, { ...word, reason: "" })).toThrow(refusal(0));
  });
});
