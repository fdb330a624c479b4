import type { UnusedClaim } from "../../ports/leftover-store";
import type { Engine } from "../../ports/ports";

/** After so many failed calls, what fails is no longer tried in parts: the host has more trouble than single codes. */
export const mostFailures = 100;

/**
 * Has the host delete the codes of claims. Where it fails, it is asked again for each half, so that one code that
 * always fails keeps no other claim.
 */
export function codeDiscarder({ benefit, log }: Pick<Engine, "benefit" | "log">) {
  const failed: string[] = [];
  let failures = 0;
  let kept = 0;
  let lastError: unknown;

  const discarded = async (codes: readonly string[]): Promise<readonly string[]> => {
    if (codes.length === 0) return codes;
    try {
      await benefit.discard(codes);
      return codes;
    } catch (error) {
      lastError = error;
      failures += 1;
      if (codes.length === 1) failed.push(...codes);
      if (codes.length === 1 || failures >= mostFailures) {
        kept += codes.length;
        return [];
      }
      const half = Math.ceil(codes.length / 2);
      return [...(await discarded(codes.slice(0, half))), ...(await discarded(codes.slice(half)))];
    }
  };

  return {
    /** Answers the claims that have no code in the host any more. */
    async discard(claims: readonly UnusedClaim[]): Promise<readonly UnusedClaim[]> {
      const gone = new Set(await discarded(claims.flatMap(({ benefitCode }) => benefitCode ?? [])));
      return claims.filter(({ benefitCode }) => benefitCode === null || gone.has(benefitCode));
    },
    /** One line for all that failed, however many they are. */
    report(): void {
      if (kept === 0) return;
      log.warn("old claims not deleted: the host did not delete their codes", {
        claims: kept,
        codes: failed.join(" "),
        error: lastError instanceof Error ? lastError.name : typeof lastError,
      });
    },
  };
}
