import type { ProofRequest } from "@goodword/core";
import type { Given } from "./describe-store";

const at = (day: string) => new Date(`2026-${day}T10:00:00.000Z`);

const aRequest = (proposalId: string, change: Partial<ProofRequest> = {}): ProofRequest => ({
  proposalId,
  id: `${proposalId}_1`,
  seed: "5eed",
  tokenHash: `hash of ${proposalId}`,
  linkTo: "person_a",
  numberTo: "person_b",
  locale: "de-AT",
  askedAt: at("12-01"),
  askedBy: "user_1",
  expiresAt: at("12-08"),
  times: 1,
  tries: 0,
  ...change,
});

export function describeProofs(given: Given): void {
  describe("proofs by mail", () => {
    const limit = { now: at("12-02"), most: 3 };

    it("are found by their proposals and by their token", async () => {
      const { proofs } = given();
      await proofs.put(aRequest("b"));
      await proofs.put(aRequest("a"));
      expect(await proofs.byProposals(["b", "unknown", "a"])).toEqual([aRequest("a"), aRequest("b")]);
      expect(await proofs.byProposals([])).toEqual([]);
      expect(await proofs.byToken("hash of b")).toEqual(aRequest("b"));
      expect(await proofs.byToken("hash of c")).toBeNull();
    });

    it("have one request a proposal: a later one takes the place of the one before, tries and all", async () => {
      const { proofs } = given();
      await proofs.put(aRequest("a"));
      await proofs.countTry("hash of a", limit);
      const again = aRequest("a", {
        id: "a_2",
        tokenHash: "another",
        askedAt: at("12-03"),
        askedBy: "user_2",
        expiresAt: at("12-10"),
        times: 2,
      });
      await proofs.put(again);
      expect(await proofs.byProposals(["a"])).toEqual([again]);
      expect(await proofs.byToken("hash of a")).toBeNull();
      expect(await proofs.countTry("hash of a", limit)).toBeNull();
    });

    it("count tries up to the most, and none of an unknown token or after the end", async () => {
      const { proofs } = given();
      await proofs.put(aRequest("a"));
      await proofs.put(aRequest("b"));
      expect(await proofs.countTry("hash of c", limit)).toBeNull();
      expect(await proofs.countTry("hash of a", { ...limit, now: at("12-08") })).toBeNull();
      expect(await proofs.countTry("hash of a", limit)).toEqual(aRequest("a", { tries: 1 }));
      expect(await proofs.countTry("hash of a", limit)).toEqual(aRequest("a", { tries: 2 }));
      expect(await proofs.countTry("hash of a", limit)).toEqual(aRequest("a", { tries: 3 }));
      expect(await proofs.countTry("hash of a", limit)).toBeNull();
      expect(await proofs.byProposals(["a", "b"])).toEqual([aRequest("a", { tries: 3 }), aRequest("b")]);
    });

    it("count no more tries than the most when 20 come at once", async () => {
      const { proofs } = given();
      await proofs.put(aRequest("a"));
      const counted = await Promise.all(
        Array.from({ length: 20 }, () => proofs.countTry("hash of a", limit)),
      );
      expect(counted.flatMap((request) => request?.tries ?? []).sort()).toEqual([1, 2, 3]);
    });
  });
}
