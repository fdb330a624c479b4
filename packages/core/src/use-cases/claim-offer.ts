import type { BenefitRefusal } from "../ports/host";
import type { Engine } from "../ports/ports";
import type { ReferralCode } from "../ports/store";
import { offeredCurrencies, type Program } from "../program/program";
import { programFigures } from "../program/terms";
import { chooseContent, shippedSnapshot } from "../prompt/choose-content";
import type { OfferView } from "../prompt/content";
import { fillOffer } from "../prompt/fill-prompt";
import { claimExpiry, claimHash, newClaimToken } from "../referral/claim";
import { newCode, readCode } from "../referral/code";
import type { Currency } from "../reward/money";

/** The offer behind a code, or null: unknown and disabled codes look alike. Nothing is stored. */
export async function showOffer(
  engine: Engine,
  input: { code: string; locale?: string | undefined; currency?: string | undefined },
): Promise<{ offer: OfferView | null }> {
  const { program } = engine.options;
  const code = await activeCode(engine, input.code);
  const snapshot = (await engine.store.content.current()) ?? shippedSnapshot;
  const published = chooseContent(snapshot, "order-confirmation", input.locale);
  const currency = offeredCurrency(program, input.currency);
  if (code === null || published === null || currency === null) return { offer: null };
  const figures = programFigures(program, currency, published.locale);
  return {
    offer: fillOffer(
      published,
      { code: code.code, shopName: program.shopName, ...figures },
      snapshot.version,
    ),
  };
}

/** A friend accepts the offer: a referral begins, and the token that says so is given once. */
export async function claimOffer(
  engine: Engine,
  input: { code: string },
): Promise<{ claim: { token: string; expiresAt: Date } | null }> {
  const { clock, ids, options, store } = engine;
  const { program } = options;
  const code = await activeCode(engine, input.code);
  if (code === null) return { claim: null };
  const token = newClaimToken(ids);
  const claimedAt = clock.now();
  await store.referrals.insert({
    id: ids.id("referral"),
    programId: program.id,
    code: code.code,
    advocateId: code.participantId,
    state: "claimed",
    claimHash: claimHash(token),
    benefitCode: newCode("HELLO", ids),
    claimedAt,
    friendId: null,
    orderId: null,
    convertedAt: null,
    reasons: [],
  });
  return { claim: { token, expiresAt: claimExpiry(claimedAt, program.attributionWindowDays) } };
}

export type ClaimRefusal = BenefitRefusal | "claim-unknown" | "claim-expired";

/** Puts a claim's benefit on a cart. Idempotent: a shop calls it after every change of the cart. */
export async function applyClaim(
  engine: Engine,
  input: { cartId: string; claim: string },
): Promise<{ applied: boolean; reason: ClaimRefusal | null }> {
  const { benefit, clock, options, store } = engine;
  const { program } = options;
  const refused = (reason: ClaimRefusal) => ({ applied: false, reason });
  const referral = await store.referrals.byClaimHash(claimHash(input.claim));
  if (referral === null) return refused("claim-unknown");
  if ((await activeCode(engine, referral.code)) === null) return refused("claim-unknown");
  const expiresAt = claimExpiry(referral.claimedAt, program.attributionWindowDays);
  if (expiresAt <= clock.now()) return refused("claim-expired");
  if (referral.state !== "claimed") return refused("already-used");
  const outcome = await benefit.apply({
    cartId: input.cartId,
    code: referral.benefitCode,
    incentive: program.friend,
    claim: input.claim,
    expiresAt,
  });
  return outcome.applied ? { applied: true, reason: null } : refused(outcome.reason);
}

async function activeCode(engine: Engine, text: string): Promise<ReferralCode | null> {
  const code = await engine.store.codes.byCode(readCode(text) ?? "-");
  return code?.status === "active" ? code : null;
}

/** The asked currency, or the program's first when none is asked; null when nothing is offered in it. */
export function offeredCurrency(program: Program, asked: string | undefined): Currency | null {
  const offered = offeredCurrencies(program);
  return (asked === undefined ? offered[0] : offered.find((code) => code === asked.toLowerCase())) ?? null;
}
