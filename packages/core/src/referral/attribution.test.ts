import fc from "fast-check";
import {
  type Attribution,
  attribute,
  type DeadEnd,
  type DeadEndReason,
  deadEndReasons,
  type Evidence,
  type EvidenceKind,
  evidenceKinds,
  type LossReason,
  lossReasons,
  type Touch,
} from "./attribution";
import type { Referral } from "./referral";

const numRuns = Number(process.env.GOODWORD_RUNS ?? 1000);
const placedAt = new Date("2026-11-10T12:00:00Z");
const order = { id: "order_2", placedAt, buyerId: "ben" };
const day = 86_400_000;
const before = (days: number, milliseconds = 0) => new Date(placedAt.getTime() - days * day - milliseconds);

function referralOf(id: string, change: Partial<Referral> = {}): Referral {
  return {
    id,
    programId: "default",
    programVersion: 1,
    code: `CODE-${id}`,
    advocateId: "anna",
    state: "claimed",
    source: "claim",
    claimHash: null,
    benefitCode: null,
    claimedAt: before(1),
    friendId: null,
    orderId: null,
    convertedAt: null,
    reasons: [],
    ...change,
  };
}

function touch(kind: EvidenceKind, id: string, touchedAt: Date, change: Partial<Touch> = {}): Touch {
  return {
    kind,
    code: `CODE-${id}`,
    advocateId: "anna",
    programId: "default",
    programVersion: 1,
    referral: referralOf(id),
    touchedAt,
    rules: { windowDays: 30, touch: "last" },
    ...change,
  };
}

const firstTouch = { rules: { windowDays: 30, touch: "first" } } as const;
const used = (id: string) => ({ referral: referralOf(id, { orderId: "order_1" }) });
const deadEnd = (lost: DeadEndReason, change: Partial<DeadEnd> = {}): DeadEnd => ({
  kind: "code",
  code: "anna-7kq2mx",
  touchedAt: placedAt,
  lost,
  ...change,
});
const winnerOf = (evidence: readonly Evidence[]) => attribute(order, evidence).winner?.code ?? null;
const lossOf = (evidence: Evidence, ...others: Evidence[]): LossReason | null | undefined =>
  attribute(order, [evidence, ...others]).record.candidates.find(
    ({ code }) => code.toUpperCase() === evidence.code.toUpperCase(),
  )?.lost;

