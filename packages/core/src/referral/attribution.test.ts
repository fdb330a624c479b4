import fc from "fast-check";
import { attribute, type Evidence } from "./attribution";
import type { Referral } from "./referral";

const placedAt = new Date("2026-11-10T12:00:00Z");
const order = { id: "order_2", placedAt };
const rules = { windowDays: 30 };
const daysBefore = (days: number) => new Date(placedAt.getTime() - days * 86_400_000);

function touch(kind: Evidence["kind"], id: string, days: number, change: Partial<Referral> = {}): Evidence {
  return {
    kind,
    referral: {
      id,
      programId: "default",
      code: `CODE-${id}`,
      advocateId: "anna",
      state: "claimed",
      claimHash: id,
      benefitCode: id,
      claimedAt: daysBefore(days),
      friendId: null,
      orderId: null,
      convertedAt: null,
      reasons: [],
      ...change,
    },
  };
}

describe("attribution", () => {
  it("believes a code the host applied over a claim the cart says it has", () => {
    const { referral, record } = attribute(
      order,
      [touch("claim", "late", 1), touch("code", "early", 9)],
      rules,
    );
    expect(referral?.id).toBe("early");
    expect(record.candidates).toMatchObject([
      { referralId: "late", lost: "weaker-evidence" },
      { referralId: "early", lost: null },
    ]);
  });

  it("takes the last of equal evidence", () => {
    const { referral, record } = attribute(
      order,
      [touch("claim", "first", 9), touch("claim", "last", 1)],
      rules,
    );
    expect(referral?.id).toBe("last");
    expect(record.candidates[0]?.lost).toBe("earlier-touch");
  });

  it("counts a claim on the last moment of its window, and not after", () => {
    expect(attribute(order, [touch("claim", "edge", 30)], rules).referral?.id).toBe("edge");
    const { referral, record } = attribute(order, [touch("claim", "old", 30.0001)], rules);
    expect(referral).toBeNull();
    expect(record).toMatchObject({ winner: null, candidates: [{ lost: "outside-window" }] });
  });

  it("never gives one claim to two orders", () => {
    const { referral, record } = attribute(order, [touch("code", "used", 1, { orderId: "order_1" })], rules);
    expect(referral).toBeNull();
    expect(record.candidates[0]?.lost).toBe("already-converted");
  });

  it("has at most one winner, keeps every candidate, and does not care for their order", () => {
    const evidence = fc.array(
      fc.tuple(
        fc.constantFrom("code" as const, "claim" as const),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(evidence, (items) => {
        const list = items.map(([kind, days, used], i) =>
          touch(kind, `r${i}`, days, used ? { orderId: "other" } : {}),
        );
        const { referral, record } = attribute(order, list, rules);
        expect(record.candidates).toHaveLength(list.length);
        expect(record.candidates.filter(({ lost }) => lost === null)).toHaveLength(referral === null ? 0 : 1);
        expect(attribute(order, [...list].reverse(), rules).referral).toEqual(referral);
        const valid = items.some(([, days, used]) => days <= 30 && !used);
        expect(referral !== null).toBe(valid);
      }),
      { numRuns: 1_000 },
    );
  });
});
