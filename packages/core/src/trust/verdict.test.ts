import fc from "fast-check";
import { nothingSuspicious, type TrustFacts } from "./facts";
import { mergeTrustSettings, type TrustOverrides, type TrustSettings, trustDefaults } from "./settings";
import { type SignalId, trustSignals } from "./signals";
import { judge, trustOutcomes } from "./verdict";

const runs = { numRuns: Number(process.env.GOODWORD_RUNS ?? 1000) };
const facts = (known: Partial<TrustFacts>): TrustFacts => ({ ...nothingSuspicious, ...known });
const settings = (...overrides: TrustOverrides[]) => mergeTrustSettings(trustDefaults, ...overrides);

/** Two signals whose points are set so that they sum to a score. */
const sumOf = (a: number, b: number) =>
  judge(
    facts({ sameDevice: true, disposableEmail: true }),
    settings({ points: { "same-device": a, "disposable-email": b } }),
  );

describe("the verdict", () => {
  it("pays what nothing speaks against", () => {
    expect(judge(nothingSuspicious)).toEqual({ outcome: "pay", score: 0, signals: [] });
  });

  it.each([
    [20, 19, "pay"],
    [20, 20, "review"],
    [35, 34, "review"],
    [35, 35, "decline"],
  ] as const)("of %i and %i points is to %s", (a, b, outcome) => {
    expect(sumOf(a, b)).toMatchObject({ outcome, score: a + b });
  });

  it("tells the strongest signal first, and of equal ones the first by id", () => {
    const verdict = judge(facts({ sameIpAndUserAgent: true, sameDevice: true, nearMatchEmail: true }));
    expect(verdict).toEqual({
      outcome: "decline",
      score: 95,
      signals: [
        { id: "near-match-email", points: 40 },
        { id: "same-device", points: 40 },
        { id: "same-ip-and-agent", points: 15 },
      ],
    });
  });

  it("declines by one signal of 100 points even where the threshold is the highest", () => {
    const strict = settings({ thresholds: { review: 99, decline: 100 } });
    expect(judge(facts({ samePhone: true }), strict).outcome).toBe("decline");
  });

  it("refuses a loop first, whatever else is found", () => {
    const verdict = judge(facts({ loop: true, sameCustomer: true, sameDevice: true }));
    expect(verdict).toEqual({
      outcome: "refuse",
      score: 340,
      signals: [
        { id: "advocate-loop", points: 200 },
        { id: "same-customer", points: 100 },
        { id: "same-device", points: 40 },
      ],
    });
  });

  it("counts a loop as points where a merchant says so, and refuses what they say", () => {
    const own = settings({ points: { "advocate-loop": 45, "disposable-email": "refuse" } });
    expect(judge(facts({ loop: true }), own).outcome).toBe("review");
    expect(judge(facts({ disposableEmail: true }), own)).toMatchObject({ outcome: "refuse", score: 200 });
  });

  it("leaves out a signal that is switched off", () => {
    const off = settings({ points: { "same-device": 0 } });
    expect(judge(facts({ sameDevice: true }), off)).toEqual({ outcome: "pay", score: 0, signals: [] });
    const least = settings({ points: { "same-device": 1 } });
    expect(judge(facts({ sameDevice: true }), least).score).toBe(1);
  });

  describe("of two signals of one suspicion", () => {
    const many = facts({ friendsLast24h: 6, friendsLast30d: 21 });
    const exposed = facts({ codeExposure: { listedOnCouponSite: true, strangersLastHour: 11 } });

    it("counts the stronger, so that being popular alone is never declined", () => {
      expect(judge(many)).toEqual({
        outcome: "review",
        score: 40,
        signals: [{ id: "friends-30d", points: 40, figures: { friends: 21, allowed: 20 } }],
      });
      const day = settings({ points: { "friends-24h": 50 } });
      expect(judge(many, day)).toMatchObject({ score: 50, signals: [{ id: "friends-24h" }] });
    });

    it("counts a code's exposure once", () => {
      expect(judge(exposed)).toEqual({
        outcome: "review",
        score: 40,
        signals: [{ id: "coupon-site", points: 40 }],
      });
    });

    it("counts two suspicions both", () => {
      expect(judge({ ...many, codeExposure: exposed.codeExposure }).score).toBe(80);
    });
  });

  it("takes limits from the settings", () => {
    const own = settings({
      parameters: {
        addressesAllowed: 0,
        friends24h: 1,
        friends30d: 2,
        minClickToOrderSeconds: 5,
        averageFactor: 3,
        strangersPerHour: 1,
      },
    });
    const raised = (known: Partial<TrustFacts>) => judge(facts(known), own).signals.map(({ id }) => id);
    expect(raised({ friendsAtAddress: 1 })).toEqual(["same-address"]);
    expect(raised({ friendsLast24h: 2 })).toEqual(["friends-24h"]);
    expect(raised({ friendsLast30d: 3 })).toEqual(["friends-30d"]);
    expect(raised({ clickToOrderSeconds: 5 })).toEqual([]);
    expect(raised({ clickToOrderSeconds: 4 })).toEqual(["quick-order"]);
    expect(raised({ orderValue: 3n, averageOrderValue: 1n })).toEqual(["large-order"]);
    expect(raised({ codeExposure: { listedOnCouponSite: false, strangersLastHour: 2 } })).toEqual([
      "strangers-burst",
    ]);
  });
});

