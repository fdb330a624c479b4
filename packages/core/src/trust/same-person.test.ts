import { openReview, type Review } from "./review";
import { doubted, mustBeLookedAt } from "./same-person";

const open = openReview({ outcome: "review" }, "2026-11-10T00:00:00.000Z") as Review;
const approved = (at: string): Review => ({
  ...open,
  state: "approved",
  decision: { by: "user_1", reason: "Fine.", at },
});
const proposed = { since: new Date("2026-11-12T00:00:00.000Z"), points: 40 };
const merged = { since: null, points: 0 };

describe("a reward between two who may be one", () => {
  it.each([
    ["nobody looked at", null, proposed, true],
    ["that waits already", open, proposed, false],
    ["that was approved before they were proposed", approved("2026-11-11T00:00:00.000Z"), proposed, true],
    ["that was approved since", approved("2026-11-13T00:00:00.000Z"), proposed, false],
    ["in a program that does not count the signal", null, { ...proposed, points: 0 }, false],
    ["who were made one, whatever the program counts", null, merged, true],
    ["who were made one, approved since", approved("2026-11-11T00:00:00.000Z"), merged, false],
  ])("%s must be looked at: %#", (_, review, doubt, expected) => {
    expect(mustBeLookedAt(review, doubt)).toBe(expected);
  });

  it("says why it waits, once, beside what was found before", () => {
    const before = { outcome: "pay", score: 30, signals: [{ id: "disposable-email", points: 30 }] } as const;
    const after = doubted(before, proposed);
    expect(after).toEqual({
      outcome: "review",
      score: 70,
      signals: [
        { id: "possible-same-person", points: 40 },
        { id: "disposable-email", points: 30 },
      ],
    });
    expect(doubted(after, proposed)).toEqual(after);
    expect(doubted(null, merged).signals).toEqual([{ id: "possible-same-person", points: 0 }]);
  });
});
