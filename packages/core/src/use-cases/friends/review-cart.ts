import type { BenefitCart } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import { claimHash } from "../../referral/claim";
import type { Referral } from "../../referral/referral";
import { judgeCart } from "./judge-benefit";
import { isOfBuyer, putBenefit } from "./put-benefit";

/**
 * Judges every friend's benefit on a cart again, whatever its metadata says and however the code came there, and
 * brings one back that the cart's claim promises. At most one stays: that of the claim the cart carries, or of the
 * latest. `completing` is the last review before the order.
 *
 * A discount that goes or stays tells who is a customer. So only who counts what is refused has the buyer judged;
 * without `judgesBuyer`, addresses that were not judged before are left alone.
 * @returns whether something was refused because of who buys
 */
export async function reviewCart(
  engine: Engine,
  { cartId, completing = false, besideAnother = false, judgesBuyer = true, signal }: CartReview,
): Promise<{ isBuyerRefused: boolean }> {
  const cart = await engine.benefit.cart(cartId);
  let isBuyerRefused = false;
  if (cart === null) return { isBuyerRefused };
  const { noted, carried } = await claimsOf(engine, cart);
  // The order of a cart without an address would be nobody's, and nobody could be judged by it.
  const isNobodys = completing && cart.email === null && cart.customerId === null;
  let isOn = isNobodys || besideAnother;
  for (const referral of noted === null ? carried : [noted, ...carried.filter(({ id }) => id !== noted.id)]) {
    signal?.throwIfAborted();
    if (isOn) {
      if (referral.benefitCode !== null && cart.codes.includes(referral.benefitCode)) {
        await engine.benefit.remove(cartId, referral.benefitCode, []);
      }
      continue;
    }
    const program = await engine.book.version(referral.programId, referral.programVersion);
    const token = referral === noted ? cart.claim : null;
    const refused = await putBenefit(
      engine,
      cartId,
      cart,
      { referral, program, token },
      { judgesBuyer, signal },
    );
    isOn = refused === null;
    isBuyerRefused ||= isOfBuyer(refused?.reason ?? null);
  }
  return { isBuyerRefused };
}

interface CartReview {
  readonly cartId: string;
  readonly completing?: boolean;
  /** Another cart of the same buyer is being completed, and only one order is their first. */
  readonly besideAnother?: boolean;
  readonly judgesBuyer?: boolean;
  /** Once it is aborted, its reason is thrown before the cart is touched: it may have changed since it was read. */
  readonly signal?: AbortSignal;
}

/**
 * Judges the address that a cart is about to get, so that its benefit stays on for a friend. What is not judged
 * here is taken off by the host, and comes back with the next review that judges the buyer.
 * @returns whether something was refused because of who buys
 */
export async function expectAddress(
  engine: Engine,
  { cartId, email, accountId }: { cartId: string; email: string; accountId?: string | undefined },
): Promise<{ isBuyerRefused: boolean }> {
  const cart = await engine.benefit.cart(cartId);
  let isBuyerRefused = false;
  if (cart === null) return { isBuyerRefused };
  const { carried } = await claimsOf(engine, cart);
  // A guest's customer goes with the address; an account stays, or takes the cart over.
  const taken = accountId !== undefined && accountId !== cart.customerId;
  const next = taken
    ? { ...cart, email, account: email, customerId: accountId }
    : { ...cart, email, customerId: cart.account === null ? null : cart.customerId };
  for (const referral of carried) {
    const program = await engine.book.version(referral.programId, referral.programVersion);
    const { objection } = await judgeCart(engine, next, referral, program);
    isBuyerRefused ||= isOfBuyer(objection);
    if (objection !== null || referral.benefitCode === null) continue;
    await engine.benefit.admit(cartId, referral.benefitCode, [email]);
  }
  return { isBuyerRefused };
}

/** The referral that the cart's claim names, and those whose benefit is on the cart, the latest first. */
async function claimsOf(
  { store }: Engine,
  cart: BenefitCart,
): Promise<{ noted: Referral | null; carried: Referral[] }> {
  const [found] = cart.claim === null ? [] : await store.referrals.byClaimHashes([claimHash(cart.claim)]);
  const carried = cart.codes.length === 0 ? [] : await store.referrals.byBenefitCodes(cart.codes);
  const working = new Set(
    (await store.codes.byCodes([...new Set([found, ...carried].flatMap((one) => one?.code ?? []))]))
      .filter(({ status }) => status === "active")
      .map(({ code }) => code),
  );
  return {
    // The claim of a disabled code brings nothing; its benefit, once on, is judged like any other.
    noted:
      found !== undefined && (working.has(found.code) || carried.some(({ id }) => id === found.id))
        ? found
        : null,
    carried: [...carried].sort((a, b) => b.claimedAt.getTime() - a.claimedAt.getTime()),
  };
}
