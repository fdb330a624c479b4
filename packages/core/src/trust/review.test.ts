import { GoodwordError } from "../errors";
import {
  appealStates,
  askAppeal,
  decideAppeal,
  decideReview,
  openReview,
  type Review,
  reviewOrder,
  reviewResult,
  reviewStates,
  waitingSince,
} from "./review";

const monday = "2026-03-02T09:00:00.000Z";
const tuesday = "2026-03-03T09:00:00.000Z";
const wednesday = "2026-03-04T09:00:00.000Z";
const decision = { by: "staff_1", reason: "Flatmates, spoke with both.", at: tuesday };
const request = { reason: "We only share a flat.", at: tuesday };

const aReview = (change: Partial<Review> = {}): Review => ({
  state: "open",
  openedAt: monday,
  decision: null,
  appealState: "none",
  appeal: null,
  appealDecision: null,
  ...change,
});
const asked = aReview({ state: "declined", appealState: "asked", appeal: request });

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof GoodwordError)
      return { code: error.code, message: error.message, action: error.action };
  }
  return "nothing was thrown";
}

describe("a review", () => {
  it("waits for a person where the verdict says so", () => {
    expect(openReview({ outcome: "review" }, monday)).toEqual(aReview());
  });

  it("is declined by nobody, and open to appeal, where the verdict declines", () => {
    const declined = openReview({ outcome: "decline" }, monday) as Review;
    expect(declined).toEqual(aReview({ state: "declined" }));
    expect(askAppeal(declined, request).appealState).toBe("asked");
  });

  it.each(["pay", "refuse"] as const)("is not opened by a verdict to %s", (outcome) => {
    expect(openReview({ outcome }, monday)).toBeNull();
  });

  it.each(
    reviewStates.flatMap((from) => (["approved", "declined"] as const).map((to) => [from, to] as const)),
  )("moves from %s to %s only while it is open", (from, to) => {
    const decide = () => decideReview(aReview({ state: from }), to, decision);
    if (from === "open") expect(decide()).toEqual(aReview({ state: to, decision }));
    else {
      expect(thrown(decide)).toEqual({
        code: "GW_REVIEW_STATE",
        message: `review: cannot move from ${from} to ${to}`,
        action: "ignore",
      });
    }
  });
});

describe("an appeal", () => {
  it.each(reviewStates.flatMap((state) => appealStates.map((from) => [state, from] as const)))(
    "of a review that is %s with an appeal of %s is asked once, of a decline",
    (state, from) => {
      const review = aReview({ state, appealState: from });
      const ask = () => askAppeal(review, request);
      if (state === "declined" && from === "none") expect(ask()).toEqual(asked);
      else {
        expect(thrown(ask)).toEqual({
          code: "GW_APPEAL_STATE",
          message: `appeal: cannot move from ${from} to asked (the review is ${state})`,
          action: "ignore",
        });
      }
    },
  );

  it.each(
    appealStates.flatMap((from) => (["upheld", "overturned"] as const).map((to) => [from, to] as const)),
  )("moves from %s to %s only once it is asked", (from, to) => {
    const decide = () => decideAppeal({ ...asked, appealState: from }, to, decision);
    if (from === "asked") {
      expect(decide()).toEqual({ ...asked, appealState: to, appealDecision: decision });
    } else {
      expect(thrown(decide)).toEqual({
        code: "GW_APPEAL_STATE",
        message: `appeal: cannot move from ${from} to ${to} (the review is declined)`,
        action: "ignore",
      });
    }
  });

  it("is not decided for a review that is not declined", () => {
    expect(thrown(() => decideAppeal({ ...asked, state: "open" }, "overturned", decision))).toMatchObject({
      message: "appeal: cannot move from asked to overturned (the review is open)",
    });
  });
});

describe("a statement", () => {
  const acts = {
    "deciding a review": (reason: string) =>
      decideReview(aReview(), "approved", { ...decision, reason }).decision,
    "asking for an appeal": (reason: string) =>
      askAppeal(aReview({ state: "declined" }), { ...request, reason }).appeal,
    "deciding an appeal": (reason: string) =>
      decideAppeal(asked, "upheld", { ...decision, reason }).appealDecision,
  };
  const names = Object.keys(acts) as (keyof typeof acts)[];

  it.each(names)("when %s has 1 to 500 characters, without the space around them", (name) => {
    expect(acts[name](" y ")?.reason).toBe("y");
    expect(acts[name](` ${"y".repeat(500)} `)?.reason).toBe("y".repeat(500));
  });

  it.each(
    names.flatMap((name) => [
      [name, "", 0] as const,
      [name, " \n ", 0] as const,
      [name, "y".repeat(501), 501] as const,
    ]),
  )("when %s cannot be %j", (name, reason, length) => {
    expect(thrown(() => acts[name](reason))).toEqual({
      code: "GW_REVIEW_REASON",
      message: `review: expected a reason of 1 to 500 characters, got ${length}`,
      action: "ignore",
    });
  });

  it.each(["", "  "])("of staff cannot be signed %j", (by) => {
    const nobody = {
      code: "GW_REVIEW_STAFF",
      message: "review: say which member of staff decides",
      action: "ignore",
    };
    expect(thrown(() => decideReview(aReview(), "declined", { ...decision, by }))).toEqual(nobody);
    expect(thrown(() => decideAppeal(asked, "overturned", { ...decision, by }))).toEqual(nobody);
  });

  it("of staff is kept with who made it and when", () => {
    const signed = decideReview(aReview(), "declined", { ...decision, by: " staff_1 " });
    expect(signed.decision).toEqual(decision);
  });
});

describe("what a review means for the reward", () => {
  it.each(reviewStates.flatMap((state) => appealStates.map((appealState) => [state, appealState] as const)))(
    "when it is %s with an appeal of %s",
    (state, appealState) => {
      const pays = state === "approved" || appealState === "overturned";
      const expected = state === "open" ? "waiting" : pays ? "pay" : "declined";
      expect(reviewResult(aReview({ state, appealState }))).toBe(expected);
    },
  );

  it("is never to pay before a person decided, however long ago it was opened", () => {
    expect(reviewResult(aReview({ openedAt: "1970-01-01T00:00:00.000Z" }))).toBe("waiting");
  });
});

describe("the queue", () => {
  it("counts the wait from the opening, or from the appeal", () => {
    expect(waitingSince(aReview())).toBe(monday);
    expect(waitingSince(asked)).toBe(tuesday);
    expect(waitingSince({ ...asked, appealState: "upheld" })).toBeNull();
    expect(waitingSince(aReview({ state: "approved" }))).toBeNull();
    expect(waitingSince(null)).toBeNull();
  });

  it("has the longest wait first, then the id, and what waits for nobody last", () => {
    // Ids run against the waits, so that sorting by id alone would fail.
    const queue = [
      { id: "b", review: null },
      { id: "a", review: aReview({ state: "approved" }) },
      { id: "c", review: aReview({ openedAt: wednesday }) },
      { id: "d", review: asked },
      { id: "f", review: aReview() },
      { id: "e", review: aReview() },
    ];
    const ids = (items: typeof queue) => [...items].sort(reviewOrder).map(({ id }) => id);
    expect(ids(queue)).toEqual(["e", "f", "d", "c", "a", "b"]);
    expect(ids(queue.reverse())).toEqual(["e", "f", "d", "c", "a", "b"]);
  });
});