describe("attribution", () => {
  it("gives an order nobody referred to nobody", () => {
    expect(attribute(order, [])).toEqual({
      winner: null,
      referral: null,
      record: { winner: null, candidates: [] },
    });
  });

  it("ranks staff's word over a binding, a code, a name, a claim and a cookie", () => {
    expect(evidenceKinds).toEqual(["manual", "binding", "code", "name", "claim", "cookie"]);
    for (const [strong, stronger] of evidenceKinds.entries()) {
      for (const weaker of evidenceKinds.slice(strong + 1)) {
        // The weaker is newer, and comes first: only its strength speaks against it.
        const evidence = [touch(weaker, "weak", before(1)), touch(stronger, "strong", before(9))];
        expect(winnerOf(evidence)).toBe("CODE-strong");
        expect(attribute(order, evidence).record.candidates.map(({ lost }) => lost)).toEqual([
          null,
          "weaker-evidence",
        ]);
      }
    }
  });

  it("keeps what staff need to see of each candidate, strongest first", () => {
    const claim = touch("claim", "r1", before(2));
    const cookie = touch("cookie", "c", before(1), { referral: null, code: "CARL-7", advocateId: "carl" });
    const { winner, referral, record } = attribute(order, [cookie, claim]);
    expect(winner).toBe(claim);
    expect(referral).toBe(claim.referral);
    const won = {
      kind: "claim",
      referralId: "r1",
      code: "CODE-r1",
      advocateId: "anna",
      programId: "default",
      touchedAt: "2026-11-08T12:00:00.000Z",
      lost: null,
    };
    expect(record).toEqual({
      winner: won,
      candidates: [
        won,
        {
          kind: "cookie",
          referralId: null,
          code: "CARL-7",
          advocateId: "carl",
          programId: "default",
          touchedAt: "2026-11-09T12:00:00.000Z",
          lost: "weaker-evidence",
        },
      ],
    });
    expect(record).not.toHaveProperty("history");
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });

  it("takes the last of equal evidence", () => {
    const early = touch("claim", "a", before(9));
    const late = touch("claim", "b", before(1));
    expect(winnerOf([early, late])).toBe("CODE-b");
    expect(lossOf(early, late)).toBe("earlier-touch");
  });

  it("takes the first where the program says so", () => {
    const early = touch("claim", "b", before(9), firstTouch);
    const middle = touch("claim", "a", before(5), firstTouch);
    const late = touch("claim", "c", before(1), firstTouch);
    expect(winnerOf([late, early, middle])).toBe("CODE-b");
    expect(lossOf(late, early, middle)).toBe("later-touch");
    expect(lossOf(middle, early, late)).toBe("later-touch");
  });

  it("takes the last where only one of two programs says the first", () => {
    expect(winnerOf([touch("claim", "a", before(9), firstTouch), touch("claim", "b", before(1))])).toBe(
      "CODE-b",
    );
    // What weaker evidence's program says does not matter.
    expect(
      winnerOf([
        touch("code", "a", before(9), firstTouch),
        touch("code", "b", before(1), firstTouch),
        touch("cookie", "c", before(1)),
      ]),
    ).toBe("CODE-a");
  });

  it("takes the first valid touch, not the first", () => {
    const old = touch("claim", "old", before(31), firstTouch);
    const fresh = [touch("claim", "a", before(9), firstTouch), touch("claim", "b", before(1), firstTouch)];
    expect(winnerOf([old, ...fresh])).toBe("CODE-a");
    expect(lossOf(old, ...fresh)).toBe("outside-window");
  });

  it("decides between touches of one moment by referral, then advocate, then code", () => {
    const pairs: [Touch, Touch][] = [
      [touch("code", "a", placedAt), touch("code", "b", placedAt)],
      [touch("code", "z", placedAt), touch("code", "a", placedAt, { referral: null })],
      [
        touch("code", "z", placedAt, { referral: null }),
        touch("code", "a", placedAt, { referral: null, advocateId: "berta" }),
      ],
      [touch("code", "a", placedAt, { referral: null }), touch("code", "b", placedAt, { referral: null })],
    ];
    for (const [first, second] of pairs) {
      expect(winnerOf([first, second])).toBe(first.code);
      expect(winnerOf([second, first])).toBe(first.code);
      expect(lossOf(second, first)).toBe("same-touch");
    }
  });

  it("lists candidates of one moment in one order, those that lead somewhere first", () => {
    const stranger = { referral: null, advocateId: "zoe", code: "SAME-1" };
    const sorted: Evidence[] = [
      touch("code", "a", placedAt, { ...stranger, programId: "club" }),
      touch("code", "b", placedAt, { ...stranger, programId: "vip" }),
      deadEnd("code-unknown", { code: "SAME-0", programId: "vip" }),
      deadEnd("code-disabled", { code: "SAME-2" }),
      deadEnd("code-unknown", { code: "SAME-2" }),
      deadEnd("program-closed", { code: "SAME-2", programId: "club" }),
      deadEnd("code-disabled", { code: "SAME-2", programId: "vip" }),
    ];
    const expected = [
      ["SAME-1", "club", null],
      ["SAME-1", "vip", "same-touch"],
      ["SAME-0", "vip", "code-unknown"],
      ["SAME-2", undefined, "code-disabled"],
      ["SAME-2", undefined, "code-unknown"],
      ["SAME-2", "club", "program-closed"],
      ["SAME-2", "vip", "code-disabled"],
    ];
    for (const evidence of [sorted, [...sorted].reverse()]) {
      const { candidates } = attribute(order, evidence).record;
      expect(candidates.map(({ code, programId, lost }) => [code, programId, lost])).toEqual(expected);
    }
  });

  it("has one winner when the same evidence comes twice", () => {
    const twice = touch("code", "a", before(1));
    const { record } = attribute(order, [twice, twice]);
    expect(record.candidates.map(({ lost }) => lost)).toEqual([null, "same-touch"]);
  });
});

