import { type Currency, type Reward, type RewardState, type RewardStore, waitingSince } from "@goodword/core";
import type { Knex } from "knex";
import { jsonOf, type StoredTime, timeOf, timeOrNull } from "./columns";
import { digitsOf, lookup, moveEach, rowsOf } from "./set-statements";
import { type ColumnType, insertInto, type Statement, statement, statements } from "./statements";

export interface RewardRow {
  id: string;
  program_id: string;
  program_version: number | string;
  order_id: string;
  referral_id: string | null;
  rule: string;
  side: Reward["side"];
  kind: Reward["kind"];
  participant_id: string;
  amount: string;
  currency: Currency;
  reversed: string;
  restored: string;
  payout: string | null;
  settled: string;
  state: RewardState;
  code: string;
  due_at: StoredTime;
  created_at: StoredTime;
  issued_at: StoredTime | null;
  reversed_at: StoredTime | null;
  expires_at: StoredTime | null;
  used_before_reversal: boolean | number | bigint | null;
  declined: Reward["declined"];
  verdict: Reward["verdict"] | string;
  review: Reward["review"] | string;
}

const table = "goodword_reward";

const columns = {
  program_id: "text",
  program_version: "integer",
  order_id: "text",
  referral_id: "text",
  rule: "text",
  side: "text",
  kind: "text",
  participant_id: "text",
  amount: "bigint",
  currency: "text",
  reversed: "bigint",
  restored: "bigint",
  payout: "bigint",
  settled: "bigint",
  state: "text",
  code: "text",
  due_at: "timestamptz",
  created_at: "timestamptz",
  issued_at: "timestamptz",
  reversed_at: "timestamptz",
  expires_at: "timestamptz",
  used_before_reversal: "boolean",
  declined: "text",
  verdict: "jsonb",
  review: "jsonb",
  waiting_since: "timestamptz",
} satisfies Record<string, ColumnType>;

const bigints = ["amount", "reversed", "restored", "payout", "settled"];
/** What is read of a reward; amounts as digits, as they may be above what a number holds. */
export const rewardFields = ["id", ...Object.keys(columns)]
  .filter((name) => name !== "waiting_since")
  .map((name) => (bigints.includes(name) ? digitsOf(name) : name))
  .join(", ");

const grant = insertInto({
  table,
  columns: { id: "text", ...columns },
  conflict: { target: ["order_id", "program_id", "rule", "side"] },
  returning: ["id"],
});
const move = moveEach({ table, key: "id", set: columns });

const select = `select ${rewardFields} from ${table}`;
const byOrders = lookup({ select, key: "order_id", order: "created_at, id" });
const byReferral = statement(`${select} where referral_id = $1 order by created_at, id`);
const byCodes = lookup({ select, key: "code" });
const byParticipant = statement(`${select} where participant_id = $1 order by created_at desc, id desc`);
/** Settling and reversing read the state and then move money by it: the second must wait and read again. */
const lock = lookup({ select, key: "id", hold: true });
const standing = lookup({
  select,
  key: "participant_id",
  and: ({ oneOf }) =>
    `program_id = $2 and rule ${oneOf(3)} and state not in ('declined', 'reversed', 'expired')`,
  order: "created_at, id",
});
const waiting = statement(
  `${select} where waiting_since is not null order by waiting_since, id limit $1 offset $2`,
);
const countWaiting = statement(`select count(*) as count from ${table} where waiting_since is not null`);