const anyFacts: fc.Arbitrary<TrustFacts> = fc.record({
  sameCustomer: fc.boolean(),
  sameEmail: fc.boolean(),
  samePhone: fc.boolean(),
  samePayoutAccount: fc.boolean(),
  existingCustomer: fc.boolean(),
  samePaymentFingerprint: fc.boolean(),
  sameDevice: fc.boolean(),
  possibleSamePerson: fc.boolean(),
  friendsAtAddress: fc.nat(6),
  disposableEmail: fc.boolean(),
  nearMatchEmail: fc.boolean(),
  sameIpAndUserAgent: fc.boolean(),
  friendsLast24h: fc.nat(12),
  friendsLast30d: fc.nat(40),
  clickToOrderSeconds: fc.option(fc.integer({ min: -5, max: 200 })),
  orderValue: fc.bigInt(0n, 10n ** 12n),
  averageOrderValue: fc.option(fc.bigInt(0n, 10n ** 6n)),
  paidSearchClickId: fc.boolean(),
  codeExposure: fc.record({ listedOnCouponSite: fc.boolean(), strangersLastHour: fc.nat(25) }),
  loop: fc.boolean(),
});

/** Few true at once, so that scores fall into every band. */
const fewFacts = fc
  .tuple(anyFacts, fc.subarray(Object.keys(nothingSuspicious) as (keyof TrustFacts)[], { maxLength: 4 }))
  .map(([all, kept]) => facts(Object.fromEntries(kept.map((key) => [key, all[key]]))));

const anyPoints = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.constantFrom("decline" as const, "refuse" as const),
);
const anySettings: fc.Arbitrary<TrustSettings> = fc
  .record({
    points: fc.record(
      Object.fromEntries(trustSignals.map(({ id }) => [id, anyPoints])) as Record<SignalId, typeof anyPoints>,
    ),
    decline: fc.integer({ min: 2, max: 100 }),
    below: fc.integer({ min: 1, max: 99 }),
    network: fc.nat(98),
  })
  .map(({ points, decline, below, network }) => {
    const review = Math.min(below, decline - 1);
    return settings({
      points: { ...points, "same-ip-and-agent": Math.min(network, review - 1) },
      thresholds: { review, decline },
    });
  });

const rank = (outcome: (typeof trustOutcomes)[number]) => trustOutcomes.indexOf(outcome);

/** Facts that say at least as much against the order as both. */
function worse(a: TrustFacts, b: TrustFacts): TrustFacts {
  const quicker = [a, b].flatMap(({ clickToOrderSeconds: seconds }) => (seconds === null ? [] : [seconds]));
  const merged = Object.keys(a).map((key) => {
    const [one, other] = [a[key as keyof TrustFacts], b[key as keyof TrustFacts]];
    return [key, typeof one === "boolean" ? one || other : one];
  });
  return {
    ...(Object.fromEntries(merged) as TrustFacts),
    friendsAtAddress: Math.max(a.friendsAtAddress, b.friendsAtAddress),
    friendsLast24h: Math.max(a.friendsLast24h, b.friendsLast24h),
    friendsLast30d: Math.max(a.friendsLast30d, b.friendsLast30d),
    clickToOrderSeconds: quicker.length === 0 ? null : Math.min(...quicker),
    codeExposure: {
      listedOnCouponSite: a.codeExposure.listedOnCouponSite || b.codeExposure.listedOnCouponSite,
      strangersLastHour: Math.max(a.codeExposure.strangersLastHour, b.codeExposure.strangersLastHour),
    },
  };
}

describe("every verdict", () => {
  it("has as its score the sum of the points it tells, strongest first and each id once", () => {
    fc.assert(
      fc.property(fewFacts, anySettings, (known, own) => {
        const { score, signals } = judge(known, own);
        const points = signals.map((signal) => signal.points);
        expect(score).toBe(points.reduce((sum, each) => sum + each, 0));
        expect(points).toEqual([...points].sort((a, b) => b - a));
        expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
        expect(points.every((each) => each > 0)).toBe(true);
      }),
      runs,
    );
  });

  it("follows from the score alone unless a rule refuses", () => {
    fc.assert(
      fc.property(fewFacts, anySettings, (known, own) => {
        const { outcome, score, signals } = judge(known, own);
        const refused = signals.some(({ id }) => own.points[id] === "refuse");
        const { review, decline } = own.thresholds;
        const byScore = score < review ? "pay" : score < decline ? "review" : "decline";
        expect(outcome).toBe(refused ? "refuse" : byScore);
      }),
      runs,
    );
  });

  it("never becomes milder when more speaks against the order", () => {
    fc.assert(
      fc.property(fewFacts, fewFacts, anySettings, (a, b, own) => {
        const [before, after] = [judge(a, own), judge(worse(a, b), own)];
        expect(rank(after.outcome)).toBeGreaterThanOrEqual(rank(before.outcome));
        expect(after.score).toBeGreaterThanOrEqual(before.score);
      }),
      runs,
    );
  });

  it("does not depend on the order in which facts and settings are written", () => {
    const reversed = <T extends object>(value: T) =>
      Object.fromEntries(Object.entries(value).reverse()) as unknown as T;
    fc.assert(
      fc.property(fewFacts, anySettings, (known, own) => {
        const turned = { ...reversed(own), points: reversed(own.points) };
        expect(judge(reversed(known), turned)).toEqual(judge(known, own));
      }),
      runs,
    );
  });

  it("pays what only shares a network, under every settings without problems", () => {
    fc.assert(
      fc.property(anySettings, (own) => {
        expect(judge(facts({ sameIpAndUserAgent: true }), own).outcome).toBe("pay");
      }),
      runs,
    );
  });

  it("survives being stored as JSON", () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (known, own) => {
        const verdict = judge(known, own);
        expect(JSON.parse(JSON.stringify(verdict))).toStrictEqual(verdict);
      }),
      runs,
    );
  });
});
