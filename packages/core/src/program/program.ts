import { type Currency, currency, type Money, moneyOf } from "../reward/money";

/** A benefit at a checkout: a percentage of the order's value, or a fixed amount in each currency offered. */
export type Incentive =
  | { readonly type: "percentage"; readonly percent: number }
  | { readonly type: "fixed"; readonly amounts: Readonly<Record<string, string>> };

/** The advocate's is a fixed amount, so that what is owed can be booked before it is used. */
export type FixedIncentive = Extract<Incentive, { type: "fixed" }>;

/** What the merchant promises. Amounts are decimal strings in major units, keyed by currency. */
export interface Program {
  readonly id: string;
  readonly shopName: string;
  /** Where a friend lands; the only place a share link ever leads to. */
  readonly landingUrl: string;
  /** What a code is appended to: `https://shop.example/go`. */
  readonly shareUrl: string;
  /** The human part of a new code: `FRIEND-7KQ2MXWP`. */
  readonly codeWord: string;
  readonly friend: Incentive;
  readonly advocate: FixedIncentive;
  readonly conditions: {
    readonly newCustomer: boolean;
    /** Least value of the friend's order after discounts, before tax and shipping. */
    readonly minimumOrder?: Readonly<Record<string, string>>;
  };
  /** Days after a claim within which an order still belongs to it. */
  readonly attributionWindowDays: number;
  /** Days a reward waits after the friend's order, for returns. */
  readonly holdDays: number;
}

/** The advocate's reward in a currency; null where the program offers none in it. */
export function advocateReward(program: Program, code: Currency): Money | null {
  const amount = program.advocate.amounts[code];
  return amount === undefined ? null : moneyOf(amount, code);
}

/** True when the friend's benefit can be given in a currency. */
export function offersFriend(program: Program, code: Currency): boolean {
  return program.friend.type === "percentage" || program.friend.amounts[code] !== undefined;
}

/** The least order value in a currency; null where none is asked. */
export function minimumOrder(program: Program, code: Currency): Money | null {
  const amount = program.conditions.minimumOrder?.[code];
  return amount === undefined ? null : moneyOf(amount, code);
}

/** The currencies in which both sides' benefits exist. */
export function offeredCurrencies(program: Program): Currency[] {
  return Object.keys(program.advocate.amounts)
    .map(currency)
    .filter((code) => offersFriend(program, code));
}
