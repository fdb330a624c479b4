import type { OrderStore, ReferralStore } from "@goodword/core";
import type { MemoryDatabase } from "./database";
import { byTime } from "./table";

export function memoryReferrals({ referrals }: MemoryDatabase): ReferralStore {
  return {
    async insert(referral) {
      referrals.insert(referral.id, referral);
    },
    async byId(id) {
      return referrals.get(id);
    },
    async byClaimHash(hash) {
      return referrals.find((row) => row.claimHash === hash);
    },
    async byBenefitCodes(codes) {
      return referrals
        .filter((row) => codes.includes(row.benefitCode))
        .sort(
          byTime(
            (row) => row.claimedAt,
            (row) => row.id,
          ),
        );
    },
    async byOrder(orderId) {
      return referrals.find((row) => row.orderId === orderId);
    },
    async save(referral, from) {
      if (referrals.get(referral.id)?.state !== from) return false;
      referrals.write(referral.id, referral);
      return true;
    },
  };
}

export function memoryRecordedOrders({ orders }: MemoryDatabase): OrderStore {
  return {
    async record(order) {
      if (orders.get(order.orderId) !== null) return false;
      orders.insert(order.orderId, order);
      return true;
    },
    async lock(orderId) {
      return orders.get(orderId);
    },
    async cancel(orderId, at) {
      const order = orders.get(orderId);
      if (order !== null && order.canceledAt === null) orders.write(orderId, { ...order, canceledAt: at });
    },
    async hasEarlier({ participantId, orderId, before }) {
      return (
        orders.count(
          (row) =>
            row.participantId === participantId &&
            row.orderId !== orderId &&
            row.canceledAt === null &&
            row.placedAt < before,
        ) > 0
      );
    },
  };
}
