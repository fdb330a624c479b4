import type { BenefitCart } from "../ports/host";
import type { Engine } from "../ports/ports";
import type { ReferralCode } from "../ports/store";
import type { Program } from "../program/program";
import { claimExpiry, claimHash } from "../referral/claim";
import { keyedHash } from "../referral/identity";
import { beginClaim } from "./claim-offer";

/** Claims that codes typed into one cart may begin. */
const claimsPerCart = 5;

/**
 * The claim of a code that was typed into a cart: the one it began before, however many others were typed since, or
 * a fresh one. Null when the cart began as many as it may.
 *
 * Their tokens are made from the cart's id, so that they are found again whatever its metadata says, and none is
 * made twice.
 */
export async function claimFor(
  engine: Engine,
  cartId: string,
  cart: BenefitCart,
  { code, program }: { code: ReferralCode; program: Program },
): Promise<string | null> {
  const tokens = Array.from({ length: claimsPerCart }, (_, place) => tokenOf(engine, cartId, place));
  const own = cart.claim === null || tokens.includes(cart.claim) ? tokens : [cart.claim, ...tokens];
  const known = await engine.store.referrals.byClaimHashes(own.map(claimHash));
  const open = known.filter(
    ({ state, claimedAt }) =>
      state === "claimed" && claimExpiry(claimedAt, program.attributionWindowDays) > engine.clock.now(),
  );
  const referralOf = (token: string) => open.find((one) => one.claimHash === claimHash(token));
  const reused = own.find((token) => referralOf(token)?.code === code.code);
  if (reused !== undefined) return reused;
  const free = tokens.find((token) => known.every((one) => one.claimHash !== claimHash(token)));
  if (free === undefined) return null;
  try {
    await beginClaim(engine, { code, program }, free);
    return free;
  } catch (error) {
    // The same was typed twice at once: the other request was first.
    const [first] = await engine.store.referrals.byClaimHashes([claimHash(free)]);
    if (first === undefined) throw error;
    return first.code === code.code ? free : claimFor(engine, cartId, cart, { code, program });
  }
}

function tokenOf({ options }: Engine, cartId: string, place: number): string {
  return Buffer.from(keyedHash(options.secret, "cart-claim", `${place}:${cartId}`), "hex").toString(
    "base64url",
  );
}
