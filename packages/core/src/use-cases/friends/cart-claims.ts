import { keyedHash } from "../../person/identity";
import type { BenefitCart } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import type { Program } from "../../program/program";
import { claimExpiry, claimHash } from "../../referral/claim";
import type { ReferralCode } from "../../referral/code";
import { secretsOf } from "../../secret";
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
  const places = Array.from({ length: claimsPerCart }, (_, place) => tokensAt(engine, cartId, place));
  const tokens = places.flat();
  const own = cart.claim === null || tokens.includes(cart.claim) ? tokens : [cart.claim, ...tokens];
  const known = await engine.store.referrals.byClaimHashes(own.map(claimHash));
  const open = known.filter(
    ({ state, claimedAt }) =>
      state === "claimed" && claimExpiry(claimedAt, program.attributionWindowDays) > engine.clock.now(),
  );
  const referralOf = (token: string) => open.find((one) => one.claimHash === claimHash(token));
  const reused = own.find((token) => referralOf(token)?.code === code.code);
  if (reused !== undefined) return reused;
  const isFree = (token: string) => known.every((one) => one.claimHash !== claimHash(token));
  const free = places.find((place) => place.every(isFree))?.[0];
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

/** One claim's token under each secret, the newest first: what was begun under one before is found again. */
function tokensAt({ options }: Engine, cartId: string, place: number): string[] {
  return secretsOf(options.secret).map((secret) =>
    Buffer.from(keyedHash(secret, "cart-claim", `${place}:${cartId}`), "hex").toString("base64url"),
  );
}
