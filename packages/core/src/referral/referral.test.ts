import { GoodwordError } from "../errors";
import {
  moveReferral,
  type Referral,
  type ReferralState,
  referralSources,
  referralStates,
  rejectionReasons,
} from "./referral";

const referral: Referral = {
  id: "referral_1",
  programId: "default",
  programVersion: 1,
  code: "ANNA-7KQ2MX",
  advocateId: "anna",
  state: "claimed",
  source: "claim",
  claimHash: "hash",
  benefitCode: "HELLO-1",
  claimedAt: new Date(0),
  friendId: null,
  orderId: null,
  convertedAt: null,
  reasons: [],
};

describe("a referral's state", () => {
  const legal: Record<ReferralState, ReferralState[]> = {
    clicked: ["claimed", "converted"],
    claimed: ["converted"],
    converted: ["qualified", "rejected"],
    qualified: ["reversed"],
    rejected: ["qualified"],
    reversed: ["qualified"],
  };
  const moves = referralStates.flatMap((from) => referralStates.map((to) => [from, to] as const));

  it.each(moves.filter(([from, to]) => legal[from].includes(to)))("moves from %s to %s", (from, to) => {
    expect(moveReferral({ ...referral, state: from }, to)).toEqual({ ...referral, state: to });
  });

  it.each(moves.filter(([from, to]) => !legal[from].includes(to)))("refuses %s to %s", (from, to) => {
    const illegal = { ...referral, state: from };
    let thrown: unknown;
    try {
      moveReferral(illegal, to);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(GoodwordError);
    expect(thrown).toMatchObject({
      code: "GW_REFERRAL_STATE",
      action: "ignore",
      message: `referral: cannot move from ${from} to ${to}`,
    });
    expect(illegal.state).toBe(from);
  });

  it("changes with what the move brings, which cannot name another state", () => {
    const change = { friendId: "ben", orderId: "order_1", state: "rejected" } as const;
    const moved = moveReferral(referral, "converted", change);
    expect(moved).toEqual({ ...referral, friendId: "ben", orderId: "order_1", state: "converted" });
    expect(referral.friendId).toBeNull();
  });

  it("is one of those the API and the database know", () => {
    expect(referralStates).toEqual(["clicked", "claimed", "converted", "qualified", "rejected", "reversed"]);
    expect(referralSources).toEqual(["manual", "code", "name", "claim", "cookie"]);
    expect(rejectionReasons).toEqual([
      "self-referral",
      "advocate-loop",
      "existing-customer",
      "below-minimum",
      "product-not-included",
      "product-excluded",
      "category-not-included",
      "category-excluded",
      "market-not-included",
      "not-the-nth-order",
      "too-few-orders",
      "currency-not-offered",
      "order-canceled",
      "order-refunded",
      "trust-declined",
      "removed-by-staff",
    ]);
  });
});