describe("evidence that cannot win", () => {
  const kinds = ["code", "name", "claim", "cookie"] as const;

  it.each(kinds)("a %s counts to the last moment of its window, and not after", (kind) => {
    expect(lossOf(touch(kind, "edge", before(30)))).toBeNull();
    expect(lossOf(touch(kind, "old", before(30, 1)))).toBe("outside-window");
    const rules = { windowDays: 7, touch: "last" } as const;
    expect(lossOf(touch(kind, "short", before(7, 1), { rules }))).toBe("outside-window");
  });

  it.each([...kinds, "binding"] as const)("a %s counts up to the order, and not after", (kind) => {
    expect(lossOf(touch(kind, "now", placedAt))).toBeNull();
    expect(lossOf(touch(kind, "late", before(0, -1)))).toBe("after-order");
  });

  it.each(kinds)("a %s is never given to two orders", (kind) => {
    expect(lossOf(touch(kind, "used", before(1), used("used")))).toBe("already-converted");
    const own = { referral: referralOf("own", { orderId: order.id }) };
    expect(lossOf(touch(kind, "own", before(1), own))).toBeNull();
  });

  it("says that it belongs to another order before it says when it came", () => {
    expect(lossOf(touch("claim", "used", before(99), used("used")))).toBe("already-converted");
    expect(lossOf(touch("claim", "used", before(-1), used("used")))).toBe("already-converted");
  });

  it("a binding has no window and carries a friend's later orders, until it ends", () => {
    const bound = { ...used("bound"), until: null };
    expect(lossOf(touch("binding", "bound", before(999), bound))).toBeNull();
    expect(lossOf(touch("binding", "bound", before(999), used("bound")))).toBeNull();
    expect(lossOf(touch("binding", "bound", before(9), { ...bound, until: placedAt }))).toBeNull();
    const over = { ...bound, until: before(0, 1) };
    expect(lossOf(touch("binding", "bound", before(9), over))).toBe("binding-ended");
  });

  it("staff's word always can", () => {
    const until = before(99);
    for (const at of [before(999), before(-1)]) {
      expect(lossOf(touch("manual", "m", at, { ...used("m"), until, by: "eva", note: "Asked." }))).toBeNull();
    }
  });

  it("only a binding ends", () => {
    expect(lossOf(touch("claim", "c", before(5), { until: before(1) }))).toBeNull();
  });

  it.each(deadEndReasons)("is kept where it leads nowhere: %s", (reason) => {
    const { winner, referral, record } = attribute(order, [deadEnd(reason), touch("cookie", "c", before(1))]);
    expect([winner?.code, referral?.id]).toEqual(["CODE-c", "c"]);
    expect(record.candidates[0]).toEqual({
      kind: "code",
      referralId: null,
      code: "ANNA-7KQ2MX",
      touchedAt: placedAt.toISOString(),
      lost: reason,
    });
    expect(attribute(order, [deadEnd(reason)]).record.winner).toBeNull();
  });

  it("says which program was closed, where that is known", () => {
    const closed = (change: Partial<DeadEnd>) =>
      attribute(order, [deadEnd("program-closed", change)]).record.candidates[0];
    expect(closed({ programId: "vip" })).toMatchObject({ programId: "vip", lost: "program-closed" });
    expect(closed({})).not.toHaveProperty("programId");
  });

  it("keeps nothing that may be somebody's name or address", () => {
    const typed = (kind: EvidenceKind, code: string) =>
      attribute(order, [deadEnd(kind === "name" ? "name-unknown" : "code-unknown", { kind, code })]).record
        .candidates[0]?.code;
    expect(typed("name", "Anna")).toBe("");
    expect(typed("code", "Anna Ahrens")).toBe("");
    expect(typed("code", "anna@example.com")).toBe("");
    expect(typed("code", " friend-2 ")).toBe("FRIEND-2");
  });

  it("has a reason that the API and the admin know", () => {
    expect(deadEndReasons).toEqual([
      "code-unknown",
      "code-disabled",
      "name-unknown",
      "name-ambiguous",
      "program-closed",
    ]);
    expect(lossReasons).toEqual([
      "weaker-evidence",
      "earlier-touch",
      "later-touch",
      "same-touch",
      "outside-window",
      "after-order",
      "already-converted",
      "binding-ended",
      "self",
      ...deadEndReasons,
      "removed-by-staff",
    ]);
  });
});

