/** Holds a friend's claim on the shop's own domain; page script cannot read it. */
export const claimCookie = "goodword_claim";

const longestSeconds = 30 * 24 * 60 * 60;

/** A `Set-Cookie` line that lasts as long as the claim, at most 30 days; null when the claim is already over. */
export function claimCookieLine(
  claim: { readonly token: string; readonly expiresAt: string },
  now: Date,
  secure: boolean,
): string | null {
  const seconds = Math.min(longestSeconds, Math.floor((Date.parse(claim.expiresAt) - now.getTime()) / 1000));
  if (!(seconds > 0)) return null;
  const parts = [
    `${claimCookie}=${encodeURIComponent(claim.token)}`,
    "Path=/",
    `Max-Age=${seconds}`,
    "HttpOnly",
    "SameSite=Lax",
  ];
  return (secure ? [...parts, "Secure"] : parts).join("; ");
}
