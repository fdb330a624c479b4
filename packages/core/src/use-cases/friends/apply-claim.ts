import type { Money } from "../../money/money";
import type { BenefitCart } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import { isSameMailbox } from "../../referral/benefit";
import { type ClaimRefusal, claimHash } from "../../referral/claim";
import { sayClaimRefusal } from "../../terms/terms";
import { claimFor } from "./cart-claims";
import { activeCode } from "./claim-offer";
import { putBenefit, type Refused } from "./put-benefit";

export interface AppliedClaim {
  readonly applied: boolean;
  readonly reason: ClaimRefusal | null;
  /** The reason in a sentence for the shopper; null where it applied. */
  readonly message: string | null;
  /** What the cart lacks of the least order value; null for every other reason. */
  readonly missing: Money | null;
}

interface Asked {
  readonly cartId: string;
  readonly locale?: string | undefined;
  /** The host's customer who is logged in and asks; null for a guest. */
  readonly customerId?: string | null;
}

/**
 * Puts a claim's benefit on a cart, or takes it off again where the cart is not, or no longer, one that it is for.
 * Idempotent: called after every change of the cart. A claim made in time is kept when its program is paused or
 * over since: it was promised.
 */
export async function applyClaim(engine: Engine, input: Asked & { claim: string }): Promise<AppliedClaim> {
  const { benefit, book, store } = engine;
  const cart = await benefit.cart(input.cartId);
  const [referral] = await store.referrals.byClaimHashes([claimHash(input.claim)]);
  // A claim that nobody made is looked up as far as any other, so that every answer takes as long.
  const [code] = await store.codes.byCodes([referral?.code ?? "-"]);
  if (cart === null) return answer("cart-not-found", null, input);
  if (referral === undefined || code?.status !== "active") return answer("not-for-this-cart", null, input);
  const program = await book.version(referral.programId, referral.programVersion);
  const refused = await putBenefit(engine, input.cartId, cart, { referral, program, token: input.claim });
  if (refused === null && referral.benefitCode !== null) {
    await leaveOne(engine, input.cartId, referral.benefitCode);
  }
  return answerTo(input, cart, program, refused);
}

/**
 * Applies the code that a friend typed at the checkout: claims its offer for this cart, once however often it is
 * typed, and puts the benefit on. Unknown and disabled codes look alike.
 */
export async function referCart(engine: Engine, input: Asked & { code: string }): Promise<AppliedClaim> {
  const cart = await engine.benefit.cart(input.cartId);
  const active = await activeCode(engine, input.code);
  if (active === null) return answer("code-unknown", null, input);
  if (cart === null) return answer("cart-not-found", active.program, input);
  const claim = await claimFor(engine, input.cartId, cart, active);
  if (claim === null) return answer("not-for-this-cart", active.program, input);
  await engine.benefit.note(input.cartId, { claim, referredBy: active.code.code });
  return applyClaim(engine, { ...input, claim });
}

/** A cart has one friend's benefit, from the moment on that it gets another: the latest that was put on it. */
async function leaveOne({ benefit, store }: Engine, cartId: string, code: string): Promise<void> {
  const cart = await benefit.cart(cartId);
  const others = cart?.codes.filter((one) => one !== code) ?? [];
  if (others.length === 0) return;
  for (const { benefitCode } of await store.referrals.byBenefitCodes(others)) {
    if (benefitCode !== null) await benefit.remove(cartId, benefitCode, []);
  }
}

function answerTo(input: Asked, cart: BenefitCart, program: Program, refused: Refused | null): AppliedClaim {
  if (refused === null) return { applied: true, reason: null, message: null, missing: null };
  const { reason, missing = null } = refused;
  if (reason === "already-used") return answer("not-for-this-cart", program, input);
  const isOfPerson = reason === "self-referral" || reason === "existing-customer";
  if (isOfPerson && !isOwn(input, cart)) return answer("not-for-this-cart", program, input);
  return answer(reason, program, input, missing);
}

/** Whether the cart is of whoever asks, and so is its address: what is said of it, they know. */
function isOwn({ customerId }: Asked, cart: BenefitCart): boolean {
  if (!customerId || cart.customerId !== customerId) return false;
  return cart.email !== null && cart.account !== null && isSameMailbox(cart.email, cart.account);
}

function answer(
  reason: ClaimRefusal,
  program: Program | null,
  { locale }: Asked,
  missing: Money | null = null,
): AppliedClaim {
  return {
    applied: false,
    reason,
    message: sayClaimRefusal(program, { reason, missing }, locale ?? "en"),
    missing,
  };
}
