import type { BindingStore, Referral, ReferralStore } from "@goodword/core";
import { bindingKey, type MemoryDatabase } from "./database";
import { byTime, keyOf } from "./table";

const byClaim = byTime<Referral>(
  (row) => row.claimedAt,
  (row) => row.id,
);

const byConversion = byTime<Referral>(
  (row) => row.convertedAt as Date,
  (row) => row.id,
);

export function memoryReferrals({ referrals }: MemoryDatabase): ReferralStore {
  return {
    async insert(added) {
      for (const referral of added) referrals.insert(referral.id, referral);
    },
    async byIds(ids) {
      return referrals.filter((row) => ids.includes(row.id));
    },
    async byClaimHashes(hashes) {
      return referrals.filter((row) => row.claimHash !== null && hashes.includes(row.claimHash));
    },
    async byBenefitCodes(codes) {
      return referrals.filter((row) => row.benefitCode !== null && codes.includes(row.benefitCode));
    },
    async byOrder(orderId) {
      return referrals.find((row) => row.orderId === orderId);
    },
    async byFriends(friendIds) {
      return referrals
        .filter((row) => row.friendId !== null && friendIds.includes(row.friendId))
        .sort(byClaim)
        .reverse();
    },
    async recent(advocateIds, since, limit) {
      const found = referrals
        .filter((row) => row.convertedAt !== null && row.convertedAt >= since)
        .sort(byConversion)
        .reverse();
      return found.filter(
        (row, place) =>
          advocateIds.includes(row.advocateId) &&
          found.slice(0, place).filter((newer) => newer.advocateId === row.advocateId).length < limit,
      );
    },
    async save(changes) {
      return changes.flatMap(({ to, from }) => {
        if (referrals.get(to.id)?.state !== from) return [to.id];
        referrals.write(to.id, to);
        return [];
      });
    },
  };
}

export function memoryBindings({ bindings }: MemoryDatabase): BindingStore {
  return {
    async byFriends(friendIds) {
      return bindings.filter((row) => friendIds.includes(row.friendId));
    },
    async bind(added) {
      return added.flatMap((binding) => {
        const there = bindings.get(bindingKey(binding));
        if (there !== null) return there.referralId === binding.referralId ? [] : [there];
        bindings.insert(bindingKey(binding), binding);
        return [];
      });
    },
    async release(programId, friendId) {
      bindings.remove(keyOf(programId, friendId));
    },
  };
}
