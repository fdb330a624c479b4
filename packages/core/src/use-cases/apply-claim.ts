import type { BenefitCart } from "../ports/host";
import type { Engine } from "../ports/ports";
import { minimumOrder } from "../program/offered";
import type { Program } from "../program/program";
import { sayClaimRefusal } from "../program/terms";
import { claimExpiry, claimHash } from "../referral/claim";
import { namedIdentities } from "../referral/identity";
import type { Referral } from "../referral/referral";
import type { Money } from "../reward/money";
import { orderValueOf } from "../reward/order-value";
import { activeCode, claimOffer } from "./claim-offer";

export const claimRefusals = [
  "code-unknown",
  "claim-unknown",
  "claim-expired",
  "cart-not-found",
  "already-used",
  "self-referral",
  "existing-customer",
  "below-minimum",
  "other-discount",
  "not-applicable",
] as const;
export type ClaimRefusal = (typeof claimRefusals)[number];

export interface AppliedClaim {
  readonly applied: boolean;
  readonly reason: ClaimRefusal | null;
  /** The reason in a sentence for the shopper; null where it applied. */
  readonly message: string | null;
  /** What the cart lacks of the least order value; null for every other reason. */
  readonly missing: Money | null;
}

interface Refused {
  readonly reason: ClaimRefusal;
  readonly missing?: Money;
}

/**
 * Puts a claim's benefit on a cart, or takes it off again where the cart is not, or no longer, one that it is for.
 * Idempotent: called after every change of the cart. A claim made in time is kept when its program is paused or
 * over since: it was promised.
 */
export async function applyClaim(
  engine: Engine,
  input: { cartId: string; claim: string; locale?: string | undefined },
): Promise<AppliedClaim> {
  const { book, store } = engine;
  const [referral] = await store.referrals.byClaimHashes([claimHash(input.claim)]);
  const [code] = referral === undefined ? [] : await store.codes.byCodes([referral.code]);
  if (referral === undefined || code?.status !== "active") {
    return answer({ reason: "claim-unknown" }, null, input.locale);
  }
  const program = await book.version(referral.programId, referral.programVersion);
  const outcome = await putOn(engine, input, referral, program);
  return answer(outcome, program, input.locale);
}

/**
 * Applies the code that a friend typed at the checkout: claims its offer for this cart, once however often it is
 * typed, and puts the benefit on. Unknown and disabled codes look alike.
 */
export async function referCart(
  engine: Engine,
  input: { cartId: string; code: string; locale?: string | undefined },
): Promise<AppliedClaim> {
  const active = await activeCode(engine, input.code);
  if (active === null) return answer({ reason: "code-unknown" }, null, input.locale);
  const { code, program } = active;
  const cart = await engine.benefit.cart(input.cartId, null);
  if (cart === null) return answer({ reason: "cart-not-found" }, program, input.locale);
  const claim = (await openClaimOf(engine, cart, code.code)) ?? (await freshClaim(engine, code.code));
  if (claim === null) return answer({ reason: "code-unknown" }, program, input.locale);
  await engine.benefit.note(input.cartId, { claim, referredBy: code.code });
  return applyClaim(engine, { cartId: input.cartId, claim, locale: input.locale });
}

/** Evaluates a cart again that carries a claim, after it changed; one that carries none is left alone. */
export async function reviewCart(engine: Engine, { cartId }: { cartId: string }): Promise<void> {
  const cart = await engine.benefit.cart(cartId, null);
  if (cart?.claim) await applyClaim(engine, { cartId, claim: cart.claim });
}

async function openClaimOf(engine: Engine, cart: BenefitCart, code: string): Promise<string | null> {
  if (cart.claim === null) return null;
  const [known] = await engine.store.referrals.byClaimHashes([claimHash(cart.claim)]);
  return known?.code === code && known.state === "claimed" ? cart.claim : null;
}

async function freshClaim(engine: Engine, code: string): Promise<string | null> {
  return (await claimOffer(engine, { code })).claim?.token ?? null;
}

/** Null when the benefit is on the cart. */
async function putOn(
  engine: Engine,
  { cartId, claim }: { cartId: string; claim: string },
  referral: Referral,
  program: Program,
): Promise<Refused | null> {
  const { benefit, clock } = engine;
  const code = referral.benefitCode;
  const cart = await benefit.cart(cartId, code);
  if (cart === null) return { reason: "cart-not-found" };
  const expiresAt = claimExpiry(referral.claimedAt, program.attributionWindowDays);
  const refused = await refusalOf(engine, cart, referral, program, expiresAt <= clock.now());
  if (refused !== null || program.friend === null || code === null) {
    if (code !== null) await benefit.remove(cartId, code);
    // What may still come true stays with the cart, also where the shop does not ask again.
    if (refused !== null && mayChange.has(refused.reason) && cart.claim !== claim)
      await benefit.note(cartId, { claim });
    return refused ?? { reason: "not-applicable" };
  }
  if (cart.claim !== claim) await benefit.note(cartId, { claim });
  const { friend: incentive, combination = "stack" } = program;
  const outcome = await benefit.apply({ cartId, code, incentive, combination, claim, expiresAt });
  return outcome.applied ? null : outcome;
}

const mayChange: ReadonlySet<ClaimRefusal> = new Set(["below-minimum", "self-referral", "existing-customer"]);

/** As the order would be judged if it were placed now, as far as a cart shows it. */
async function refusalOf(
  engine: Engine,
  cart: BenefitCart,
  referral: Referral,
  program: Program,
  isOver: boolean,
): Promise<Refused | null> {
  if (isOver) return { reason: "claim-expired" };
  if (referral.state !== "claimed") return { reason: "already-used" };
  if (await isAdvocate(engine, cart, referral.advocateId)) return { reason: "self-referral" };
  const asksNew = program.conditions.some(({ type }) => type === "new-customer");
  if (asksNew && (await hasOrdered(engine, cart))) return { reason: "existing-customer" };
  const minimum = minimumOrder(program, cart.currency);
  const value = orderValueOf(cart, program.value);
  if (minimum === null || value >= minimum.amount) return null;
  return { reason: "below-minimum", missing: { ...minimum, amount: minimum.amount - value } };
}

async function isAdvocate(
  { store, options }: Engine,
  cart: BenefitCart,
  advocateId: string,
): Promise<boolean> {
  for (const identity of namedIdentities(options.secret, cart)) {
    if ((await store.participants.byIdentity(identity))?.id === advocateId) return true;
  }
  return false;
}

async function hasOrdered({ orders, clock }: Engine, { email, customerId }: BenefitCart): Promise<boolean> {
  if (email === null && customerId === null) return false;
  return orders.hasEarlierOrder({ orderId: "", email, customerId, before: clock.now() });
}

function answer(refused: Refused | null, program: Program | null, locale: string | undefined): AppliedClaim {
  if (refused === null) return { applied: true, reason: null, message: null, missing: null };
  const missing = refused.missing ?? null;
  const message = sayClaimRefusal(program, { reason: refused.reason, missing }, locale ?? "en");
  return { applied: false, reason: refused.reason, message, missing };
}
