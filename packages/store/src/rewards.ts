import type { Currency, Reward, RewardState, RewardStore } from "@goodword/core";
import type { Knex } from "knex";
import { digits, type StoredTime, timeOf, timeOrNull } from "./columns";

export interface RewardRow {
  id: string;
  program_id: string;
  order_id: string;
  referral_id: string;
  rule: string;
  side: Reward["side"];
  participant_id: string;
  amount: string;
  currency: Currency;
  state: RewardState;
  code: string;
  due_at: StoredTime;
  created_at: StoredTime;
  issued_at: StoredTime | null;
  reversed_at: StoredTime | null;
  used_before_reversal: boolean | number | bigint | null;
}

const table = "goodword_reward";

export function knexRewardStore(knex: Knex): RewardStore {
  const columns = () => ["*", digits(knex, "amount")];
  return {
    async grant(reward) {
      const granted = await knex(table)
        .insert(rowOf(reward))
        .onConflict(["program_id", "order_id", "rule", "side"])
        .ignore()
        .returning("id");
      return granted.length > 0;
    },
    async byOrder(orderId) {
      const rows = await knex(table)
        .where("order_id", orderId)
        .orderBy(["created_at", "id"])
        .select<RewardRow[]>(columns());
      return rows.map(rewardOf);
    },
    async byParticipant(participantId) {
      const rows = await knex(table)
        .where("participant_id", participantId)
        .orderBy([
          { column: "created_at", order: "desc" },
          { column: "id", order: "desc" },
        ])
        .select<RewardRow[]>(columns());
      return rows.map(rewardOf);
    },
    /** Settling and reversing read the state and then move money by it: the second must wait and read again. */
    async lock(id) {
      const row = await knex(table).where("id", id).forUpdate().first<RewardRow | undefined>(columns());
      return row === undefined ? null : rewardOf(row);
    },
    async save(reward, from) {
      return (await knex(table).where({ id: reward.id, state: from }).update(rowOf(reward))) > 0;
    },
  };
}

function rowOf(reward: Reward) {
  return {
    id: reward.id,
    program_id: reward.programId,
    order_id: reward.orderId,
    referral_id: reward.referralId,
    rule: reward.rule,
    side: reward.side,
    participant_id: reward.participantId,
    amount: reward.value.amount,
    currency: reward.value.currency,
    state: reward.state,
    code: reward.code,
    due_at: reward.dueAt,
    created_at: reward.createdAt,
    issued_at: reward.issuedAt,
    reversed_at: reward.reversedAt,
    used_before_reversal: reward.usedBeforeReversal,
  };
}

function rewardOf(row: RewardRow): Reward {
  return {
    id: row.id,
    programId: row.program_id,
    orderId: row.order_id,
    referralId: row.referral_id,
    rule: row.rule,
    side: row.side,
    participantId: row.participant_id,
    value: { amount: BigInt(row.amount), currency: row.currency },
    state: row.state,
    code: row.code,
    dueAt: timeOf(row.due_at),
    createdAt: timeOf(row.created_at),
    issuedAt: timeOrNull(row.issued_at),
    reversedAt: timeOrNull(row.reversed_at),
    usedBeforeReversal: row.used_before_reversal === null ? null : Boolean(row.used_before_reversal),
  };
}
