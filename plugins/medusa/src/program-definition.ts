import type { Amounts, Condition, Incentive, ProgramDefinition } from "@goodword/core";

/** A program as a shop writes it into its configuration. Amounts are decimal strings in major units. */
export interface ProgramOptions {
  readonly id: string;
  readonly shopName: string;
  readonly landingUrl: string;
  readonly shareUrl: string;
  readonly codeWord: string;
  readonly friend: Incentive;
  readonly advocate: { readonly type: "fixed"; readonly amounts: Amounts };
  readonly conditions: { readonly newCustomer: boolean; readonly minimumOrder?: Amounts };
  readonly attributionWindowDays: number;
  readonly holdDays: number;
}

/** The same promise as the engine keeps it: a code for the advocate, for each friend's first order. */
export function programDefinition(options: ProgramOptions): ProgramDefinition {
  const { advocate, conditions, ...program } = options;
  const { newCustomer, minimumOrder } = conditions;
  const asked: Condition[] = [
    ...(newCustomer ? [{ type: "new-customer" } as const] : []),
    ...(minimumOrder === undefined ? [] : [{ type: "minimum-order", amounts: minimumOrder } as const]),
  ];
  return {
    ...program,
    rewards: [
      {
        id: "friend-order",
        side: "advocate",
        kind: "discount-code",
        trigger: { on: "order" },
        amount: advocate,
      },
    ],
    conditions: asked,
  };
}
