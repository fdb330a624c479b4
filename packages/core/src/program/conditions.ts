import type { Amounts } from "../money/amounts";

/** What a friend's order must be for its rewards to be earned. All conditions must hold; they are plain data. */
export type Condition =
  /** The friend had no completed order before, as a guest or with an account. */
  | { readonly type: "new-customer" }
  /** The order's value, by the program's definition, is at least this; a currency not named has no minimum. */
  | { readonly type: "minimum-order"; readonly amounts: Amounts }
  /** Any line is one of `include` (when given), and none is one of `exclude`. Host product ids. */
  | { readonly type: "products"; readonly include?: readonly string[]; readonly exclude?: readonly string[] }
  | {
      readonly type: "categories";
      readonly include?: readonly string[];
      readonly exclude?: readonly string[];
    }
  /** The order ships to one of these countries, ISO 3166-1 alpha-2 in lower case. */
  | { readonly type: "markets"; readonly countries: readonly string[] }
  /** The friend's n-th standing order counts, and no other. */
  | { readonly type: "nth-order"; readonly n: number }
  /** The friend places `count` standing orders within `withinDays` of the first; the one that completes them counts. */
  | { readonly type: "orders"; readonly count: number; readonly withinDays: number }
  /** Waits until payment is captured. */
  | { readonly type: "captured" }
  /** Waits until the last parcel left. */
  | { readonly type: "fulfilled" }
  /** Waits until the last parcel came. */
  | { readonly type: "delivered" };

export type ConditionOf<T extends Condition["type"]> = Extract<Condition, { type: T }>;
