import type {
  Amounts,
  Combination,
  Condition,
  Incentive,
  ProgramDefinition,
  RewardRule,
} from "@goodword/core";

/** What an advocate gets for each friend's first order. */
export type AdvocateOptions =
  /** A code for so much off. */
  | { readonly type: "fixed"; readonly amounts: Amounts }
  /** A code for so much of the friend's order value off. */
  | { readonly type: "percentage"; readonly percent: number }
  /** Needs `@medusajs/loyalty-plugin`. */
  | { readonly type: "store-credit"; readonly amounts: Amounts }
  | { readonly type: "points"; readonly points: number }
  /** A code for pieces of a product for nothing: the id or SKU of a variant, or the id or handle of a product. */
  | { readonly type: "free-product"; readonly product: string; readonly pieces?: number }
  /** Money that staff pay by hand. */
  | { readonly type: "payout"; readonly amounts: Amounts };

/** A program as a shop writes it into its configuration. Amounts are decimal strings in major units. */
export interface ProgramOptions {
  readonly id: string;
  readonly shopName: string;
  readonly landingUrl: string;
  readonly shareUrl: string;
  readonly codeWord: string;
  readonly friend: Incentive;
  /** How it goes with other discount codes: `stack`, as by default, or only the `best` counts. */
  readonly combination?: Combination;
  readonly advocate: AdvocateOptions;
  readonly conditions: {
    readonly newCustomer: boolean;
    readonly minimumOrder?: Amounts;
    /** When an order counts: once its payment is `captured`, or as soon as it is `placed`. */
    readonly payment: "captured" | "placed";
  };
  readonly attributionWindowDays: number;
  readonly holdDays: number;
}

/** The same promise as the engine keeps it: a reward for the advocate, for each friend's first order. */
export function programDefinition(options: ProgramOptions): ProgramDefinition {
  const { advocate, conditions, ...program } = options;
  const { newCustomer, minimumOrder, payment } = conditions;
  const asked: Condition[] = [
    ...(newCustomer ? [{ type: "new-customer" } as const] : []),
    ...(minimumOrder === undefined ? [] : [{ type: "minimum-order", amounts: minimumOrder } as const]),
    ...(payment === "captured" ? [{ type: "captured" } as const] : []),
  ];
  return {
    ...program,
    rewards: [{ id: "friend-order", side: "advocate", trigger: { on: "order" }, ...promiseOf(advocate) }],
    conditions: asked,
  };
}

function promiseOf(advocate: AdvocateOptions): Pick<RewardRule, "kind" | "amount"> {
  switch (advocate.type) {
    case "fixed":
    case "percentage":
      return { kind: "discount-code", amount: advocate };
    case "store-credit":
    case "payout":
      return { kind: advocate.type, amount: { type: "fixed", amounts: advocate.amounts } };
    case "points":
      return { kind: "points", amount: { type: "units", count: advocate.points } };
    case "free-product":
      return {
        kind: "free-product",
        amount: { type: "units", count: advocate.pieces ?? 1, item: advocate.product },
      };
  }
}
