import type { Period } from "../money/period";
import type { RewardKind } from "../program/reward-rule";

/** When a reward comes: so many days after what. */
export interface Arrival {
  readonly days: number;
  readonly after: "placed" | "captured" | "fulfilled" | "delivered" | "level" | Exclude<Period, "day">;
  readonly isCode: boolean;
}

/** What a friend's order must come to, and how that is measured: `measure` is said already. */
export interface Minimum {
  readonly amount: string;
  readonly measure: string;
}

export type Counted = "shares" | "invitations" | "friends";

export interface Placing {
  readonly period: Exclude<Period, "day">;
  readonly top: number;
  readonly least: number | null;
}

/**
 * One language's way to say a program. Amounts, percentages, dates and countries come said; counts come as
 * numbers, since words bend by them. What ends a sentence brings its full stop; what stands within one has none.
 */
export interface Words {
  /** Of what "nothing" means where one side gets none. */
  readonly nothing: { readonly friend: string; readonly advocate: string };
  off(amount: string): string;
  /** A percentage of the order's value. */
  share(percent: string): string;
  plus(amount: string, share: string): string;
  range(least: string, most: string): string;
  /** An amount of a kind; `isShare` where some of it is a percentage. */
  money(kind: RewardKind, amount: string, isShare: boolean): string;
  pieces(kind: RewardKind, count: number): string;

  /** A promise that takes more than one order: what, for what. */
  readonly promised: {
    milestone(what: string, friends: number): string;
    level(what: string, counted: Counted, count: number): string;
    placing(what: string, placing: Placing): string;
  };

  /** The main conditions, each null or false where there is none. */
  conditions(rule: { newCustomer: boolean; minimum: Minimum | null }): string | null;
  arrival(arrival: Arrival): string;
  offerConditions(rule: {
    newCustomer: boolean;
    minimum: Minimum | null;
    days: number;
    hasBenefit: boolean;
  }): string;
  /** That of a friend's benefit and other discount codes only the best counts. */
  readonly onlyTheBest: string;
  /** Why a friend's benefit is not on a cart, to whoever is at the checkout. */
  readonly refusal: Readonly<
    Record<
      | "self-referral"
      | "existing-customer"
      | "not-for-this-cart"
      | "claim-expired"
      | "unknown"
      | "not-applicable"
      | "other-discount"
      | "cart-not-found",
      string
    >
  >;
  /** What is missing of a least order value, for which benefit. */
  missing(amount: string, what: string): string;
  rewardConditions(kind: RewardKind, shop: string): string;
  valid(days: number): string;

  /** What an order's value is measured by: what it includes, and what comes after. */
  measure(includes: readonly ("tax" | "shipping")[], before: readonly Part[]): string;

  /** Conditions in full. */
  readonly condition: {
    readonly newCustomer: string;
    minimum(minimum: Minimum, afterDiscounts: boolean): string;
    included(what: "products" | "categories"): string;
    excluded(what: "products" | "categories"): string;
    markets(countries: string): string;
    nth(n: number): string;
    orders(count: number, days: number): string;
    readonly captured: string;
    readonly fulfilled: string;
    readonly delivered: string;
  };

  /** What a rule promises, in full; `side` is who gets it, the advocate being "you". */
  readonly rule: {
    first(side: Side, what: string): string;
    every(side: Side, what: string, limits: { months: number | null; count: number | null }): string;
    milestone(what: string, friends: number): string;
    level(what: string, level: number, counted: Counted, count: number): string;
    placing(what: string, placing: Placing): string;
    tiers(tiers: readonly { from: number; what: string }[]): string;
    atMost(amount: string): string;
    boost(from: string, to: string, percent: string): string;
    comes(side: Side, arrival: Arrival): string;
    expires(days: number): string;
    /** Of what only shares or invitations earn. */
    readonly checked: string;
  };

  /** The rest of the program, in full. */
  readonly program: {
    friendGets(what: string): string;
    readonly friendGetsNothing: string;
    readonly advocateGetsNothing: string;
    percentages(measure: string, afterDiscounts: boolean): string;
    window(days: number): string;
    touch(which: "last" | "first"): string;
    binding(days: number): string;
    readonly nameShare: string;
    perAdvocate(count: number): string;
    perAdvocatePeriod(count: number, period: Period): string;
    perProgram(count: number): string;
    budget(amount: string): string;
    markets(countries: string): string;
    starts(at: string): string;
    ends(at: string): string;
    runs(from: string, to: string): string;
    readonly ownOrders: string;
    readonly reversal: string;
  };
}

type Side = "advocate" | "friend";
export type Part = "discounts" | "shipping" | "tax";

export function sentences(...parts: (string | null | false)[]): string {
  return parts.filter((part) => part !== null && part !== false).join(" ");
}
