import { type CounterStore, type Reward, type RewardStore, reviewOrder, waitingSince } from "@goodword/core";
import { counterKey, grantKey, type MemoryDatabase } from "./database";
import { byText, byTime } from "./table";

const byCreation = byTime<Reward>(
  (row) => row.createdAt,
  (row) => row.id,
);

const fallen: readonly Reward["state"][] = ["declined", "reversed", "expired"];
const undecided: readonly Reward["state"][] = ["pending", "declined"];

export function memoryRewards({ rewards }: MemoryDatabase): RewardStore {
  return {
    async grant(granted) {
      return granted.flatMap((reward) => {
        if (rewards.find((row) => grantKey(row) === grantKey(reward)) !== null) return [reward.id];
        rewards.insert(reward.id, reward);
        return [];
      });
    },
    async byOrders(orderIds) {
      return rewards.filter((row) => orderIds.includes(row.orderId)).sort(byCreation);
    },
    async byReferral(referralId) {
      return rewards.filter((row) => row.referralId === referralId).sort(byCreation);
    },
    async byCodes(codes) {
      return rewards.filter((row) => codes.includes(row.code));
    },
    async byParticipant(participantId) {
      return rewards
        .filter((row) => row.participantId === participantId)
        .sort(byCreation)
        .reverse();
    },
    async lock(ids) {
      return rewards.filter((row) => ids.includes(row.id)).sort((a, b) => byText(a.id, b.id));
    },
    async save(changes) {
      return changes.flatMap(({ to, from }) => {
        if (rewards.get(to.id)?.state !== from) return [to.id];
        rewards.write(to.id, to);
        return [];
      });
    },
    async standing(programId, rules, participantIds) {
      return rewards
        .filter(
          (row) =>
            row.programId === programId &&
            rules.includes(row.rule) &&
            participantIds.includes(row.participantId) &&
            !fallen.includes(row.state),
        )
        .sort(byCreation);
    },
    async awaitingReview({ limit, offset }) {
      const waiting = rewards
        .filter(({ review, state }) => undecided.includes(state) && waitingSince(review) !== null)
        .sort(reviewOrder);
      return { rows: waiting.slice(offset, offset + limit), count: waiting.length };
    },
  };
}

export function memoryCounters({ counters }: MemoryDatabase): CounterStore {
  const read: CounterStore["read"] = async (keys) =>
    keys.map(({ programId, scope, subject }) => {
      const key = { programId, scope, subject };
      return counters.get(counterKey(key)) ?? { ...key, count: 0n };
    });
  return {
    read,
    hold: read,
    async save(held) {
      for (const counter of held) counters.write(counterKey(counter), counter);
    },
    async add(added) {
      for (const counter of added) {
        const count = (counters.get(counterKey(counter))?.count ?? 0n) + counter.count;
        counters.write(counterKey(counter), { ...counter, count });
      }
    },
    async top(programId, scope, limit) {
      return counters
        .filter(
          (row) => row.programId === programId && row.scope === scope && row.subject !== "" && row.count > 0n,
        )
        .sort((a, b) => (a.count === b.count ? byText(a.subject, b.subject) : a.count < b.count ? 1 : -1))
        .slice(0, limit);
    },
  };
}
