import type { Money } from "../../money/money";
import type { BenefitCart, BenefitRefusal } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import { isOffered } from "../../program/offered";
import type { Program } from "../../program/program";
import { claimExpiry } from "../../referral/claim";
import type { Referral } from "../../referral/referral";
import { addressesOf, bindingOf, type CartVerdict, judgeCart } from "./judge-benefit";

export interface Refused {
  readonly reason: NonNullable<CartVerdict["objection"]> | BenefitRefusal;
  readonly missing?: Money | null;
}

/**
 * Puts a claim's benefit on a cart that it is for, bound to what was judged, or takes it off. Null when it is on.
 * `token` is the claim's, where it is known, and is noted on the cart. Without `judgesBuyer`, a cart with an address
 * that the benefit is not bound to is left as it is.
 */
export async function putBenefit(
  engine: Engine,
  cartId: string,
  cart: BenefitCart,
  claim: { readonly referral: Referral; readonly program: Program; readonly token: string | null },
  { judgesBuyer = true, signal }: { judgesBuyer?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<Refused | null> {
  const { benefit } = engine;
  const { referral, program, token } = claim;
  const code = referral.benefitCode;
  if (!judgesBuyer && !(await isJudged(engine, cart, code))) {
    return code !== null && cart.codes.includes(code) ? null : { reason: "not-applicable" };
  }
  const { objection, missing } = await judgeCart(engine, cart, referral, program, { judgesBuyer });
  signal?.throwIfAborted();
  const isNoted = token === null || cart.claim === token;
  const isOfferedHere = isOffered(program, cart.currency);
  if (objection !== null || !isOfferedHere || program.friend === null || code === null) {
    if (code !== null) await benefit.remove(cartId, code, isOfBuyer(objection) ? addressesOf(cart) : []);
    // What may still come true stays with the cart, also where the shop does not ask again.
    const mayCome = objection === null ? !isOfferedHere : mayChange.has(objection);
    if (mayCome && !isNoted) await benefit.note(cartId, { claim: token });
    return objection === null ? { reason: "not-applicable" } : { reason: objection, missing };
  }
  if (!isNoted) await benefit.note(cartId, { claim: token });
  const { friend: incentive, combination = "stack" } = program;
  const outcome = await benefit.apply({
    code,
    incentive,
    combination,
    claim: token ?? cart.claim ?? "",
    expiresAt: claimExpiry(referral.claimedAt, program.attributionWindowDays),
    bound: bindingOf(cartId, cart, program),
  });
  return outcome.applied ? null : outcome;
}

/** Whether something speaks against who buys, and not against what is in the cart. */
export function isOfBuyer(reason: Refused["reason"] | null): boolean {
  return reason === "self-referral" || reason === "existing-customer";
}

/** A cart without an address is nobody's yet: nothing about it concerns a person. */
async function isJudged({ benefit }: Engine, cart: BenefitCart, code: string | null): Promise<boolean> {
  const addresses = addressesOf(cart);
  return addresses.length === 0 || (code !== null && (await benefit.admits(code, addresses)));
}

const mayChange: ReadonlySet<string> = new Set(["below-minimum", "self-referral", "existing-customer"]);
