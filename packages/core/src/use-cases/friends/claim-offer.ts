import type { Engine } from "../../ports/ports";
import { isOpen } from "../../program/choose-program";
import { offeredCurrency } from "../../program/offered";
import type { Program } from "../../program/program";
import { chooseContent, shippedSnapshot } from "../../prompt/choose-content";
import type { OfferView } from "../../prompt/content";
import { fillOffer } from "../../prompt/fill-prompt";
import { claimExpiry, claimHash, newClaimToken } from "../../referral/claim";
import { newCode, type ReferralCode, readCode } from "../../referral/code";
import { programFigures } from "../../terms/terms";

/** The offer behind a code, or null: unknown and disabled codes look alike. Nothing is stored. */
export async function showOffer(
  engine: Engine,
  input: { code: string; locale?: string | undefined; currency?: string | undefined },
): Promise<{ offer: OfferView | null }> {
  const active = await activeCode(engine, input.code);
  const snapshot = (await engine.store.content.current()) ?? shippedSnapshot;
  const published = chooseContent(snapshot, "order-confirmation", input.locale);
  const currency = active && offeredCurrency(active.program, input.currency);
  if (active === null || published === null || currency === null) return { offer: null };
  const { code, program } = active;
  const figures = programFigures(program, currency, published.locale);
  return {
    offer: fillOffer(
      published,
      { code: code.code, shopName: program.shopName, ...figures },
      snapshot.version,
    ),
  };
}

/**
 * A friend accepts the offer: a referral begins, and the token that says so is given once. The program's version
 * of now is the referral's for good.
 */
export async function claimOffer(
  engine: Engine,
  input: { code: string },
): Promise<{ claim: { token: string; expiresAt: Date } | null }> {
  const active = await activeCode(engine, input.code);
  if (active === null) return { claim: null };
  const token = newClaimToken(engine.ids);
  const claimedAt = await beginClaim(engine, active, token);
  return { claim: { token, expiresAt: claimExpiry(claimedAt, active.program.attributionWindowDays) } };
}

/** Begins the referral that a claim's token stands for; answers when. */
export async function beginClaim(
  engine: Engine,
  { code, program }: { code: ReferralCode; program: Program },
  token: string,
): Promise<Date> {
  const { ids, store } = engine;
  const claimedAt = await engine.time();
  await store.referrals.insert([
    {
      id: ids.id("referral"),
      programId: program.id,
      programVersion: program.version,
      code: code.code,
      advocateId: code.participantId,
      state: "claimed",
      source: "claim",
      claimHash: claimHash(token),
      benefitCode: program.friend === null ? null : newCode("HELLO", ids),
      claimedAt,
      friendId: null,
      orderId: null,
      convertedAt: null,
      reasons: [],
    },
  ]);
  return claimedAt;
}

/** A code that works, with its program of now. Unknown, disabled, paused and expired ones are one to the outside. */
export async function activeCode(
  engine: Engine,
  text: string,
): Promise<{ code: ReferralCode; program: Program } | null> {
  // What cannot be a code is looked up all the same, so that every answer takes as long.
  const [code] = await engine.store.codes.byCodes([readCode(text) ?? "-"]);
  const programs = await engine.book.open();
  const stored = programs.find(({ program }) => program.id === code?.programId);
  if (code?.status !== "active" || stored === undefined) return null;
  return isOpen(stored, engine.clock.now()) ? { code, program: stored.program } : null;
}