export function knexRewardStore(knex: Knex): RewardStore {
  const database = statements(knex);
  const find = async (by: Statement, values: readonly (string | number)[]) =>
    (await database.run<RewardRow>(by, values)).map(rewardOf);
  return {
    async grant(rewards) {
      // In one order for everybody, so that two transactions never wait for each other in a circle.
      const rows = rewards.map(rowOf).sort((a, b) => (onceKey(a) < onceKey(b) ? -1 : 1));
      const granted = new Set((await database.insert<string, RewardRow>(grant, rows)).map(({ id }) => id));
      return rewards.map(({ id }) => id).filter((id) => !granted.has(id));
    },
    async byOrders(orderIds) {
      return (await rowsOf<RewardRow>(database, byOrders, orderIds)).map(rewardOf);
    },
    byReferral: (referralId) => find(byReferral, [referralId]),
    async byCodes(codes) {
      return (await rowsOf<RewardRow>(database, byCodes, codes)).map(rewardOf);
    },
    byParticipant: (participantId) => find(byParticipant, [participantId]),
    async lock(ids) {
      return (await rowsOf<RewardRow>(database, lock, ids)).map(rewardOf);
    },
    async save(changes) {
      const rows = changes.map(({ to, from: was }) => ({ ...rowOf(to), was })).sort(byId);
      const moved = new Set((await database.insert<string, RewardRow>(move, rows)).map(({ id }) => id));
      return changes.map(({ to }) => to.id).filter((id) => !moved.has(id));
    },
    async standing(programId, rules, participantIds) {
      if (rules.length === 0) return [];
      const rows = await rowsOf<RewardRow>(database, standing, participantIds, programId, rules);
      return rows.map(rewardOf);
    },
    async awaitingReview({ limit, offset }) {
      const [row] = await database.run<{ count: string | number }>(countWaiting);
      return { rows: await find(waiting, [limit, offset]), count: Number(row?.count) };
    },
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

const onceKey = (row: { order_id: string; program_id: string; rule: string; side: string }) =>
  JSON.stringify([row.order_id, row.program_id, row.rule, row.side]);

function rowOf(reward: Reward) {
  return {
    id: reward.id,
    program_id: reward.programId,
    program_version: reward.programVersion,
    order_id: reward.orderId,
    referral_id: reward.referralId,
    rule: reward.rule,
    side: reward.side,
    kind: reward.kind,
    participant_id: reward.participantId,
    amount: reward.value.amount,
    currency: reward.value.currency,
    reversed: reward.reversed,
    restored: reward.restored,
    payout: reward.payout,
    settled: reward.settled,
    state: reward.state,
    code: reward.code,
    due_at: reward.dueAt,
    created_at: reward.createdAt,
    issued_at: reward.issuedAt,
    reversed_at: reward.reversedAt,
    expires_at: reward.expiresAt,
    used_before_reversal: reward.usedBeforeReversal,
    declined: reward.declined,
    verdict: reward.verdict,
    review: reward.review,
    waiting_since: waits(reward),
  };
}

/** Since when a person is waited for: not for a reward that was taken back meanwhile. */
function waits({ state, review }: Reward): Date | null {
  const since = state === "pending" || state === "declined" ? waitingSince(review) : null;
  return since === null ? null : new Date(since);
}

export function rewardOf(row: RewardRow): Reward {
  return {
    id: row.id,
    programId: row.program_id,
    programVersion: Number(row.program_version),
    orderId: row.order_id,
    referralId: row.referral_id,
    rule: row.rule,
    side: row.side,
    kind: row.kind,
    participantId: row.participant_id,
    value: { amount: BigInt(row.amount), currency: row.currency },
    reversed: BigInt(row.reversed),
    restored: BigInt(row.restored),
    payout: row.payout === null ? null : BigInt(row.payout),
    settled: BigInt(row.settled),
    state: row.state,
    code: row.code,
    dueAt: timeOf(row.due_at),
    createdAt: timeOf(row.created_at),
    issuedAt: timeOrNull(row.issued_at),
    reversedAt: timeOrNull(row.reversed_at),
    expiresAt: timeOrNull(row.expires_at),
    usedBeforeReversal: row.used_before_reversal === null ? null : Boolean(row.used_before_reversal),
    declined: row.declined,
    verdict: jsonOf<Reward["verdict"]>(row.verdict),
    review: jsonOf<Reward["review"]>(row.review),
  };
}
