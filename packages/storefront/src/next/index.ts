export { type AppliedClaim, applyClaim, type ClaimingCart, referCart } from "./apply-claim";
export type { BackendOptions } from "./backend";
export { claimCookie, claimOf, secureClaimCookie } from "./claim-cookie";
export { type GoRouteOptions, goRoute } from "./go-route";
export { type GoodwordRoutesOptions, goodwordRoutes } from "./goodword-routes";
