import type { Outcome } from "./ceilings";

/** Nothing of the kind is there. */
const unknown: ReadonlySet<string> = new Set(["code-unknown", "claim-unknown", "cart-not-found"]);

/** Says something of the cart alone, and is answered after each change of an honest one. */
const ofTheCart: ReadonlySet<string> = new Set(["below-minimum", "other-discount"]);

/** What a refused claim counts as: every reason that may say something of a person is a question about them. */
export function claimOutcome(reason: string | null): Outcome {
  if (reason === null || ofTheCart.has(reason)) return "found";
  return unknown.has(reason) ? "missed" : "refused";
}
