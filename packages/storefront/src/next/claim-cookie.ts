/** Holds a friend's claim where the shop is served over plain http, as in development. */
export const claimCookie = "goodword_claim";
/**
 * The same over https: a browser takes this name only from the shop's own host and only over https, so that neither a
 * sibling subdomain nor someone on the network can put a claim of theirs in its place.
 */
export const secureClaimCookie = `__Host-${claimCookie}`;

const longestSeconds = 30 * 24 * 60 * 60;

/** The part of Next's cookie store that is used here. */
interface CookieStore {
  get(name: string): { readonly value: string } | undefined;
  set(cookie: CookieToSet): unknown;
}

interface CookieToSet {
  readonly name: string;
  readonly value: string;
  readonly path: "/";
  readonly maxAge: 0;
  readonly httpOnly: true;
  readonly secure: boolean;
}

/** A `Set-Cookie` line that lasts as long as the claim, at most 30 days; null when the claim is already over. */
export function claimCookieLine(
  claim: { readonly token: string; readonly expiresAt: string },
  now: Date,
  secure: boolean,
): string | null {
  const seconds = Math.min(longestSeconds, Math.floor((Date.parse(claim.expiresAt) - now.getTime()) / 1000));
  if (!(seconds > 0)) return null;
  const parts = [
    `${secure ? secureClaimCookie : claimCookie}=${encodeURIComponent(claim.token)}`,
    "Path=/",
    `Max-Age=${seconds}`,
    "HttpOnly",
    "SameSite=Lax",
  ];
  return (secure ? [...parts, "Secure"] : parts).join("; ");
}

/** The claim of a request. The plain name still counts over https: cookies from before live for up to 30 days. */
export function claimOf(store: Pick<CookieStore, "get">): string | null {
  return store.get(secureClaimCookie)?.value ?? store.get(claimCookie)?.value ?? null;
}

/** Takes the claim out of both cookies. A browser ignores a line for a `__Host-` name that is not `Secure`. */
export function forgetClaim(store: CookieStore): void {
  const gone = { value: "", path: "/", maxAge: 0, httpOnly: true } as const;
  if (store.get(secureClaimCookie)) store.set({ ...gone, name: secureClaimCookie, secure: true });
  if (store.get(claimCookie)) store.set({ ...gone, name: claimCookie, secure: false });
}
