import type { LeftoverStore, Referral } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byTime, keyOf } from "./table";

const byClaim = byTime<Referral>(
  (row) => row.claimedAt,
  (row) => row.id,
);

export function memoryLeftovers(database: MemoryDatabase): LeftoverStore {
  const { referrals, orders, bindings, rewards, claimDays } = database;
  const isUnused = ({ id, state, orderId, friendId, convertedAt }: Referral) =>
    state === "claimed" &&
    orderId === null &&
    friendId === null &&
    convertedAt === null &&
    [orders, bindings, rewards].every(
      (table) => table.find((row: { readonly referralId: string | null }) => row.referralId === id) === null,
    );
  return {
    async unusedClaims({ programId, versions, before, after, limit }) {
      return referrals
        .filter(
          (row) =>
            row.programId === programId &&
            versions.includes(row.programVersion) &&
            row.claimedAt < before &&
            isUnused(row),
        )
        .sort(byClaim)
        .filter((row) => after === null || byClaim(row, { ...row, ...after }) > 0)
        .slice(0, limit)
        .map(({ id, claimedAt, benefitCode }) => ({ id, claimedAt, benefitCode }));
    },
    async deleteClaims(ids) {
      const gone = referrals.filter((row) => ids.includes(row.id) && isUnused(row));
      for (const { id, code, claimedAt } of gone) {
        referrals.remove(id);
        const day = claimedAt.toISOString().slice(0, 10);
        const known = claimDays.get(keyOf(code, day)) ?? { code, day, claims: 0, firstAt: claimedAt };
        const firstAt = new Date(Math.min(known.firstAt.getTime(), claimedAt.getTime()));
        claimDays.write(keyOf(code, day), { ...known, claims: known.claims + 1, firstAt });
      }
      return gone.length;
    },
    // Counts in memory end by themselves.
    async deleteCounts() {
      return 0;
    },
  };
}
