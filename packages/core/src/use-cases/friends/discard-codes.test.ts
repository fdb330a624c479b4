import type { Engine } from "../../ports/ports";
import { codeDiscarder, mostFailures } from "./discard-codes";

const claimsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `claim_${n}`,
    claimedAt: new Date(0),
    benefitCode: n % 5 === 4 ? null : `CODE-${n}`,
  }));

/** A host that deletes no code of a call in which one of `broken` is. */
function hostWithout(broken: (code: string) => boolean) {
  const calls: (readonly string[])[] = [];
  const warnings: unknown[] = [];
  const engine = {
    benefit: {
      async discard(codes: readonly string[]) {
        calls.push(codes);
        if (codes.some(broken)) throw new RangeError("locked");
      },
    },
    log: { warn: (...warning: unknown[]) => warnings.push(warning) },
  };
  return { ...codeDiscarder(engine as unknown as Engine), calls, warnings };
}

describe("discarding the codes of old claims", () => {
  it("asks the host once where it deletes them all, and says nothing", async () => {
    const { discard, report, calls, warnings } = hostWithout(() => false);
    const claims = claimsOf(500);
    expect(await discard(claims)).toEqual(claims);
    report();
    expect(calls.map(({ length }) => length)).toEqual([400]);
    expect(warnings).toEqual([]);
  });

  it("asks the host for nothing where no claim has a code", async () => {
    const { discard, calls } = hostWithout(() => true);
    const claims = claimsOf(500).filter(({ benefitCode }) => benefitCode === null);
    expect(await discard(claims)).toEqual(claims);
    expect(calls).toEqual([]);
  });

  it.each([[0], [498], [250]])(
    "keeps one claim of 500 where the code of claim %d always fails, in few calls",
    async (place) => {
      const { discard, report, calls, warnings } = hostWithout((code) => code === `CODE-${place}`);
      const claims = claimsOf(500);
      expect(await discard(claims)).toEqual(claims.filter(({ id }) => id !== `claim_${place}`));
      expect(calls.length).toBeLessThanOrEqual(20);
      report();
      expect(warnings).toEqual([
        [
          "old claims not deleted: the host did not delete their codes",
          { claims: 1, codes: `CODE-${place}`, error: "RangeError" },
        ],
      ]);
    },
  );

  it("says all codes that fail in one line, of several batches too", async () => {
    const broken = ["CODE-1", "CODE-2", "CODE-300"];
    const { discard, report, warnings } = hostWithout((code) => broken.includes(code));
    const claims = claimsOf(500);
    const kept = [...(await discard(claims.slice(0, 250))), ...(await discard(claims.slice(250)))];
    expect(claims.filter((claim) => !kept.includes(claim)).map(({ benefitCode }) => benefitCode)).toEqual(
      broken,
    );
    report();
    expect(warnings).toEqual([
      [expect.any(String), { claims: 3, codes: broken.join(" "), error: "RangeError" }],
    ]);
  });

  it("does not ask a host for every code that deletes none at all", async () => {
    const { discard, report, calls, warnings } = hostWithout(() => true);
    const claims = claimsOf(500);
    const withoutCode = claims.filter(({ benefitCode }) => benefitCode === null);
    for (let batch = 0; batch < 3; batch += 1) expect(await discard(claims)).toEqual(withoutCode);
    expect(calls.length).toBeLessThan(mostFailures + 20);
    report();
    expect(warnings).toEqual([
      [expect.any(String), { claims: 1_200, codes: expect.any(String), error: "RangeError" }],
    ]);
  });
});