describe("one's own code", () => {
  const own = touch("code", "own", before(1), { advocateId: "ben" });

  it("loses to anybody's, however weak", () => {
    const cookie = touch("cookie", "c", before(9));
    expect(winnerOf([own, cookie])).toBe("CODE-c");
    expect(lossOf(own, cookie)).toBe("self");
    expect(lossOf({ ...own, kind: "manual" }, cookie)).toBe("self");
  });

  it("wins alone, so that the order is rejected in sight of staff", () => {
    expect(attribute(order, [own, deadEnd("code-unknown")]).winner).toBe(own);
    const old = touch("claim", "old", before(31));
    expect(winnerOf([own, old])).toBe("CODE-own");
    expect(lossOf(old, own)).toBe("outside-window");
  });

  it("loses to one's own stronger one as any evidence does", () => {
    const cookie = touch("cookie", "c", before(1), { advocateId: "ben" });
    expect(lossOf(cookie, own)).toBe("weaker-evidence");
  });
});

describe("the stored referral an order belongs to", () => {
  const typed = touch("code", "typed", placedAt, { referral: null });

  it("is the claim of a friend who also typed the advocate's code", () => {
    const claim = touch("claim", "r1", before(2));
    const { winner, referral, record } = attribute(order, [touch("cookie", "r2", before(1)), claim, typed]);
    expect(winner).toBe(typed);
    expect(referral).toBe(claim.referral);
    expect(record.winner?.referralId).toBeNull();
  });

  it.each([
    ["of another advocate", { advocateId: "carl" }],
    ["in another program", { programId: "vip" }],
    ["of another order", used("r1")],
    ["from outside the window", { touchedAt: before(31) }],
    ["that is not stored", { referral: null }],
  ] as const)("is no claim %s", (_, change) => {
    expect(attribute(order, [typed, touch("claim", "r1", before(2), change)]).referral).toBeNull();
  });

  it("is the winner's own where it has one", () => {
    const code = touch("code", "own", before(3));
    expect(attribute(order, [code, touch("claim", "r1", before(2))]).referral?.id).toBe("own");
  });
});

describe("what staff said", () => {
  it("is kept as history, oldest first, with its reason", () => {
    const first = touch("manual", "a", before(-1), { referral: null, by: "eva", note: "Asked by mail." });
    const second = touch("manual", "b", before(-2), { referral: null, by: "ole", note: "A mix-up." });
    const { record } = attribute(order, [second, touch("claim", "c", before(1)), first]);
    expect(record.winner).toMatchObject({ code: "CODE-b", note: "A mix-up." });
    expect(record.candidates.map(({ lost }) => lost)).toEqual([null, "earlier-touch", "weaker-evidence"]);
    expect(record.candidates[2]).not.toHaveProperty("note");
    expect(record.history).toEqual([
      { act: "assigned", by: "eva", reason: "Asked by mail.", at: "2026-11-11T12:00:00.000Z" },
      { act: "assigned", by: "ole", reason: "A mix-up.", at: "2026-11-12T12:00:00.000Z" },
    ]);
  });

  it("is no act where it leads nowhere", () => {
    const { record } = attribute(order, [deadEnd("program-closed", { kind: "manual" })]);
    expect(record).not.toHaveProperty("history");
  });

  it("is kept even where nobody signed it", () => {
    expect(attribute(order, [touch("manual", "a", placedAt)]).record.history).toEqual([
      { act: "assigned", by: "", reason: "", at: "2026-11-10T12:00:00.000Z" },
    ]);
  });
});

