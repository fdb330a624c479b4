import { advocateReward, minimumOrder, type Program } from "../program/program";
import type { Currency } from "../reward/money";
import type { Referral, RejectionReason } from "./referral";

export interface Conversion {
  readonly currency: Currency;
  /** Minor units, after discounts, before tax and shipping. */
  readonly value: bigint;
  readonly canceledAt: Date | null;
  readonly buyerId: string;
  /** Whether the buyer had a completed order before this one, as guest or with an account. */
  readonly hasEarlierOrder: boolean;
}

export type Verdict =
  | { readonly qualified: true; readonly reasons: readonly [] }
  | { readonly qualified: false; readonly reasons: readonly RejectionReason[] };

/** Whether a friend's order earns what the program promises, with every reason why not. Pure. */
export function qualify(conversion: Conversion, referral: Referral, program: Program): Verdict {
  const { conditions } = program;
  const minimum = minimumOrder(program, conversion.currency);
  const self = conversion.buyerId === referral.advocateId;
  const reasons: RejectionReason[] = [];
  if (self) reasons.push("self-referral");
  if (conditions.newCustomer && conversion.hasEarlierOrder && !self) reasons.push("existing-customer");
  if (minimum !== null && conversion.value < minimum.amount) reasons.push("below-minimum");
  if (advocateReward(program, conversion.currency) === null) reasons.push("currency-not-offered");
  if (conversion.canceledAt !== null) reasons.push("order-canceled");
  return reasons.length === 0 ? { qualified: true, reasons: [] } : { qualified: false, reasons };
}