describe("attribution of any evidence", () => {
  const anything = fc.array(
    fc.record({
      kind: fc.constantFrom(...evidenceKinds),
      hours: fc.integer({ min: -48, max: 60 * 24 }),
      used: fc.boolean(),
      stored: fc.boolean(),
      advocateId: fc.constantFrom("anna", "carl", "ben"),
      lost: fc.option(fc.constantFrom(...deadEndReasons), { freq: 5 }),
    }),
    { maxLength: 8 },
  );
  type Things = typeof anything extends fc.Arbitrary<infer T> ? T : never;
  const evidenceOf = (things: Things, rules: Touch["rules"], name = "r"): Evidence[] =>
    things.map(({ kind, hours, used, stored, advocateId, lost }, i) => {
      const id = `${name}${i}`;
      const touchedAt = before(hours / 24);
      if (lost !== null) return { kind, code: id, touchedAt, lost };
      const referral = stored ? referralOf(id, { advocateId, orderId: used ? "order_1" : null }) : null;
      return touch(kind, id, touchedAt, { advocateId, rules, referral });
    });
  const rules = fc.record({
    windowDays: fc.integer({ min: 1, max: 60 }),
    touch: fc.constantFrom("first" as const, "last" as const),
  });
  const strength = (attribution: Attribution) =>
    evidenceKinds.indexOf(attribution.winner?.kind ?? ("none" as EvidenceKind));

  it("is the same whatever order it comes in", () => {
    const shuffled = fc
      .tuple(anything, rules)
      .map(([things, rule]) => evidenceOf(things, rule))
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(attribute(order, other)).toEqual(attribute(order, list));
      }),
      { numRuns },
    );
  });

  it("has one winner or none, and every other candidate has its reason", () => {
    fc.assert(
      fc.property(anything, rules, (things, rule) => {
        const { winner, record } = attribute(order, evidenceOf(things, rule));
        const won = record.candidates.filter(({ lost }) => lost === null);
        expect(record.candidates).toHaveLength(things.length);
        expect(won).toHaveLength(winner === null ? 0 : 1);
        expect(record.winner).toEqual(won[0] ?? null);
        expect(record.winner?.code).toBe(winner?.code);
        for (const { lost } of record.candidates) if (lost !== null) expect(lossReasons).toContain(lost);
      }),
      { numRuns },
    );
  });

  it("believes nothing over something stronger that could win", () => {
    fc.assert(
      fc.property(anything, rules, (things, rule) => {
        const list = evidenceOf(things, rule);
        const decided = attribute(order, list);
        for (const item of list) {
          const alone = attribute(order, [item]).winner;
          if (alone === null || alone.advocateId === order.buyerId) continue;
          expect(decided.winner?.advocateId).not.toBe(order.buyerId);
          expect(strength(decided)).toBeLessThanOrEqual(evidenceKinds.indexOf(item.kind));
        }
      }),
      { numRuns },
    );
  });

  it("does not change its winner for weaker evidence, unless the winner is the buyer", () => {
    fc.assert(
      fc.property(anything, anything, rules, (things, more, rule) => {
        const list = evidenceOf(things, rule);
        const decided = attribute(order, list);
        const weaker = evidenceOf(more, rule, "w").filter(
          ({ kind }) => evidenceKinds.indexOf(kind) > strength(decided),
        );
        if (decided.winner === null || decided.winner.advocateId === order.buyerId) return;
        expect(attribute(order, [...weaker, ...list]).winner).toEqual(decided.winner);
      }),
      { numRuns },
    );
  });

  it("finds no fewer valid touches in a longer window", () => {
    fc.assert(
      fc.property(anything, rules, fc.integer({ min: 0, max: 30 }), (things, rule, longer) => {
        const short = attribute(order, evidenceOf(things, rule)).record.candidates;
        const wide = { ...rule, windowDays: rule.windowDays + longer };
        const long = attribute(order, evidenceOf(things, wide)).record.candidates;
        const outside = (candidates: typeof short) =>
          candidates.filter(({ lost }) => lost === "outside-window").map(({ code }) => code);
        expect(outside(short)).toEqual(expect.arrayContaining(outside(long)));
        if (short.some(({ lost }) => lost === null))
          expect(long.some(({ lost }) => lost === null)).toBe(true);
      }),
      { numRuns },
    );
  });
});
